"""Sentences: where they end in biomedical prose, and what their spans promise for any text."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.sentence import LONGEST_SENTENCE, sentence_spans

MARK = "⏐"
CASES = [
    line.replace("\\n", "\n")
    for line in (Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("# ")
]
# Letters that splitting turns on, mixed with any others.
PROSE = st.text(st.sampled_from(".!?…。！() [];,\n\r\t\u2028\x1c'\"Aa vs1²é中α-"))


def sentences_of(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize("case", CASES)
def test_sentences_begin_where_a_reader_would_begin_them(case: str) -> None:
    """A text of the table is split at its marks and nowhere else."""
    assert sentences_of(case.replace(MARK, "")) == [part.strip() for part in case.split(MARK)]


def test_the_table_is_large_and_without_repetition() -> None:
    """The table has well over eighty cases, and none twice."""
    assert len(CASES) == len(set(CASES)) > 180


@given(st.text() | PROSE | st.lists(st.text() | PROSE).map("\n".join))
def test_every_visible_character_is_in_exactly_one_span(text: str) -> None:
    """Spans are in order, apart, trimmed, bounded, and leave nothing but white space between."""
    spans = sentence_spans(text)
    position = 0
    for start, end in spans:
        assert position <= start < end <= start + LONGEST_SENTENCE
        assert not text[position:start].strip()
        assert text[start:end].strip() == text[start:end]
        position = end
    assert not text[position:].strip()


@pytest.mark.parametrize("text", ["", " ", "\n\n \t", "\u3000\u2028"])
def test_a_text_without_visible_characters_has_no_sentences(text: str) -> None:
    """White space is no sentence."""
    assert sentence_spans(text) == []


def test_an_astral_character_counts_as_one() -> None:
    """Offsets are code points, not bytes and not UTF-16 units."""
    assert sentence_spans("𝛂 was high. 😀 Then it fell.") == [(0, 11), (12, 27)]


def test_white_space_around_sentences_is_left_out() -> None:
    """Spans begin and end at visible characters."""
    assert sentence_spans("  One. \t Two.\n") == [(2, 6), (9, 13)]


def test_carriage_returns_end_lines_as_line_feeds_do() -> None:
    """Text that was not normalised is split at its line ends as well."""
    assert sentences_of("Hair falls out\r\nWe counted it\rIt grew") == [
        "Hair falls out",
        "We counted it",
        "It grew",
    ]


def test_what_has_no_full_stop_is_cut_at_white_space() -> None:
    """A run of words beyond the limit is cut between two words, not within one."""
    sentences = sentences_of("word " * 1_000)
    assert {len(sentence) for sentence in sentences[:-1]} == {LONGEST_SENTENCE - 1}
    assert " ".join(sentences).split() == ["word"] * 1_000


def test_what_has_no_full_stop_is_rather_cut_behind_a_semicolon() -> None:
    """A semicolon in the second half of the limit is the better place to cut."""
    first, second = sentences_of("word " * 300 + "end; " + "word " * 200)
    assert first.endswith("end;")
    assert second == ("word " * 200).strip()


def test_what_has_no_white_space_is_cut_at_the_limit() -> None:
    """Even a sequence of letters without an end is cut."""
    assert [len(sentence) for sentence in sentences_of("ACGT" * 1_250)] == [2_000, 2_000, 1_000]


@pytest.mark.parametrize(
    "unit",
    [
        ".",
        "A",
        "(",
        " ",
        "\n ",
        "中",
        "。",
        ". ",
        '."',
        "A. ",
        "(a.",
        "a[1].",
        "1.",
        ".[",
        "([)]",
        "; ",
    ],
)
def test_a_hostile_text_of_half_a_megabyte_comes_back(unit: str) -> None:
    """No content makes the work grow faster than the text: these would take hours if one did."""
    text = unit * (500_000 // len(unit))
    assert all(end - start <= LONGEST_SENTENCE for start, end in sentence_spans(text))
