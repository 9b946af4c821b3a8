"""Tests of the search by words."""

import math
import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from embeddings.filters import EVERYTHING, Filters
from embeddings.local import LocalCollection
from embeddings.terms import terms_of
from seeds.document import Document
from tests.embeddings.conftest import FakeEncoder, abstract, numbered


def bm25(tf: int, df: int, length: int, count: int, mean: float) -> float:
    """Lucene's BM25 of one term, k1 1.2 and b 0.75."""
    idf = math.log(1 + (count - df + 0.5) / (df + 0.5))
    return idf * tf * 2.2 / (tf + 1.2 * (0.25 + 0.75 * length / mean))


def found(
    collection: LocalCollection, text: str, filters: Filters = EVERYTHING, count: int = 100
) -> list[tuple[str, float]]:
    """Passage ids and scores."""
    matches = collection.search_words(text, count, filters)
    return [(match.passage_id, match.score) for match in matches]


def ids(collection: LocalCollection, text: str, filters: Filters = EVERYTHING) -> list[str]:
    """Document ids."""
    return [passage_id.rpartition("#")[0] for passage_id, _ in found(collection, text, filters)]


def texts(*contents: str) -> Sequence[Document]:
    """Documents of these texts: `key:0`, `key:1` and so on."""
    return [abstract(f"key:{n}", content) for n, content in enumerate(contents)]


def test_scores_are_bm25(collection: LocalCollection) -> None:
    """Three passages, of three, five and two words."""
    collection.add(texts("Hair hair loss.", "Skin in old mice itched.", "Hair mice."))
    mean = (3 + 5 + 2) / 3
    twice, once = bm25(2, 2, 3, 3, mean), bm25(1, 2, 2, 3, mean)
    assert dict(found(collection, "hair")) == pytest.approx(
        {"key:0#0": twice, "key:2#0": once}, abs=1e-4
    )
    # A question's terms add up, each once however often it is asked; "mice" is as rare as "hair".
    name, score = found(collection, "mice hair hair Mice hairs")[0]
    assert name == "key:2#0"
    assert score == pytest.approx(2 * once, abs=1e-4)


def test_shares_are_of_the_most_that_bm25_plus_gives(collection: LocalCollection) -> None:
    """Worked by hand: each word there adds 2.2 rarities to its BM25; at most it scores 4.4."""
    collection.add(texts("Hair hair loss.", "Skin in old mice itched.", "Hair mice."))
    mean = (3 + 5 + 2) / 3
    rarity = bm25(1, 2, 1, 3, 1) / 1  # of a word in two passages of three, at mean length
    most = 4.4 * 2 * rarity
    names = ["key:2#0", "key:0#0", "key:1#0", "nowhere#0"]
    assert collection.word_shares("hair mice", names) == pytest.approx(
        {
            "key:0#0": (bm25(2, 2, 3, 3, mean) + 2.2 * rarity) / most,
            "key:1#0": (bm25(1, 2, 5, 3, mean) + 2.2 * rarity) / most,
            "key:2#0": (2 * bm25(1, 2, 2, 3, mean) + 4.4 * rarity) / most,
        },
        abs=1e-5,
    )
    assert list(collection.word_shares("loss", names)) == ["key:0#0"]
    assert collection.word_shares("?", names) == collection.word_shares("hair", []) == {}


def test_a_word_that_no_passage_has_lowers_all_shares(collection: LocalCollection) -> None:
    """It is a part of what is asked."""
    collection.add(texts("Hair.", "Skin."))
    known = collection.word_shares("hair", ["key:0#0"])["key:0#0"]
    assert 0 < collection.word_shares("hair minoxidil", ["key:0#0"])["key:0#0"] < known / 2


def test_half_a_share_is_of_the_neighbours_too(folder: Path) -> None:
    """The first of three passages has the second's word beside it, and not the third's."""
    with LocalCollection.open(folder, FakeEncoder(window=3)) as collection:
        collection.add([abstract("key:1", "Hair. Mice. Skin."), *texts("Otherwise.")])
        names = [f"key:1#{n}" for n in range(3)]
        assert sorted(collection.word_shares("hair", names)) == names[:2]
        shares = collection.word_shares("mice", names)
        assert shares["key:1#0"] == shares["key:1#2"] < shares["key:1#1"]


def test_a_name_is_found_however_it_is_written(collection: LocalCollection) -> None:
    """With a hyphen or without, with a Greek letter or its name."""
    collection.add(texts("The IL-6 pathway.", "Of TGF-β1.", "The IL-10 pathway."))
    assert ids(collection, "IL6") == ["key:0"]
    assert ids(collection, "IL-6")[0] == "key:0"
    assert ids(collection, "TGF-beta1")[0] == "key:1"


