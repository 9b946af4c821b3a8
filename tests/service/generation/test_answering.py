"""An answer by a model says nothing that its evidence does not, and falls back on what does."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from embeddings.local import LocalCollection
from embeddings.transformer import SentenceTransformerEncoder
from seeds.document import Document
from service.anagen import Anagen, Mode
from service.answer import Answer, AnswerSentence, Citation, answer_json
from service.claim import claimed_answer
from service.error import InputError
from service.event import Retrieved, Waiting
from service.generation.answering import LanguageModel
from service.generation.generator import GeneratorError, Prompt
from service.http.schema import AnswerSchema
from service.verification import faults_of

# The types of a conftest cannot be imported.
Fakes: TypeAlias = Any
Told = Callable[..., Answer]

QUESTION = "Does minoxidil increase hair density in androgenetic alopecia?"
DENSITY = "Minoxidil increased hair density by 12% [3] in forty men with androgenetic alopecia."
SHEDDING = "Hair shedding fell in men with alopecia after minoxidil."
ITCH = "Perhaps minoxidil caused an itching scalp in two men with alopecia."
TEXT = f"{DENSITY} {SHEDDING} {ITCH}"
OTHER = "Minoxidil foam did not change hair density in women with alopecia areata."


@pytest.fixture(scope="module")
def collection(
    encoder: SentenceTransformerEncoder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LocalCollection]:
    """Two works on one drug."""
    with LocalCollection.open(tmp_path_factory.mktemp("c"), encoder) as collection:
        collection.add(
            [
                Document(id="key:a", kind="abstract", text=TEXT),
                Document(id="key:b", kind="abstract", text=OTHER),
            ]
        )
        yield collection


@pytest.fixture
def told(collection: LocalCollection, encoder: SentenceTransformerEncoder, fakes: Fakes) -> Told:
    """Asks the question of a model that says a text, whose `{A}` to `{D}` are the right numbers."""

    def ask(text: str, *faults: Exception, mode: Mode = "auto") -> Answer:
        def speech(prompt: Prompt) -> Iterator[str | Exception]:
            yield filled(text, prompt)
            yield from faults

        model = LanguageModel(fakes.speaker(speech), fakes.guard(), 5)
        answer = Anagen(collection, encoder, model).ask(QUESTION, mode=mode)
        assert_sound(answer, collection)
        return answer

    return ask


def numbers(prompt: Prompt) -> dict[str, str]:
    """The number of each evidence sentence in a prompt, by its text."""
    return {text: n for n, text in re.findall(r"^\[(\d+)\] (.*)$", prompt.user, re.MULTILINE)}


def filled(text: str, prompt: Prompt) -> str:
    """A text with the numbers that the prompt gives to the four sentences."""
    known = numbers(prompt)
    quotes = (DENSITY.replace("[3]", "［3］"), SHEDDING, ITCH, OTHER)
    for letter, quote in zip("ABCD", quotes, strict=True):
        text = text.replace(f"{{{letter}}}", f"[{known[quote]}]")
    return text


def assert_sound(answer: Answer, collection: LocalCollection) -> None:
    """The answer keeps the contract, and each of its citations stands."""
    values = json.loads(json.dumps(answer_json(answer)))
    AnswerSchema.model_validate(values)
    assert faults_of(claimed_answer(values), collection) == []


def quotes(answer: Answer) -> list[list[str]]:
    """What each sentence cites."""
    cited = {citation.n: citation.quote for citation in answer.citations}
    return [[cited[n] for n in sentence.citations] for sentence in answer.sentences]


def test_sentences_that_hold_are_the_answer(told: Told) -> None:
    """Each in the model's words, with its support and the exact quotes that it rests on."""
    answer = told(
        "Hair density increased by 12% in forty men. {A} Hair shedding fell {B}."
        " Two men had an itching scalp. {C}"
    )
    assert (answer.mode, answer.degraded_reason, answer.removed) == ("llm", None, ())
    assert answer.text == (
        "Hair density increased by 12% in forty men. [1] Hair shedding fell. [2]"
        " Two men had an itching scalp. [3]"
    )
    assert [sentence.support for sentence in answer.sentences] == [
        "supported",
        "supported",
        "partial",
    ]
    assert quotes(answer) == [[DENSITY], [SHEDDING], [ITCH]]
    assert answer.unresolved_markers == 0
    assert answer.provenance.generator == "speaker"
    assert (answer.provenance.prompt or "").startswith("sha256:")


