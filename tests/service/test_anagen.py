"""Tests of asking: the seed questions, and what holds for every answer."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from embeddings.collection import CollectionError
from embeddings.filters import Filters
from embeddings.local import LocalCollection
from embeddings.transformer import SentenceTransformerEncoder
from eval.questions import SeedQuestion, seed_answers, seed_questions
from seeds.document import Document
from seeds.status import Status
from service.anagen import LARGEST_TOP_K, Anagen
from service.answer import Answer, answer_json
from service.claim import claimed_answer
from service.definition import asked_term
from service.error import InputError
from service.reference import needs_another
from service.selection import LIMITS
from service.verification import faults_of

ARTICLE = "doi:10.1111/jocd.16683"


@pytest.fixture(scope="module")
def anagen(seeded: Path, encoder: SentenceTransformerEncoder) -> Iterator[Anagen]:
    """Anagen over the seed pages, which no test changes."""
    collection = LocalCollection.open(seeded, encoder)
    yield Anagen(collection, encoder)
    collection.close()


def made_of(documents: list[Document], folder: Path, encoder: SentenceTransformerEncoder) -> Anagen:
    """Anagen over documents of the test's own."""
    collection = LocalCollection.open(folder, encoder)
    collection.add(documents)
    return Anagen(collection, encoder)


def assert_sound(answer: Answer, anagen: Anagen) -> None:
    """Every citation and offset of an answer holds against the collection."""
    assert isinstance(anagen.collection, LocalCollection)
    claimed = claimed_answer(json.loads(json.dumps(answer_json(answer))))
    assert faults_of(claimed, anagen.collection) == []


@pytest.mark.parametrize("expected", seed_questions(), ids=lambda one: one.question)
def test_the_seed_questions_come_out_right(expected: SeedQuestion, anagen: Anagen) -> None:
    """Each question over the two seed pages is answered from the right document, or abstained."""
    answer = anagen.ask(expected.question)
    assert_sound(answer, anagen)
    if expected.cites is None:
        assert answer.abstain_reason == (expected.reason or answer.abstain_reason)
        assert answer.abstain_reason
        assert answer.hint
        assert not answer.citations
        return
    assert answer.abstain_reason is None
    quotes = [c.quote for c in answer.citations if c.document.id == expected.cites]
    assert quotes
    for words in expected.quotes:
        assert words in " ".join(quotes)


def test_answers_over_the_seeds_open_as_a_reader_expects(anagen: Anagen) -> None:
    """Two in three at least, 17 of 32 before there was a rule for it; no lead leans on nothing."""
    met = 0
    for expected in seed_answers():
        sentences = [one.text for one in anagen.ask(expected.question).sentences]
        met += expected.is_met(sentences)
        assert not any(needs_another(sentence) for sentence in sentences[:1])
        if asked_term(expected.question):
            assert expected.is_met(sentences), expected.question
    assert met >= 21


@pytest.mark.parametrize(
    "question",
    [
        "Do laser treatments remove tattoos?",
        "Can botulinum toxin and fillers rejuvenate ageing skin?",
        "Does liposuction reduce cellulite?",
        "What does the Journal of Cosmetic Dermatology publish?",
    ],
)
def test_the_journals_description_is_never_evidence(question: str, anagen: Anagen) -> None:
    """What the page says of the journal is neither quoted nor the ground of an answer."""
    answer = anagen.ask(question)
    assert answer.abstain_reason
    assert "laser" not in "".join(hit.passage.text.lower() for hit in anagen.search(question))


def test_a_question_in_abbreviations_is_read_as_the_document_defines_them(anagen: Anagen) -> None:
    """`ATN` and `PCIA` mean what the documents say that they mean."""
    assert anagen.ask("What is ATN?").citations[0].document.id == ARTICLE
    answer = anagen.ask("Do EVs regrow hair in PCIA?")
    assert answer.citations[0].document.kind == "summary"