def test_an_index_of_another_format_is_made_anew(folder: Path, encoder: FakeEncoder) -> None:
    """One of an older Anagen lacks what this one looks for."""
    mark = folder / "lexical" / "generation.json"
    with LocalCollection.open(folder, encoder) as collection:
        collection.add(texts("Hair."))
    mark.write_text('{"generation": 1}')
    with LocalCollection.open(folder, encoder) as collection:
        assert ids(collection, "hair") == ["key:0"]
        assert '"format"' in mark.read_text()


def test_long_passages_have_their_length_rounded_down(folder: Path) -> None:
    """A length is kept in a byte: exactly up to 40 words, then in steps; 55 counts as 54."""
    with LocalCollection.open(folder, FakeEncoder(window=100)) as collection:
        collection.add(texts(" ".join(["word"] * 54) + " hair.", "Skin."))
        ((_, score),) = found(collection, "hair")
        assert score == pytest.approx(bm25(1, 1, 54, 2, mean=(55 + 1) / 2), abs=1e-4)


def test_filters_add_nothing_to_scores(collection: LocalCollection) -> None:
    """A passage scores the same whatever let it through."""
    document = replace(
        texts("Hair in mice.")[0], published="2020-03", journal="Hair", language="en"
    )
    collection.add([document, *texts("", "Skin in mice.")[1:]])
    filters = Filters(2020, 2020, ("hair",), ("abstract",), language=("en",), doc_ids=("key:0",))
    assert found(collection, "hair mice", filters) == found(collection, "hair mice")[:1]


@pytest.mark.parametrize(
    "question",
    [
        "-omics",
        '"hair" AND NOT (omics',
        "title:omics^2 OR key:1",
        "omics* ~2 [1 TO 3] {x}",
        "IN [omics] /regex.*/ \\",
        "omics\x00\ud7ff\U0001f600 ' ; DROP TABLE",
    ],
)
def test_a_question_is_text_never_syntax(collection: LocalCollection, question: str) -> None:
    """Signs mean nothing; the words are looked for."""
    collection.add(texts("Of omics.", "Of skin."))
    assert ids(collection, question) == ["key:0"]


@pytest.mark.parametrize("question", ["", "  \n", "?!. -- «»", "\x00\x07", "a" * 41])
def test_a_question_without_terms_finds_nothing(collection: LocalCollection, question: str) -> None:
    """Neither an error nor everything."""
    collection.add(texts("Of omics."))
    assert ids(collection, question) == []


def test_a_very_long_question_is_answered(collection: LocalCollection) -> None:
    """A hundred thousand characters."""
    collection.add(texts("Of omics.", "Of skin."))
    question = " ".join(f"word{n}" for n in range(12_000)) + " omics"
    assert ids(collection, question) == ["key:0"]


def test_titles_are_searched_in_every_language(collection: LocalCollection) -> None:
    """The title's words, those of other languages' titles, and pairs of Chinese characters."""
    zh = replace(
        numbered(1), titles={"zh": "间充质干细胞外泌体治疗脱发", "es": "Exosomas en la alopecia"}
    )
    collection.add([zh, numbered(2)])
    assert ids(collection, "On title1")[0] == "key:1"
    assert ids(collection, "exosomas") == ["key:1"]
    assert ids(collection, "外泌体治疗有效吗？") == ["key:1"]
    assert ids(collection, "皮肤") == []


def test_another_languages_title_does_not_count_words_twice(collection: LocalCollection) -> None:
    """What the text has already gets no more weight; new words make it longer by themselves."""
    plain, titled = texts("Melanoma in mice.", "Melanoma in mice.")
    collection.add([plain, replace(titled, titles={"es": "Melanoma en ratones"})])
    (first, high), (second, low) = found(collection, "melanoma")
    assert (first, second) == ("key:0#0", "key:1#0")
    assert 0 < high - low < 0.25 * high


def test_ties_come_in_order_of_passage_id(folder: Path) -> None:
    """Whatever the order in which they were written, and where `count` cuts."""
    with LocalCollection.open(folder, FakeEncoder(window=3)) as collection:
        same = " ".join(["Same hair."] * 60)
        for name in ("key:c", "key:a", "key:b"):
            collection.add([abstract(name, same)])
        expected = [f"key:{name}#{n}" for name in "abc" for n in range(60)]
        assert [passage_id for passage_id, _ in found(collection, "hair", count=1000)] == expected
        assert [passage_id for passage_id, _ in found(collection, "hair", count=7)] == expected[:7]