def test_what_is_not_borne_out_is_removed_and_listed(told: Told) -> None:
    """Neither the first sentence nor the last is excused; what is left is the answer."""
    answer = told(
        "Minoxidil cures baldness. {A} Hair shedding fell. {B} Hair density increased. {A}"
        " Hair shedding did not fell. {B}"
    )
    assert [sentence.text for sentence in answer.sentences][:2] == [
        "Hair shedding fell.",
        "Hair density increased.",
    ]
    assert [(one.text, one.support) for one in answer.removed] == [
        ("Minoxidil cures baldness.", "unsupported"),
        ("Hair shedding did not fell.", "contradicted"),
    ]
    assert all(one.reason for one in answer.removed)
    assert answer.mode == "llm"
    # As much was removed as was kept: the documents' own words follow.
    assert answer.degraded_reason == (
        "Of 4 sentences that the language model wrote, 2 could be kept."
    )


def test_a_sentence_rests_on_what_it_names_alone(told: Told) -> None:
    """What stands in another sentence of the evidence does not bear it out."""
    answer = told("Hair shedding fell. {A} Hair density increased. {A}")
    assert [one.text for one in answer.removed] == ["Hair shedding fell."]
    assert quotes(answer)[0] == [DENSITY]


def test_evidence_that_bears_nothing_out_is_not_cited(told: Told) -> None:
    """Of several that a sentence names, those that say something else are left out."""
    answer = told("Hair shedding fell. {A}{B}{C} Density increased and shedding fell. {A}{B}")
    assert quotes(answer)[:2] == [[SHEDDING], [DENSITY, SHEDDING]]


def test_a_sentence_that_names_no_evidence_is_removed(told: Told) -> None:
    """Numbers that were not given are dropped and counted, and never taken for others."""
    answer = told(
        "Hair density increased. Hair density increased in men. [99] Shedding fell. [source 1]"
        " Hair shedding fell. [98]{B}[0]"
    )
    assert [one.text for one in answer.removed] == [
        "Hair density increased.",
        "Hair density increased in men.",
        "Shedding fell.",
    ]
    assert {one.reason for one in answer.removed} == {"names none of the evidence"}
    assert answer.unresolved_markers == 4
    assert quotes(answer)[0] == [SHEDDING]


def test_brackets_of_the_evidence_are_never_citations(told: Told) -> None:
    """No evidence has the number 3, since 3 stands in brackets in the evidence."""
    answer = told("Hair density increased by 12% ［3］ in forty men. {A} Hair shedding fell [3].")
    assert answer.sentences[0].text == "Hair density increased by 12% ［3］ in forty men."
    assert [one.text for one in answer.removed] == ["Hair shedding fell."]
    assert answer.unresolved_markers == 1


def test_a_copied_sentence_is_verbatim(told: Told) -> None:
    """Word for word is more than supported."""
    answer = told(f"{SHEDDING} {{B}} {OTHER} {{D}}")
    assert [sentence.support for sentence in answer.sentences] == ["verbatim", "verbatim"]


@pytest.mark.parametrize(
    "text",
    [
        "Hair shedding fell ![x](http://evil.example/?q=hair). {B}",
        "Hair shedding fell, see [hair](http://evil.example). {B}",
        "Hair shedding fell <img src=x>. {B}",
        "Hair shedding fell https://evil.example. {B}",
    ],
)
def test_links_and_markup_never_leave(told: Told, text: str) -> None:
    """Nothing that a page would load or offer to open comes from a model."""
    answer = told(text)
    assert "evil" not in answer.text
    assert "<img" not in answer.text
    assert answer.mode == "local"


def test_a_sentence_said_twice_is_said_once(told: Told) -> None:
    """A model that repeats itself is not read for ever."""
    answer = told("Hair shedding fell. {B} " * 500)
    assert answer.sentences[0].text == "Hair shedding fell."
    assert answer.text.count("Hair shedding fell.") == 1
    assert answer.removed == ()


def test_a_long_text_is_read_as_far_as_an_answer_goes(told: Told) -> None:
    """No more words are said than a person reads at a glance."""
    answer = told(" ".join(f"Hair shedding fell {n} in men. {{B}}" for n in range(100, 200)))
    assert len(answer.text.split()) < 200
    assert len(answer.sentences) + len(answer.removed) <= 24


@pytest.mark.parametrize(
    ("text", "faults", "reason"),
    [
        ("", (), "The language model wrote no sentence."),
        ("Own knowledge says so.", (), "Of 1 sentences that the language model wrote, 0"),
        ("", (GeneratorError("It is out."),), "It is out."),
        ("Hair shed", (GeneratorError("It was cut."),), "It was cut."),
        ("Minoxidil cures baldness. {A}", (GeneratorError("It was cut."),), "It was cut."),
    ],
)
def test_where_nothing_is_left_the_local_answer_takes_over(
    told: Told, text: str, faults: tuple[Exception, ...], reason: str
) -> None:
    """It is the very answer of mode local, marked as degraded."""
    answer, local = told(text, *faults), told("", mode="local")
    assert (answer.mode, answer.text, answer.citations) == ("local", local.text, local.citations)
    assert (answer.degraded_reason or "").startswith(reason)
    assert answer.provenance.generator == "speaker"
    assert (local.degraded_reason, local.provenance.generator) == (None, None)


