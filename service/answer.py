"""The answer: sentences with citations, or the reason why there is none."""

import re
from dataclasses import asdict, dataclass
from typing import Any, Literal

from embeddings.collection import Size
from embeddings.passage import Passage
from seeds.document import Document
from seeds.evidence import evidence_json
from service.generation.generator import Fault

AbstainReason = Literal["no_evidence", "off_topic", "no_answer_in_evidence"]
Role = Literal["finding", "background"]
Support = Literal["verbatim", "supported", "partial"]
"""Word for word from the evidence, borne out by it, or borne out in part."""
Length = Literal["short", "long"]
Degradation = Fault | Literal["guard"]
"""What kept a model from its part: a fault of its own, or the guard."""

_MARKER = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Citation:
    """The words that a sentence rests on: `document.text[start:end] == quote`."""

    n: int
    document: Document
    passage: Passage
    section: str | None
    quote: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """One sentence of an answer, `answer[start:end] == text`, with its citations' numbers."""

    text: str
    start: int
    end: int
    citations: tuple[int, ...]
    role: Role
    support: Support


@dataclass(frozen=True, slots=True)
class Removed:
    """A sentence that a model wrote and the evidence does not bear out, and why."""

    text: str
    support: Literal["unsupported", "contradicted"]
    reason: str


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds that the stages of an answer took."""

    retrieve: float
    answer: float
    total: float


@dataclass(frozen=True, slots=True)
class Provenance:
    """What an answer was made with, so that it can be made again."""

    encoder: str
    index: str
    settings: str
    generator: str | None = None
    prompt: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a question, made once and whole.

    `text` is the sentences in order, each followed by its markers, joined by spaces. Where the
    answer abstains, `text` says so in one plain sentence, there are no sentences and citations,
    and `hint` says what would help. `confidence` is the probability that the collection answers
    the question, `evidence_line` sums up what the answer rests on. `standalone_question` is what
    was answered: the question, or where it rests on what was said before it, that put in words.

    `mode` says whose words come first: those of the documents (`local`) or a model's (`llm`).
    `degraded_reason` says why a model did not do all that was asked of it, `degraded_by` the same
    in one of few words, for those who count such things, `removed` what it wrote
    that did not hold, `unresolved_markers` how often it named evidence that it had not been given.
    """

    id: str
    question: str
    standalone_question: str
    text: str
    sentences: tuple[AnswerSentence, ...]
    citations: tuple[Citation, ...]
    abstain_reason: AbstainReason | None
    hint: str | None
    confidence: float
    corpus: Size
    provenance: Provenance
    timings: Timings
    evidence_line: str | None = None
    mode: Literal["local", "llm"] = "local"
    degraded_reason: str | None = None
    degraded_by: Degradation | None = None
    removed: tuple[Removed, ...] = ()
    unresolved_markers: int = 0


def shown(quote: str) -> str:
    """A quote as an answer shows it: its own `[12]` in full width, so that only ours mark."""
    return _MARKER.sub("［\\1］", quote)


def document_head(document: Document) -> dict[str, Any]:
    """What a citation, a hit and a listing say of a document."""
    return {
        "id": document.id,
        "kind": document.kind,
        "title": document.title,
        "authors": list(document.authors),
        "journal": document.journal,
        "published": document.published,
        "doi": document.doi,
        "pmid": document.pmid,
        "url": document.url,
        "evidence": evidence_json(document.evidence) if document.evidence else None,
        "status": asdict(document.status) if document.status else None,
    }


def answer_json(answer: Answer) -> dict[str, Any]:
    """The answer in the one shape that HTTP, the command line and files have."""
    return {
        "id": answer.id,
        "question": answer.question,
        "standalone_question": answer.standalone_question,
        "status": "abstained" if answer.abstain_reason else "answered",
        "abstain_reason": answer.abstain_reason,
        "hint": answer.hint,
        "answer": answer.text,
        "sentences": [sentence_json(sentence) for sentence in answer.sentences],
        "evidence_line": answer.evidence_line,
        "citations": [citation_json(citation) for citation in answer.citations],
        "removed": [asdict(removed) for removed in answer.removed],
        "unresolved_markers": answer.unresolved_markers,
        "mode": answer.mode,
        "degraded": answer.degraded_reason is not None,
        "degraded_reason": answer.degraded_reason,
        "confidence": round(answer.confidence, 4),
        "corpus": asdict(answer.corpus),
        "provenance": {
            "encoder": answer.provenance.encoder,
            "index": answer.provenance.index,
            "generator": answer.provenance.generator,
            "prompt": answer.provenance.prompt,
            "settings": answer.provenance.settings,
        },
        "timings_ms": asdict(answer.timings),
    }


def sentence_json(sentence: AnswerSentence) -> dict[str, Any]:
    """A sentence in the shape that an answer and a stream give."""
    return {**asdict(sentence), "citations": list(sentence.citations)}


def citation_json(citation: Citation) -> dict[str, Any]:
    """A citation in the shape that an answer and a stream give."""
    return {
        "n": citation.n,
        "document": document_head(citation.document),
        "passage_id": citation.passage.id,
        "section": citation.section,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "score": round(citation.score, 4),
    }