def test_filters_leave_nothing_to_answer_from(anagen: Anagen) -> None:
    """Where no document passes, the answer abstains for want of evidence and says so."""
    answer = anagen.ask("Do exosomes help?", filters=Filters(year_from=2030))
    assert (answer.abstain_reason, answer.confidence) == ("no_evidence", 0.0)
    assert "filters" in str(answer.hint)


def test_an_answer_names_what_it_was_made_from(anagen: Anagen) -> None:
    """Counts, generation and newest date of the collection, encoder and settings are told."""
    answer = anagen.ask("Do exosomes help patients with acquired trichorrhexis nodosa?")
    assert (answer.corpus.documents, answer.corpus.newest) == (11, "2024-11-25")
    assert answer.provenance.encoder.startswith("sentence-transformers/all-MiniLM-L6-v2@53aa51")
    assert answer.provenance.settings.startswith("sha256:")
    assert answer.timings.total > 0


def test_the_same_question_gives_the_same_answer(anagen: Anagen) -> None:
    """But for its id and timings, an answer does not change from one asking to the next."""

    def lasting(answer: Answer) -> dict[str, object]:
        shape = answer_json(answer)
        return {key: shape[key] for key in shape if key not in ("id", "timings_ms")}

    question = "Is hair loss after chemotherapy reversible?"
    assert lasting(anagen.ask(question)) == lasting(anagen.ask(question))


@pytest.mark.parametrize("top_k", [0, -1, LARGEST_TOP_K + 1])
def test_top_k_out_of_range_is_refused(top_k: int, anagen: Anagen) -> None:
    """The message names the value and the limits."""
    with pytest.raises(InputError, match=rf"top_k is {top_k}.*1 to 1,000"):
        anagen.ask("Do exosomes help?", top_k=top_k)
    with pytest.raises(InputError, match="top_k"):
        anagen.search("exosomes", top_k=top_k)


def test_hits_are_ranked_and_the_best_comes_first(anagen: Anagen) -> None:
    """Scores fall from 1, ranks count up, and no passage comes twice."""
    hits = anagen.search("permanent hair loss after chemotherapy", top_k=5)
    assert [hit.rank for hit in hits] == [1, 2, 3, 4, 5]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert hits[0].document.published == "2011-03"
    assert len({hit.passage.id for hit in hits}) == 5


def test_an_answer_is_short_and_does_not_repeat_itself(
    tmp_path: Path, encoder: SentenceTransformerEncoder
) -> None:
    """Sentences that say the same are given once, and few are given."""
    same = "Minoxidil increased hair density in men with androgenetic alopecia."
    texts = [same, same + " ", f"In this trial, {same[0].lower()}{same[1:]}"]
    texts += [f"Minoxidil raised hair counts by {n} hairs per square centimetre." for n in range(9)]
    documents = [Document(id=f"key:{n}", kind="snippet", text=text) for n, text in enumerate(texts)]
    anagen = made_of(documents, tmp_path / "c", encoder)
    answer = anagen.ask("Does minoxidil increase hair density in androgenetic alopecia?")
    quotes = [sentence.text for sentence in answer.sentences]
    assert sum("density" in quote for quote in quotes) == 1
    assert len(answer.sentences[0].citations) == 3
    assert len(quotes) <= LIMITS["short"].sentences
    assert sum(len(quote.split()) for quote in quotes) <= LIMITS["short"].words
    assert_sound(answer, anagen)


def test_a_document_with_a_title_alone_is_found_and_never_quoted(
    tmp_path: Path, encoder: SentenceTransformerEncoder
) -> None:
    """A title is no evidence."""
    title = "Minoxidil increases hair density in androgenetic alopecia"
    document = Document(id="key:t", kind="abstract", text="", title=title)
    anagen = made_of([document], tmp_path / "c", encoder)
    assert [hit.document.id for hit in anagen.search("minoxidil hair density")] == ["key:t"]
    answer = anagen.ask("Does minoxidil increase hair density in androgenetic alopecia?")
    assert answer.abstain_reason == "no_answer_in_evidence"