def test_what_was_said_stays_and_is_added_to(told: Told) -> None:
    """Where a model breaks off, sentences of the documents follow that say something new."""
    answer = told("Hair shedding fell. {B} Hair dens", GeneratorError("It was cut."))
    assert (answer.mode, answer.degraded_reason) == ("llm", "It was cut.")
    assert answer.sentences[0].text == "Hair shedding fell."
    assert {sentence.support for sentence in answer.sentences[1:]} == {"verbatim"}
    assert [SHEDDING] not in quotes(answer)[1:]
    assert [citation.n for citation in answer.citations] == list(
        range(1, len(answer.citations) + 1)
    )


def test_enough_is_enough(told: Told) -> None:
    """A text that was cut late is marked as degraded, and nothing is added to it."""
    text = "Hair shedding fell. {B} Hair density increased. {A} Two men had an itching scalp. {C}"
    answer = told(text, GeneratorError("It was cut."))
    assert (len(answer.sentences), answer.degraded_reason) == (3, "It was cut.")


def test_events_tell_the_answer_as_it_comes(
    collection: LocalCollection, encoder: SentenceTransformerEncoder, fakes: Fakes
) -> None:
    """First what was found, each citation before the sentence that first uses it, then all."""
    speaker = fakes.speaker(
        lambda prompt: [filled("Hair shedding fell. {B} Hair density increased. {A}{B}", prompt)]
    )
    anagen = Anagen(collection, encoder, LanguageModel(speaker, fakes.guard(), 5))
    events = [one for one in anagen.events(QUESTION) if not isinstance(one, Waiting)]
    answer = events[-1]
    assert isinstance(answer, Answer)
    assert isinstance(events[0], Retrieved)
    assert [one for one in events if isinstance(one, AnswerSentence)] == list(answer.sentences)
    assert [one for one in events if isinstance(one, Citation)] == list(answer.citations)
    seen: set[int] = set()
    for event in events:
        if isinstance(event, Citation):
            seen.add(event.n)
        elif isinstance(event, AnswerSentence):
            assert seen.issuperset(event.citations)


def test_closing_the_events_ends_the_work(
    collection: LocalCollection, encoder: SentenceTransformerEncoder, fakes: Fakes
) -> None:
    """Who hangs up leaves no generator at work."""
    speaker = fakes.speaker(lambda _: iter(lambda: "word ", None))
    anagen = Anagen(collection, encoder, LanguageModel(speaker, fakes.guard(), 5))
    events = anagen.events(QUESTION)
    next(events)
    next(events)
    events.close()
    assert speaker.closed == 1


def test_a_model_is_not_asked_where_nothing_answers(
    collection: LocalCollection, encoder: SentenceTransformerEncoder, fakes: Fakes
) -> None:
    """What the collection does not know, no model tells."""
    speaker = fakes.speaker(lambda _: ["Paris is the capital of France."])
    anagen = Anagen(collection, encoder, LanguageModel(speaker, fakes.guard(), 5))
    answer = anagen.ask("What is the capital of France?", mode="llm")
    assert (answer.abstain_reason, answer.mode, speaker.prompts) == ("off_topic", "local", [])


def test_a_mode_that_cannot_be_is_refused(
    collection: LocalCollection, encoder: SentenceTransformerEncoder
) -> None:
    """Without a model, mode llm names the setting; auto is then local."""
    anagen = Anagen(collection, encoder)
    with pytest.raises(InputError, match="ANAGEN_LLM__BASE_URL"):
        anagen.ask(QUESTION, mode="llm")
    assert anagen.ask(QUESTION).mode == "local"


def test_documents_that_change_meanwhile_are_not_quoted(
    tmp_path: Path, encoder: SentenceTransformerEncoder, fakes: Fakes
) -> None:
    """A sentence whose evidence is gone by the time it is said is removed."""
    with LocalCollection.open(tmp_path / "c", encoder) as collection:
        collection.add(
            [
                Document(id="key:a", kind="abstract", text=TEXT),
                Document(id="key:b", kind="abstract", text=OTHER),
            ]
        )

        def speech(prompt: Prompt) -> Iterator[str]:
            collection.delete(["key:b"])
            yield filled("Minoxidil did not change density. {D} Hair shedding fell. {B}", prompt)

        model = LanguageModel(fakes.speaker(speech), fakes.guard(), 5)
        answer = Anagen(collection, encoder, model).ask(QUESTION)
        assert_sound(answer, collection)
        assert [one.reason for one in answer.removed] == ["names evidence that changed meanwhile"]
        assert {one.document.id for one in answer.citations} == {"key:a"}
