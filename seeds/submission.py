"""Submissions: documents in our own fields, as users and programs write them, checked.

The fields are those of `Document`; only `text` is required. What is written is kept as it is,
but for identifiers, which come to their normal form.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from seeds.document import Document, Kind, Section, Source, document_id
from seeds.field import FIELDS, FieldError, fault_of, shown
from seeds.identifier import normal_doi, normal_id, normal_pmcid, normal_pmid
from seeds.identity import telling_text
from seeds.json_object import Fields
from seeds.language import language_of

PREFIXES = ("doi:", "pmid:", "pmcid:", "key:", "sha:", "beir:")

_NORMAL = {"doi": normal_doi, "pmid": normal_pmid, "pmcid": normal_pmcid}


class SubmissionError(ValueError):
    """A document that cannot be taken; its text names each field and what is wrong with it."""


def submitted_document(values: Fields, origin: Source | None = None) -> Document:
    """The document of known fields, read at `origin` unless it names sources of its own.

    `kind` is `snippet` where it is not said, which claims the least. `language` is told from the
    text where it is left out; null says that it is not known. Fields that are not known are
    not looked at: `unknown_fields` names them. Raises `SubmissionError` with all faults at once.
    """
    checked: dict[str, Any] = {}
    faults: list[str] = []
    for field, (check, default) in FIELDS.items():
        value = values.get(field)
        try:
            checked[field] = default if value is None else check(value)
        except FieldError as error:
            faults.append(fault_of(field, error))
    if faults:
        raise SubmissionError("; ".join(faults))
    text, title = checked["text"], checked["title"]
    if not text.strip() and not (title or "").strip():
        raise SubmissionError("text is empty, and there is no title: send one of them")
    check_sections(checked["sections"], text)
    known = {scheme: checked[scheme] for scheme in _NORMAL}
    nameless = Document(**{**checked, "id": "", "aliases": ()})
    name, known = identity(checked["id"], checked["kind"], telling_text(nameless), known)
    names = [*checked["aliases"], checked["id"] or name]
    if not name.startswith("beir:"):  # data sets have several texts on one work
        names += [f"{scheme}:{value}" for scheme, value in known.items() if value]
    aliases = dict.fromkeys(alias for alias in map(normal_id, names) if alias != name)
    return Document(
        **{
            **checked,
            **known,
            "id": name,
            "aliases": tuple(aliases),
            "language": checked["language"] if "language" in values else language_of(text or title),
            "about": normal_id(checked["about"]) if checked["about"] else None,
            "sources": checked["sources"] or ((origin,) if origin else ()),
        }
    )


def unknown_fields(values: Fields) -> list[str]:
    """The fields of a submission that no document has, in their order."""
    return [field for field in values if field not in FIELDS]


def identity(
    given: str | None, kind: Kind, text: str, known: Mapping[str, str | None]
) -> tuple[str, dict[str, str | None]]:
    """The id, and the identifiers by scheme, which may follow from it and never contradict it.

    Raises `SubmissionError` where they do.
    """
    if given is None:
        return document_id(kind, text, doi=known["doi"], pmid=known["pmid"]), dict(known)
    name = normal_id(given)
    if not name.startswith(PREFIXES):
        name = f"key:{name}"
    scheme, _, rest = name.partition(":")
    found = dict(known)
    if scheme in _NORMAL:
        value = _NORMAL[scheme](rest)
        if value is None:
            raise SubmissionError(f"id is {shown(name)}, which is no {scheme.upper()}")
        if found[scheme] not in (None, value):
            raise SubmissionError(
                f"id is {shown(name)} and {scheme} is {found[scheme]!r}: choose one"
            )
        found[scheme] = value
    if found["doi"] and scheme not in ("doi", "beir"):
        raise SubmissionError(
            f"id is {shown(name)}, and a document with a DOI has that as its id:"
            " leave id out, and add the other id to aliases"
        )
    return name, found


def check_sections(sections: Sequence[Section], text: str) -> None:
    """Raises `SubmissionError` unless sections lie in the text, in order and apart."""
    at = 0
    for n, section in enumerate(sections):
        span = f"sections[{n}] is {section.start} to {section.end}"
        if section.end <= section.start:
            raise SubmissionError(f"{span}: end must be greater than start")
        if section.end > len(text):
            raise SubmissionError(f"{span}, and the text has {len(text)} characters")
        if section.start < at:
            raise SubmissionError(f"{span}: sections come in order and do not overlap")
        at = section.end