def test_journals_are_compared_by_either_name_without_case(collection: LocalCollection) -> None:
    """A journal of two names passes by one, the other, or both."""
    first, second = texts("Hair.", "Hair.")
    collection.add([replace(first, journal="Dermatology / Hautarzt"), replace(second, journal="X")])
    for name in ("dermatology", "HAUTARZT", " Dermatology/hautarzt"):
        assert ids(collection, "hair", Filters(journal=(name,))) == ["key:0"]
    assert ids(collection, "hair", Filters(journal=("Derma",))) == []
    assert sorted(ids(collection, "hair", Filters(journal=("x", "hautarzt")))) == ["key:0", "key:1"]


def test_frequencies_count_what_is_there(collection: LocalCollection) -> None:
    """Words and pairs alike, and nothing of what was deleted or replaced."""
    zh = replace(numbered(1), titles={"zh": "外泌体"})
    collection.add([zh, *(numbered(n) for n in range(2, 8))])
    terms = [*terms_of("vesicle first3 外泌"), "nowhere"]
    assert collection.frequencies(terms) == [7, 1, 1, 0]
    collection.delete(["key:3", "key:4"])
    collection.add([replace(zh, titles={}), replace(numbered(5), text="Nothing of that.")])
    assert collection.frequencies(terms) == [4, 0, 0, 0]


def test_a_commit_that_went_ahead_of_its_mark_is_made_again(
    folder: Path, encoder: FakeEncoder
) -> None:
    """As after a death between the two: nothing is there twice, also after the first commit."""
    mark = folder / "lexical" / "generation.json"
    LocalCollection.open(folder, encoder).close()
    for number in (1, 2):
        before = mark.read_bytes()
        with LocalCollection.open(folder, encoder) as collection:
            collection.add([numbered(number)])
            after = mark.read_bytes()
        mark.write_bytes(before)
        with LocalCollection.open(folder, encoder) as collection:
            assert mark.read_bytes() == after
            assert ids(collection, "vesicle") == [f"key:{n}" for n in range(1, number + 1)]
            assert collection.frequencies(["vesicl"]) == [number]
            assert collection.check() == []


@pytest.mark.parametrize(
    "damage",
    ["gone", "mark gone", "mark garbled", "meta gone", "meta garbled", "segment", "ahead", "older"],
)
def test_an_index_that_cannot_be_used_is_made_anew(
    folder: Path, encoder: FakeEncoder, damage: str
) -> None:
    """SQLite holds the truth: all is found again."""
    with LocalCollection.open(folder, encoder) as collection:
        collection.add([numbered(n) for n in range(5)])
    lexical = folder / "lexical"
    if damage == "gone":
        shutil.rmtree(lexical)
    elif damage.endswith("gone"):
        (lexical / ("meta.json" if "meta" in damage else "generation.json")).unlink()
    elif damage == "segment":
        for file in lexical.glob("*.term"):
            file.write_bytes(b"junk")
    elif damage == "ahead":
        (lexical / "generation.json").write_text('{"generation": 99, "format": 2}')
    elif damage == "older":
        (lexical / "generation.json").write_text('{"generation": 1}')
        (lexical / "meta.json").write_text("{}")
    else:
        (lexical / ("meta.json" if "meta" in damage else "generation.json")).write_text("{junk")
    with LocalCollection.open(folder, encoder) as collection:
        for n in range(5):
            assert ids(collection, f"first{n}") == [f"key:{n}"]
        assert collection.check() == []
    assert not [name for name in os.listdir(folder) if name.startswith(".lexical")]


def test_an_index_that_is_behind_catches_up(folder: Path, encoder: FakeEncoder) -> None:
    """What was added, replaced and removed since its generation is taken from SQLite."""
    lexical = folder / "lexical"
    with LocalCollection.open(folder, encoder) as collection:
        collection.add([numbered(n) for n in range(5)])
        shutil.copytree(lexical, folder / ".old")
        collection.add([numbered(5), replace(numbered(1), text="Quite otherwise.")])
        collection.delete(["key:0", "key:2"])
    shutil.rmtree(lexical)
    (folder / ".old").rename(lexical)
    with LocalCollection.open(folder, encoder) as collection:
        assert sorted(ids(collection, "vesicle otherwise")) == ["key:1", "key:3", "key:4", "key:5"]
        assert ids(collection, "first1") == []
        assert collection.check() == []
