"""Names of columns and fields: how tables and exports name what our own fields hold."""

from collections.abc import Iterable, Mapping

from seeds.document import Kind

_NAMES: Mapping[str, str] = {
    "text": "text abstract abstract_note abstracttext snippet summary passage",
    "id": "id document_id key record_id",
    "kind": "kind",
    "title": "title article_title document_title",
    "authors": "authors author author_s author_names author_full_names creator creators",
    "journal": (
        "journal journal_book journal_title journal_name source_title publication_title"
        " publication container_title venue"
    ),
    "published": (
        "published year date publication_year publication_date published_date date_published"
        " pub_year pubdate py year_of_publication"
    ),
    "doi": "doi digital_object_identifier",
    "pmid": "pmid pubmed_id pubmedid pm_id",
    "pmcid": "pmcid pmc pmc_id pubmed_central_id",
    "url": "url link address web_address",
    "language": "language lang language_of_original_document",
    "publication_types": (
        "publication_types publication_type document_type article_type item_type pubtype"
    ),
    "mesh": "mesh mesh_terms mesh_headings mesh_descriptors",
    "citation_count": "citation_count citations cited_by times_cited cited_by_count",
    "about": "about",
}
_FIELD = {
    alias: field for field, aliases in _NAMES.items() for alias in aliases.replace("_", "").split()
}
_KINDS: Mapping[str, Kind] = {
    "abstract": "abstract",
    "abstractnote": "abstract",
    "abstracttext": "abstract",
    "summary": "summary",
}
# Columns of exports (PubMed, Scopus, Zotero) that say where a work stands, not what it found.
_PASSED_OVER = frozenset(
    (
        "",
        "abbreviatedsourcetitle",
        "accessdate",
        "affiliation",
        "affiliations",
        "articlenumber",
        "artno",
        "authorids",
        "authorkeywords",
        "authorsid",
        "authorswithaffiliations",
        "automatictags",
        "citation",
        "coden",
        "conferencecode",
        "conferencedate",
        "conferencelocation",
        "conferencename",
        "correspondenceaddress",
        "createdate",
        "dateadded",
        "datemodified",
        "editor",
        "editors",
        "eid",
        "eissn",
        "extra",
        "fileattachments",
        "firstauthor",
        "fundingdetails",
        "fundingtexts",
        "indexkeywords",
        "isbn",
        "issn",
        "issue",
        "journalabbreviation",
        "keywords",
        "librarycatalog",
        "linkattachments",
        "manualtags",
        "nihmsid",
        "nlmid",
        "no",
        "notes",
        "num",
        "number",
        "numpages",
        "openaccess",
        "pagecount",
        "pageend",
        "pages",
        "pagestart",
        "publicationstage",
        "publisher",
        "rank",
        "rights",
        "row",
        "score",
        "series",
        "shorttitle",
        "source",
        "unnamed0",
        "volume",
    )
)
_OF_RETRACTIONS = frozenset(
    ("originalpaperdoi", "originalpaperpubmedid", "retractiondoi", "retractionnature")
)


def field_named(column: str) -> str | None:
    """The field that a column's name means: in any case, however its words are joined."""
    return _FIELD.get(plain_column(column))


def kind_named(column: str) -> Kind | None:
    """The kind of text that a column's name promises."""
    return _KINDS.get(plain_column(column))


def is_passed_over(column: str) -> bool:
    """Whether a column is known to hold nothing that is read."""
    return plain_column(column) in _PASSED_OVER


def are_of_retractions(columns: Iterable[str]) -> bool:
    """Whether columns are those of a table of editorial status, as Retraction Watch gives it."""
    return len(_OF_RETRACTIONS & set(map(plain_column, columns))) > 1


def plain_column(column: str) -> str:
    """A column's name in the form in which names are compared."""
    return "".join(filter(str.isalnum, column.casefold()))