def test_no_answer_rests_on_a_retracted_work(
    tmp_path: Path, encoder: SentenceTransformerEncoder
) -> None:
    """Unless that is asked for; a corrected one is quoted as any other."""
    text = "Minoxidil increased hair density in men with androgenetic alopecia."
    status = Status("retracted", "2020", "PubMed")
    document = Document(id="key:r", kind="abstract", text=text, status=status)
    anagen = made_of([document], tmp_path / "c", encoder)
    question = "Does minoxidil increase hair density?"
    assert anagen.search(question) == []
    assert anagen.ask(question).abstain_reason == "no_evidence"
    asked_for = Filters(exclude_retracted=False)
    assert anagen.search(question, filters=asked_for)[0].document.status == status
    [citation] = anagen.ask(question, filters=asked_for).citations
    assert (citation.quote, citation.document.status) == (text, status)
    anagen.collection.add([replace(document, status=replace(status, kind="corrected"))])
    assert anagen.ask(question).citations[0].quote == text


def test_markers_and_astral_characters_of_the_evidence_stay_exact(
    tmp_path: Path, encoder: SentenceTransformerEncoder
) -> None:
    """Offsets count code points, and only our markers read as markers."""
    text = "𝒳 was measured. Minoxidil raised hair density by 12% [3] (95% CI [1, 3])."
    anagen = made_of([Document(id="key:m", kind="abstract", text=text)], tmp_path / "c", encoder)
    answer = anagen.ask("By how much did minoxidil raise hair density?")
    assert "12% ［3］ (95% CI [1, 3]). [1]" in answer.text
    assert_sound(answer, anagen)


WORDS = (
    *("exosomes", "hair", "alopecia", "EVs", "-omics", '"IL-6"', "AND", "NOT", "(", "]", ":"),
    *("~2", "^", "外泌体", "治疗", "🧬", "mice", "5"),
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    question=st.text(min_size=1, max_size=60)
    | st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
)
def test_any_question_gives_a_sound_answer_or_a_clear_refusal(
    question: str, anagen: Anagen
) -> None:
    """No text is syntax, nothing fails, and what is cited is there."""
    try:
        answer = anagen.ask(question)
    except InputError:
        return
    assert_sound(answer, anagen)
    assert 0 <= answer.confidence <= 1


class Meddler:
    """The real encoder, in whose way somebody changes the collection while a question is asked."""

    def __init__(
        self, encoder: SentenceTransformerEncoder, meddle: Callable[[int], None], times: int
    ) -> None:
        self._encoder = encoder
        self._meddle = meddle
        self._times = times
        self.name, self.dim, self.window = encoder.name, encoder.dim, encoder.window
        self.encode_queries, self.encode_passages = encoder.encode_queries, encoder.encode_passages

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """What the encoder counts, after the change."""
        if self._times:
            self._times -= 1
            self._meddle(self._times)
        return self._encoder.count_tokens(texts)


@pytest.mark.parametrize(("times", "settles"), [(1, True), (2, True), (9, False)])
def test_documents_that_change_meanwhile_are_asked_again(
    times: int, settles: bool, tmp_path: Path, encoder: SentenceTransformerEncoder
) -> None:
    """An answer never leaves with a quote that is no longer in its document."""
    collection = LocalCollection.open(tmp_path / "c", encoder)

    def change(n: int) -> None:
        text = f"Version {n}. " * (n + 1) + "Minoxidil increased hair density in men."
        collection.add([Document(id="key:a", kind="abstract", text=text)])

    change(9)
    anagen = Anagen(collection, Meddler(encoder, change, times))
    if settles:
        answer = anagen.ask("Does minoxidil increase hair density?")
        assert answer.citations[0].quote == "Minoxidil increased hair density in men."
        assert_sound(answer, anagen)
    else:
        with pytest.raises(CollectionError, match="Ask again"):
            anagen.ask("Does minoxidil increase hair density?")
