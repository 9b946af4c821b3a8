"""A document: the text that is evidence, and what is known about the work it comes from."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from seeds.evidence import Evidence, evidence_from_json, evidence_json
from seeds.identifier import text_id
from seeds.status import Status

Kind = Literal["abstract", "summary", "snippet"]


@dataclass(frozen=True, slots=True)
class Section:
    """A labelled part of a text, `text[start:end]`; the label is not part of the text."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a text that is still to be joined: what it says, and its label if it has one."""

    label: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document was read: file or address, digest of its bytes, reader, place and time."""

    location: str
    sha256: str
    reader: str
    place: str
    read_at: str


@dataclass(frozen=True, slots=True)
class Document:
    """One abstract, summary or snippet.

    `text` is the canonical text: all offsets count its Unicode code points, half open. Title and
    section labels are not part of it and are never quoted. `published` is an ISO date as precise
    as known (`2024`, `2024-11`, `2024-11-25`). `journal_description` is what the page says of the
    journal: kept, never evidence. A document may have a title and no text; it is then found by
    its title and never quoted. `mesh` are MeSH descriptors, `trial_ids` numbers in registers of
    trials, `grants` and `conflict_statement` what the record says of funding and of conflicts. Of
    a work that several records describe, `field_sources` says by field where it was read, and
    `versions` are the ids of its preprint, or of its paper.
    """

    id: str
    kind: Kind
    text: str
    aliases: tuple[str, ...] = ()
    title: str | None = None
    titles: Mapping[str, str] = field(default_factory=dict)
    authors: tuple[str, ...] = ()
    journal: str | None = None
    journal_description: str | None = None
    published: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    url: str | None = None
    sections: tuple[Section, ...] = ()
    language: str | None = None
    publication_types: tuple[str, ...] = ()
    mesh: tuple[str, ...] = ()
    trial_ids: tuple[str, ...] = ()
    grants: tuple[str, ...] = ()
    conflict_statement: str | None = None
    citation_count: int | None = None
    about: str | None = None
    evidence: Evidence | None = None
    status: Status | None = None
    sources: tuple[Source, ...] = ()
    versions: tuple[str, ...] = ()
    field_sources: Mapping[str, str] = field(default_factory=dict)

    @property
    def year(self) -> int | None:
        """The year of publication."""
        return int(self.published[:4]) if self.published else None

    @property
    def is_retracted(self) -> bool:
        """Whether the work was retracted, and not reinstated since."""
        return self.status is not None and self.status.kind == "retracted"

    @property
    def shown_title(self) -> str:
        """The title, or where there is none what is shown for it: `Snippet: JOURNAL, DATE`."""
        if self.title:
            return self.title
        known = ", ".join(part for part in (self.journal, self.published) if part)
        return f"{self.kind.capitalize()}: {known}" if known else self.kind.capitalize()

    def section_at(self, position: int) -> str | None:
        """The label of the section that holds a position of the text."""
        return next((s.label for s in self.sections if s.start <= position < s.end), None)


def joined(blocks: Iterable[Block]) -> tuple[str, tuple[Section, ...]]:
    """The text of blocks, joined by line feeds, and a section for each that has a label."""
    text = ""
    sections: list[Section] = []
    for block in blocks:
        start = len(text) + 1 if text else 0
        text = f"{text}\n{block.text}" if text else block.text
        if block.label:
            sections.append(Section(block.label, start, len(text)))
    return text, tuple(sections)


def document_id(
    kind: Kind,
    text: str,
    *,
    doi: str | None = None,
    pmid: str | None = None,
    key: str | None = None,
) -> str:
    """The DOI, else the PMID, else the source's own key, else a digest of kind and text."""
    if doi:
        return f"doi:{doi}"
    if pmid:
        return f"pmid:{pmid}"
    if key:
        return f"key:{key}"
    return text_id(kind, text)


def document_json(document: Document) -> dict[str, Any]:
    """A document in the shape in which it goes over HTTP and into the store."""
    values = asdict(replace(document, evidence=None))
    values["evidence"] = evidence_json(document.evidence) if document.evidence else None
    return values


def document_from_json(values: Mapping[str, Any]) -> Document:
    """The document that `document_json` described, now or earlier; it checks nothing."""
    listed = ("aliases", "authors", "publication_types", "mesh", "trial_ids", "grants")
    return Document(
        **{
            **values,
            **{name: tuple(values.get(name, ())) for name in listed},
            "evidence": evidence_from_json(values["evidence"]) if values.get("evidence") else None,
            "status": Status(**values["status"]) if values.get("status") else None,
            "sections": tuple(Section(**section) for section in values["sections"]),
            "sources": tuple(Source(**source) for source in values["sources"]),
            "versions": tuple(values.get("versions", ())),
        }
    )
