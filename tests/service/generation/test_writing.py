"""What a model writes is cut into sentences, and each is given the evidence that it names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.generation.marker import literals_of, unmarked
from service.generation.writing import Writing

Named = list[tuple[str, list[int | tuple[int, int]]]]


def sentences(text: str, size: int = 1_000, *, whole: bool = True) -> Named:
    """The sentences of a text that comes in pieces, each with the numbers that it names."""
    writing = Writing(literals_of(EVIDENCE)[0])
    written = [one for at in range(0, len(text), size) for one in writing.add(text[at : at + size])]
    return [
        (one.text, [n for marker in one.markers if not marker.garbled for n in marker.numbers])
        for one in [*written, *writing.end(whole=whole)]
    ]


EVIDENCE = "Hair rose [12], CI [1, 3], as shown [7 and 8] ⟦5⟧."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hair rose [1]. Pain fell [2].", [("Hair rose.", [1]), ("Pain fell.", [2])]),
        ("Hair rose. [1] Pain fell. [2]", [("Hair rose.", [1]), ("Pain fell.", [2])]),
        ("Hair rose.[1] Pain fell.[2]", [("Hair rose.", [1]), ("Pain fell.", [2])]),
        ("Hair rose.[1]Pain fell.[2]", [("Hair rose.", [1]), ("Pain fell.", [2])]),
        ("[1] Hair rose. [2] Pain fell.", [("Hair rose.", [1]), ("Pain fell.", [2])]),
        ("[1] Hair rose.\n[2] Pain fell.\n", [("Hair rose.", [1]), ("Pain fell.", [2])]),
        ("Hair rose.\n[1]\nPain fell.\n[2]", [("Hair rose.", [1]), ("Pain fell.", [2])]),
        ("- [1] Hair rose.\n- [2] Pain fell.", [("Hair rose.", [1]), ("Pain fell.", [2])]),
        ("1. Hair rose. [1]\n2. Pain fell. [2]", [("Hair rose.", [1]), ("Pain fell.", [2])]),
        ("Hair rose [1, 2].", [("Hair rose.", [1, 2])]),
        ("Hair rose [1][3].", [("Hair rose.", [1, 3])]),
        ("Hair rose [1] [3].", [("Hair rose.", [1, 3])]),
        ("Hair rose [1] and [3].", [("Hair rose.", [1, 3])]),
        ("Hair rose [1; 3 and 4].", [("Hair rose.", [1, 3, 4])]),
        ("Hair rose [2-4].", [("Hair rose.", [(2, 4)])]),
        ("Hair [1] rose [2] in men [3].", [("Hair rose in men.", [1, 2, 3])]),
        ("Hair rose ［1］. Pain fell 【2】.", [("Hair rose.", [1]), ("Pain fell.", [2])]),
        ("Hair rose [１].", [("Hair rose.", [1])]),
        ("毛发增多 [1]。疼痛减轻 [2]。", [("毛发增多。", [1]), ("疼痛减轻。", [2])]),
        ("Hair rose", [("Hair rose", [])]),
        ("Hair rose [1", [("Hair rose [1", [])]),
        ("Hair rose 1].", [("Hair rose 1].", [])]),
        ("Hair rose [source 1]. Pain fell [^2].", [("Hair rose.", []), ("Pain fell.", [])]),
        ("Hair rose [007]. Pain fell [1234567].", [("Hair rose.", [-1]), ("Pain fell.", [-1])]),
        ("[3H]thymidine rose [placebo] [1].", [("[3H]thymidine rose [placebo].", [1])]),
        ("Hair rose ［12］ (CI ［1, 3］) [2].", [("Hair rose ［12］ (CI ［1, 3］).", [2])]),
        ("Hair rose ［7 and 8］ ［5］ [2].", [("Hair rose ［7 and 8］ ［5］.", [2])]),
        ("Hair rose (95% CI 1.2-3.4; n = 5) [2].", [("Hair rose (95% CI 1.2-3.4; n = 5).", [2])]),
        ("It was 0.5 mL i.v. vs. 3 mL [1]. It fell. [2]", None),
        ("**Answer:** Hair **rose** [1].", [("Hair rose.", [1])]),
        ("<think>Is it [2]? Yes. It is.</think>Hair rose [1].", [("Hair rose.", [1])]),
        ("<think>Hair rose [1].", []),
        ("Hair\u200b ro\u202ese\x00 [1].", [("Hair rose.", [1])]),
        ("[1][2]", []),
        ("  \n\n ", []),
        ("", []),
    ],
)
@pytest.mark.parametrize("size", [1_000, 1, 3, 31])
def test_markers_are_given_to_the_sentence_that_they_are_of(
    text: str, said: Named | None, size: int
) -> None:
    """Wherever they stand and however the text is cut, and brackets of the evidence are text."""
    expected = [("It was 0.5 mL i.v. vs. 3 mL.", [1]), ("It fell.", [2])] if said is None else said
    assert sentences(text, size) == expected


def test_a_sentence_is_given_once_it_is_settled() -> None:
    """Nobody waits for the end of the text to read its first sentence."""
    writing = Writing(set())
    assert not list(writing.add("Hair density rose. [1] "))
    [first] = writing.add(
        "Pain fell in all of the patients who had been treated twice with it, and no"
    )
    assert first.text == "Hair density rose."
    assert [one.text for one in writing.end(whole=False)] == []


def test_a_sentence_that_was_cut_is_left_out() -> None:
    """What breaks off may have been about to say something else."""
    assert sentences("Hair rose [1]. Pain fell in no", whole=False) == [("Hair rose.", [1])]
    assert sentences("Hair rose [1].", whole=False) == [("Hair rose.", [1])]


PARTS = ("Hair rose", " Pain fell", ". ", " [1]", "[2, 3]", "\n", "[", "]", "- ", "(n = 5)", " 0.5")


@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join), st.integers(1, 80))
def test_how_a_text_is_cut_changes_nothing(text: str, size: int) -> None:
    """The sentences of a stream are those of the text."""
    assert sentences(text, size) == sentences(text, 10_000)


@given(st.text(max_size=300), st.booleans())
def test_any_text_can_be_read(text: str, whole: bool) -> None:
    """No text is so strange that it cannot be cut into sentences."""
    for said, _ in sentences(text, 7, whole=whole):
        assert said == " ".join(said.split())


def test_nothing_of_the_evidence_reads_as_a_marker_in_the_prompt() -> None:
    """Its brackets around numbers are shown in full width, and their numbers are known."""
    shown = "Hair rose ［12］, CI ［1, 3］, as shown ［7 and 8］ ［5］."
    assert unmarked(EVIDENCE) == shown
    assert unmarked(" a\n b ") == "a b"
    assert literals_of(EVIDENCE) == (
        {"［12］", "［1, 3］", "［7 and 8］", "［5］"},
        {1, 3, 5, 7, 8, 12},
    )
