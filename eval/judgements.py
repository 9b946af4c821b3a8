"""Judgements: which documents are relevant to which queries, and how much."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from eval.lines import lines_of
from service.error import InputError

Judgements = Mapping[str, Mapping[str, int]]
"""Query to document to grade; a grade above 0 is relevant, one of 0 or less is not."""

_HEADER = "query-id<TAB>corpus-id<TAB>score"


def read_judgements(file: Path) -> Judgements:
    """The judgements of a file in BEIR's form (three columns, a header) or TREC's (four, none).

    Raises `InputError` naming the line that is of neither, or that contradicts another.
    """
    read: dict[str, dict[str, int]] = {}
    for number, query, document, grade in _rows(file):
        try:
            given = int(grade)
        except ValueError as error:
            raise InputError(
                f"{file}, line {number}: the grade is {grade!r}; it must be a whole number."
            ) from error
        known = read.setdefault(query, {}).setdefault(document, given)
        if known != given:
            raise InputError(
                f"{file}, line {number}: document {document!r} is judged {given} for query"
                f" {query!r}, and {known} in an earlier line: keep one of them."
            )
    if not read:
        raise InputError(f"{file} holds no judgements: nothing can be measured with it.")
    return read


def trec_id(name: str) -> str:
    """An id as it stands in a TREC file, where white space would end it."""
    return "".join(quote(letter) if letter.isspace() else letter for letter in name)


def with_trec_ids(judgements: Judgements) -> Judgements:
    """The same judgements, their ids as they stand in a TREC file."""
    return {
        trec_id(query): {trec_id(document): grade for document, grade in grades.items()}
        for query, grades in judgements.items()
    }


def _rows(file: Path) -> Iterator[tuple[int, str, str, str]]:
    """Line number, query, document and grade."""
    width = 0
    for number, line in lines_of(file):
        fields = line.split("\t") if line.count("\t") == 2 else line.split()
        if not width:
            width = len(fields)
            if width == 3 and "\t" in line and not _is_number(fields[2]):
                continue
            if width == 3:
                raise InputError(
                    f"{file} has no header: its first line would be taken for one, and its"
                    f" judgement be lost. Put the line {_HEADER} before it."
                )
        if width not in (3, 4) or len(fields) != width:
            raise InputError(
                f"{file}, line {number} has {len(fields)} columns; judgements have three between"
                f" tabs under the line {_HEADER}, or TREC's four: query, iteration, document,"
                " grade."
            )
        yield number, fields[0].strip(), fields[-2].strip(), fields[-1].strip()


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
