"""Cases: sentences with the evidence that they cite, and whether it bears them out."""

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from eval.evidence import corpus_of
from eval.lines import lines_of
from service.error import InputError

_SHOWN = 10
Texts = Mapping[str, str]
"""Texts of a corpus by id, as documents have them: offsets count in these."""


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence as a model might write it, its evidence, and what a reader says of the two."""

    sentence: str
    evidence: tuple[str, ...]
    faithful: bool
    kind: str


class _BadLineError(Exception):
    """What is wrong with a line."""


def read_cases(file: Path, data: Path | None = None) -> list[Case]:
    """The cases of a file, one a line.

    Evidence is texts, or places: `{"dataset", "_id", "start", "end"}`, which are looked up in
    `data`/DATASET/corpus.jsonl. Raises `InputError` naming every bad line: measured without it, a
    figure would be about another file.
    """
    cases, bad = [], []
    corpora: dict[str, Texts] = {}
    for number, line in lines_of(file):
        try:
            cases.append(_case(_object(line), data, corpora))
        except _BadLineError as error:
            bad.append(f"line {number} {error}")
    if bad:
        more = f"; and {len(bad) - _SHOWN:,} more lines" if len(bad) > _SHOWN else ""
        raise InputError(f"{file}: {'; '.join(bad[:_SHOWN])}{more}.")
    return cases


def texts_of(corpus: Path) -> dict[str, str]:
    """The texts of a corpus, by id. Raises `InputError` naming a line that is none."""
    return {
        str(row["_id"]): unicodedata.normalize("NFC", str(row["text"])) for row in corpus_of(corpus)
    }


def corpora_of(cases_file: Path, data: Path) -> list[Path]:
    """The files of the corpora that a file of cases names, in the order of their names."""
    names = {
        str(place["dataset"])
        for _, line in lines_of(cases_file)
        for place in _object(line).get("evidence", ())
        if isinstance(place, dict)
    }
    return [_corpus_file(data, name) for name in sorted(names)]


def case_line(case: Case) -> str:
    """A case as a line of a file of cases."""
    return json.dumps(asdict(case), ensure_ascii=False)


def _object(line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _BadLineError(f"is no JSON ({error})") from error
    if not isinstance(row, dict):
        raise _BadLineError("is no JSON object")
    return row


def _case(row: Mapping[str, Any], data: Path | None, corpora: dict[str, Texts]) -> Case:
    sentence, evidence = row.get("sentence"), row.get("evidence")
    faithful, kind = row.get("faithful"), row.get("kind", "")
    if not isinstance(sentence, str) or not sentence.strip():
        raise _BadLineError("has no sentence")
    if not isinstance(evidence, list) or not evidence:
        raise _BadLineError("has no list of evidence")
    if not isinstance(faithful, bool):
        raise _BadLineError("lacks faithful, which is true or false")
    if not isinstance(kind, str):
        raise _BadLineError("has a kind that is no text")
    return Case(sentence, tuple(_texts(evidence, data, corpora)), faithful, kind or "unnamed")


def _texts(
    evidence: Sequence[object], data: Path | None, corpora: dict[str, Texts]
) -> Iterator[str]:
    for piece in evidence:
        if isinstance(piece, dict):
            yield _text_at(piece, data, corpora)
        elif isinstance(piece, str) and piece.strip():
            yield piece
        else:
            raise _BadLineError("has evidence that is neither a text nor a place")


def _text_at(place: Mapping[str, Any], data: Path | None, corpora: dict[str, Texts]) -> str:
    name, document = place.get("dataset"), place.get("_id")
    start, end = place.get("start"), place.get("end")
    if not (isinstance(name, str) and isinstance(document, str)):
        raise _BadLineError("has evidence without a dataset and an _id that are texts")
    if data is None:
        raise InputError("Evidence is named by place: name the folder of data sets with --data.")
    if name not in corpora:
        corpora[name] = texts_of(_corpus_file(data, name))
    text = corpora[name].get(document)
    if text is None:
        raise _BadLineError(f"names {document}, which {name} does not hold")
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
        raise _BadLineError(f"names {document} from {start} to {end} of {len(text):,} characters")
    return text[start:end]


def _corpus_file(data: Path, name: str) -> Path:
    if Path(name).name != name:
        raise InputError(f"The data set {name!r} is no name of a folder in {data}.")
    return data / name / "corpus.jsonl"
