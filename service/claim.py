"""An answer as somebody hands it in: read with care, since anybody may have made it."""

from collections.abc import Mapping
from dataclasses import dataclass

from service.error import InputError


@dataclass(frozen=True, slots=True)
class ClaimedCitation:
    """What a citation says that it quotes, and from where."""

    n: int
    doc_id: str
    passage_id: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ClaimedSentence:
    """A sentence, where it says that it stands in the answer, and what it rests on."""

    text: str
    start: int
    end: int
    citations: tuple[int, ...]
    support: str


@dataclass(frozen=True, slots=True)
class ClaimedAnswer:
    """What an answer says; `generation` is that of the collection it was made from, if told.

    `mode` is whose words it is in, if told.
    """

    text: str
    abstained: bool
    sentences: tuple[ClaimedSentence, ...]
    citations: tuple[ClaimedCitation, ...]
    generation: int | None
    mode: str | None = None


def claimed_answer(values: object) -> ClaimedAnswer:
    """The answer that JSON holds; other fields than those of the contract are passed over.

    Raises `InputError` naming the first field that is missing or of another kind.
    """
    answer = _object(values, "The answer")
    status = _text(answer, "status", "")
    if status not in ("answered", "abstained"):
        raise InputError(f"`status` must be answered or abstained, not {status[:60]!r}.")
    corpus = _object(answer["corpus"], "`corpus`") if answer.get("corpus") is not None else {}
    return ClaimedAnswer(
        text=_text(answer, "answer", ""),
        abstained=status == "abstained",
        sentences=tuple(
            _sentence(_object(one, f"`sentences[{i}]`"), f"sentences[{i}].")
            for i, one in enumerate(_list(answer, "sentences", ""))
        ),
        citations=tuple(
            _citation(_object(one, f"`citations[{i}]`"), f"citations[{i}].")
            for i, one in enumerate(_list(answer, "citations", ""))
        ),
        generation=_whole(corpus, "generation", "corpus.") if "generation" in corpus else None,
        mode=_text(answer, "mode", "") if "mode" in answer else None,
    )


def _sentence(values: Mapping[str, object], place: str) -> ClaimedSentence:
    numbers = _list(values, "citations", place)
    start, end = _span(values, place)
    return ClaimedSentence(
        text=_text(values, "text", place),
        start=start,
        end=end,
        citations=tuple(
            _number(value, f"{place}citations[{i}]") for i, value in enumerate(numbers)
        ),
        support=_text(values, "support", place),
    )


def _citation(values: Mapping[str, object], place: str) -> ClaimedCitation:
    document = _object(_present(values, "document", place), f"`{place}document`")
    start, end = _span(values, place)
    return ClaimedCitation(
        n=_whole(values, "n", place),
        doc_id=_text(document, "id", f"{place}document."),
        passage_id=_text(values, "passage_id", place),
        quote=_text(values, "quote", place),
        start=start,
        end=end,
    )


def _span(values: Mapping[str, object], place: str) -> tuple[int, int]:
    start, end = _whole(values, "start", place), _whole(values, "end", place)
    if end <= start:
        raise InputError(f"`{place}end` is {end}; it must be greater than `start`, {start}.")
    return start, end


def _object(value: object, name: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise InputError(f"{name} must be a JSON object, not {_kind(value)}.")
    return value


def _list(values: Mapping[str, object], field: str, place: str) -> list[object]:
    value = _present(values, field, place)
    if not isinstance(value, list):
        raise InputError(f"`{place}{field}` must be a list, not {_kind(value)}.")
    return value


def _text(values: Mapping[str, object], field: str, place: str) -> str:
    value = _present(values, field, place)
    if not isinstance(value, str):
        raise InputError(f"`{place}{field}` must be text, not {_kind(value)}.")
    return value


def _whole(values: Mapping[str, object], field: str, place: str) -> int:
    return _number(_present(values, field, place), f"{place}{field}")


def _number(value: object, name: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise InputError(f"`{name}` must be a whole number from 0 up, not {_kind(value)}.")
    return value


def _present(values: Mapping[str, object], field: str, place: str) -> object:
    if field not in values:
        raise InputError(f"`{place}{field}` is missing: this is no answer of Anagen's shape.")
    return values[field]


def _kind(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"the text {value[:60]!r}"
    if isinstance(value, list):
        return "a list"
    return "an object" if isinstance(value, dict) else str(value)[:60]
