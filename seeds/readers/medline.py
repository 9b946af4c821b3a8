"""MEDLINE's tagged text, as PubMed's own button saves it (`.nbib`) and efetch gives it.

    PMID- 12345678
    TI  - Vesicles in hair loss: a randomised
          trial.
    AB  - BACKGROUND: Hair falls. METHODS: We looked.

A line that begins with blanks goes on with the one before it. The tags are those of NLM's "MEDLINE
display format"; `CI`, the copyright, is not read.
"""

import re
from collections.abc import Iterator, Sequence

from seeds.abstract_origin import other_abstract_kind
from seeds.author import forename_first, initials_first
from seeds.boilerplate import evidence_blocks
from seeds.date import first_date
from seeds.document import Block, Document, Kind, joined
from seeds.identifier import normal_doi, normal_pmcid, normal_pmid
from seeds.identity import identified
from seeds.language import language_code
from seeds.markup import plain_text, text_blocks
from seeds.page import Found
from seeds.readers.tagged_form import read_entries
from seeds.registry import trial_ids
from seeds.status import Relation, publication_status
from seeds.stream import Stream
from seeds.tagged import Entry, Layout
from seeds.title import catalogue_titles

name = "medline"
form = "MEDLINE text (lines as `PMID- 12345678`, as PubMed's .nbib files have them)"

_LAYOUT = Layout(
    line=re.compile(r"(?=.{4}-)(?P<tag>[A-Z][A-Z0-9]{1,3}) *-(?: (?P<value>.*))?$"),
    first="PMID",
    continued=re.compile(r"\s"),
)
_FIRST_LINE = re.compile(r"\s*^PMID- *\d+\s*$", re.MULTILINE)
_LABEL = re.compile(r"(?:^|(?<=[.!?)\]\"”])\s)(?P<label>[A-Z][A-Z0-9 ,&/()'’-]{2,90}):\s")
_OTHER_ABSTRACT = re.compile(r"\((?P<type>[\w -]+)\)\s*")
_RELATIONS = {
    "CRF": "CorrectedandRepublishedFrom",
    "CRI": "CorrectedandRepublishedIn",
    "ECF": "ExpressionOfConcernFor",
    "ECI": "ExpressionOfConcernIn",
    "EFR": "ErratumFor",
    "EIN": "ErratumIn",
    "PRIN": "PartialRetractionIn",
    "PROF": "PartialRetractionOf",
    "RIN": "RetractionIn",
    "ROF": "RetractionOf",
    "RRF": "RetractedandRepublishedFrom",
    "RRI": "RetractedandRepublishedIn",
}


def recognises(head: str) -> bool:
    """Whether the first line with text is a PMID with MEDLINE's tag."""
    return _FIRST_LINE.match(head) is not None


def read(stream: Stream) -> Iterator[Found]:
    """A document for each PMID, in the order of the file."""
    return read_entries(stream, name, _LAYOUT, _document, _missing_end)


def _missing_end(entry: Entry) -> str | None:
    reason = "the record has no SO at its end, it was cut off: fetch it again"
    return None if entry.value("SO") else reason


def _document(entry: Entry) -> Document | str:
    kind, language, blocks = _abstract(entry)
    text, sections = joined(blocks)
    title, titles = catalogue_titles(
        plain_text(entry.value("TI", "BTI")), plain_text(entry.value("TT")), entry.values("LA")
    )
    if not (text or title):
        return "the record has neither a title nor an abstract: fetch it again"
    pmid = normal_pmid(entry.value("PMID"))
    types = tuple(map(plain_text, entry.values("PT")))
    descriptors = (heading.split("/")[0].strip("* ") for heading in entry.values("MH"))
    document = Document(
        id="",
        kind=kind,
        text=text,
        title=title,
        titles=titles,
        authors=_authors(entry),
        journal=plain_text(entry.value("JT", "TA", "BTI")) or None,
        published=first_date(entry.value("DP")) or _day(entry.value("DEP")),
        doi=_doi(entry),
        pmid=pmid,
        pmcid=normal_pmcid(entry.value("PMC")),
        url=f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/" if pmid else None,
        sections=sections,
        language=language,
        publication_types=types,
        mesh=tuple(dict.fromkeys(map(plain_text, descriptors))),
        trial_ids=trial_ids(_accessions(entry)),
        grants=tuple(map(_grant, entry.values("GR"))),
        conflict_statement=plain_text(entry.value("COIS")) or None,
        status=publication_status("PubMed", types, _relations(entry)),
    )
    return identified(document)


def _abstract(entry: Entry) -> tuple[Kind, str | None, list[Block]]:
    """The abstract's blocks with their language, and whether its authors wrote it."""
    if blocks := _blocks(entry.value("AB")):
        return "abstract", "en", blocks
    languages = [*entry.values("OABL"), *("eng" for _ in entry.values("OAB"))]
    for text, language in zip(entry.values("OAB"), languages, strict=False):
        origin = _OTHER_ABSTRACT.match(text)
        if blocks := _blocks(text[origin.end() :] if origin else text):
            kind = other_abstract_kind(origin["type"] if origin else None)
            return kind, language_code(language), blocks
    return "abstract", None, []


def _blocks(printed: str) -> list[Block]:
    """The sections; where a text begins with a label in capitals, all such labels are labels."""
    text = plain_text(printed)
    labels = list(_LABEL.finditer(text))
    if not labels or labels[0].start():
        return evidence_blocks(text_blocks([text]))
    ends = [*(label.start() for label in labels[1:]), len(text)]
    return evidence_blocks(
        Block(
            label["label"] if label["label"] != "UNLABELLED" else None,
            text[label.end() : end].strip(),
        )
        for label, end in zip(labels, ends, strict=True)
    )


def _doi(entry: Entry) -> str | None:
    listed = [value for tag, value in entry.fields if tag in ("LID", "AID")]
    marked = (value.removesuffix("[doi]") for value in listed if value.endswith("[doi]"))
    return next(filter(None, map(normal_doi, marked)), None)


def _authors(entry: Entry) -> tuple[str, ...]:
    """People by their full names, where there are any, and groups, in their order."""
    forms = {"CN": _group, "FAU": forename_first}
    if not entry.values("FAU"):
        forms["AU"] = initials_first
    authors = [(tag, plain_text(value)) for tag, value in entry.fields if tag in forms]
    return tuple(forms[tag](author) for tag, author in authors if author)


def _group(name: str) -> str:
    return name.rstrip(".")


def _day(digits: str) -> str | None:
    return first_date(f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}") if digits else None


def _accessions(entry: Entry) -> Iterator[tuple[str, str]]:
    for value in entry.values("SI"):
        bank, _, number = value.partition("/")
        yield bank, number


def _grant(value: str) -> str:
    """A grant as in PubMed's XML: number, agency and country, without the agency's acronym."""
    match value.rsplit("/", 3):
        case [number, _, agency, country]:
            return ", ".join(filter(None, map(plain_text, (number, agency, country))))
        case _:
            return plain_text(value.replace("/", ", "))


def _relations(entry: Entry) -> Sequence[Relation]:
    return [
        Relation(_RELATIONS[tag], plain_text(value))
        for tag, value in entry.fields
        if tag in _RELATIONS
    ]
