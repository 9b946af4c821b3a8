"""PubMed's XML, as its document type defines it."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from seeds.document import Document, Section
from seeds.page import Deletion, Found, Rejection
from seeds.reading import read_bytes
from seeds.status import Status

PAGE = (Path(__file__).parent / "pages/pubmed.xml").read_bytes()
FOUND = list(read_bytes("pubmed.xml", PAGE))
DOCUMENTS = [entry for entry in FOUND if isinstance(entry, Document)]
FULL, GERMAN, NOTICE, CHAPTER = DOCUMENTS


def article(abstract: str = "", title: str = "T.", more: str = "") -> Document:
    """The document of a record with this abstract, title, and elements beside the article."""
    [entry] = read_bytes(
        "a.xml",
        (
            "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>7</PMID><Article>"
            f"<ArticleTitle>{title}</ArticleTitle>{abstract}</Article>{more}</MedlineCitation>"
            "</PubmedArticle></PubmedArticleSet>"
        ).encode(),
    )
    assert isinstance(entry, Document), entry
    return entry


def test_a_record_is_read_whole() -> None:
    """Mixed content, powers, formulas, entities once, labels, authors, trial, correction."""
    assert FULL.text == (
        "Hair falls in Mus musculus (n = 1200).\n"
        "We gave 10^6 or 10^-3 cells, V̇max, 2^8×1/2 (NCT04123456).\n"
        "P < 0.05, R&D &lt; 5 µg ≥ 3.\n"
        "It helps [12]."
    )
    assert [(part.label, FULL.text[part.start : part.end][:8]) for part in FULL.sections] == [
        ("BACKGROUND", "Hair fal"),
        ("METHODS AND DOSES", "We gave "),
        ("CONCLUSIONS", "It helps"),
    ]
    assert FULL.title == "Vesicles of Cutibacterium acnes and CO2 in hair loss: a randomised trial"
    assert FULL.authors == ("Ana M García Jr", "X Chen", "Hair Study Group")
    assert (FULL.journal, FULL.published) == ("Journal of invented dermatology", "2019-11-05")
    assert (FULL.id, FULL.aliases) == (
        "doi:10.5555/jid.2019.1",
        ("pmid:30000001", "pmcid:PMC7000001"),
    )
    assert FULL.url == "https://pubmed.ncbi.nlm.nih.gov/30000001/"
    assert FULL.publication_types == ("Journal Article", "Randomized Controlled Trial")
    assert FULL.mesh == ("Alopecia", "Humans")
    assert FULL.trial_ids == ("NCT04123456",)
    assert FULL.grants == ("R01 AR000001, NIAMS NIH HHS, United States",)
    assert FULL.conflict_statement == "The authors sell combs."
    assert FULL.status == Status(
        "corrected",
        "2020-02-03",
        "PubMed, ErratumIn: J Invent Dermatol. 2020 Feb 3;8(1):9. doi: 10.5555/erratum"
        " (PMID 30000099)",
    )
    assert (FULL.kind, FULL.language, FULL.sources[0].place) == (
        "abstract",
        "en",
        "record 1 (line 4)",
    )


def test_a_translated_title_stands_beside_that_of_the_works_own_language() -> None:
    """Without the brackets that mark it; the publisher's abstract is read where it is alone."""
    assert GERMAN.title == "Hair [and nails] in winter"
    assert GERMAN.titles == {"de": "Haare und Nägel im Winter"}
    assert (GERMAN.text, GERMAN.language) == (
        "Haare fallen im Winter aus, und die Nägel brechen.",
        "de",
    )


def test_what_a_record_lacks_is_not_taken_from_its_references() -> None:
    """No DOI of a reference, and of months apart the first year alone."""
    assert (GERMAN.id, GERMAN.doi, GERMAN.pmcid) == ("pmid:30000003", None, None)
    assert (GERMAN.published, GERMAN.journal) == ("1998", "Z Haut")


def test_a_retracted_work_and_its_notice_are_told_apart() -> None:
    """The work is retracted since the date of the notice, which is one itself."""
    assert GERMAN.status == Status(
        "retracted", "2001-05", "PubMed, RetractionIn: Z Haut. 2001 May;4(2):7 (PMID 30000004)"
    )
    assert NOTICE.status == Status(
        "notice", None, "PubMed, publication type: Retraction of Publication"
    )


def test_a_record_without_an_abstract_is_kept() -> None:
    """With its title, its season's year, and the DOI that is valid."""
    assert (NOTICE.text, NOTICE.sections, NOTICE.language) == ("", (), None)
    assert (NOTICE.title, NOTICE.published) == ("Retraction: Hair and nails in winter", "2001")
    assert NOTICE.id == "doi:10.5555/zh.2001.7"


def test_a_chapter_of_a_book_is_a_work() -> None:
    """Its authors are its own, its journal is the book, and its labels are those printed."""
    assert (CHAPTER.id, CHAPTER.title, CHAPTER.journal) == (
        "pmid:30000005",
        "Alopecia",
        "Diseases of Hair",
    )
    assert (CHAPTER.authors, CHAPTER.published) == (("Will Writer",), "2021-02")
    assert CHAPTER.text == "Hair falls.\nIt grows."
    assert CHAPTER.sections == (Section("Background", 0, 11), Section("Results", 12, 21))
    assert CHAPTER.publication_types == ("Review",)


def test_a_damaged_record_is_refused_in_its_place_and_the_others_are_read() -> None:
    """The record, its line, and the line of the fault."""
    [refusal] = [entry for entry in FOUND if isinstance(entry, Rejection)]
    assert refusal.place == "record 2 (line 55)"
    assert "in line 60" in refusal.reason
    assert FOUND.index(refusal) == 1


def test_deleted_pmids_are_told() -> None:
    """Each is an entry of its own, behind the documents before it."""
    deletions = [entry for entry in FOUND if isinstance(entry, Deletion)]
    assert [entry.id for entry in deletions] == ["pmid:30000006", "pmid:30000007"]
    assert deletions[0].source.place == "record 6 (line 106)"


def without_bytes(found: list[Found]) -> list[Found]:
    """What was found, without the digest and the time, which differ from file to file."""
    return [
        entry
        if isinstance(entry, Rejection)
        else Deletion(entry.id, FULL.sources[0])
        if isinstance(entry, Deletion)
        else Document(entry.id, entry.kind, entry.text, title=entry.title)
        for entry in found
    ]


@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(PAGE),
        gzip.compress(PAGE[:3000]) + gzip.compress(PAGE[3000:]),
        PAGE.replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + PAGE,
        PAGE.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16"),
    ],
    ids=["gzip", "two members", "CRLF", "BOM", "UTF-16"],
)
def test_packing_line_ends_and_encoding_change_nothing(data: bytes) -> None:
    """The same documents, places and refusals."""
    assert without_bytes(list(read_bytes("pubmed.xml", data))) == without_bytes(FOUND)


def test_a_file_that_is_cut_gives_what_stands_before() -> None:
    """Within a record, between records, and packed: what is missing is told with its place."""
    within = list(read_bytes("a.xml", PAGE[: PAGE.index(b"Haare fallen")]))
    between = list(read_bytes("a.xml", PAGE[: PAGE.rindex(b"<PubmedArticle>")]))
    packed = gzip.compress(PAGE)
    cut = list(read_bytes("a.xml.gz", packed[: len(packed) - 200]))
    assert [entry.place for entry in within if isinstance(entry, Rejection)][-1] == (
        "record 3 (line 64)"
    )
    assert isinstance(between[-1], Rejection)
    assert "before </PubmedArticleSet>" in between[-1].reason
    assert isinstance(cut[0], Document)
    assert isinstance(cut[-1], Rejection)
    assert (cut[-1].place, "cut off" in cut[-1].reason) == (f"byte {len(packed) - 200}", True)


def test_entities_of_the_file_are_never_followed(tmp_path: Path) -> None:
    """Neither one that names a file nor one that grows: the record that uses it is refused."""
    secret = tmp_path / "secret"
    secret.write_text("open sesame")
    for entity in (f'SYSTEM "{secret.as_uri()}"', '"&b;&b;&b;"><!ENTITY b "ha"'):
        page = (
            f"<!DOCTYPE PubmedArticleSet [<!ENTITY a {entity}>]><PubmedArticleSet><PubmedArticle>"
            "<MedlineCitation><PMID>7</PMID><Article><ArticleTitle>T &a;</ArticleTitle></Article>"
            "</MedlineCitation></PubmedArticle></PubmedArticleSet>"
        )
        [refusal] = read_bytes("a.xml", page.encode())
        assert isinstance(refusal, Rejection)
        assert "Entity 'a' not defined" in refusal.reason


def test_an_indexers_abstract_is_a_summary() -> None:
    """It is somebody else's words, and is read only where the authors have none."""
    other = (
        '<OtherAbstract Type="PIP" Language="eng"><AbstractText>S.</AbstractText></OtherAbstract>'
    )
    assert (article(more=other).kind, article(more=other).text) == ("summary", "S.")
    own = "<Abstract><AbstractText>A.</AbstractText></Abstract>"
    assert (article(own, more=other).kind, article(own, more=other).text) == ("abstract", "A.")


def test_an_abstract_of_boilerplate_alone_is_none() -> None:
    """The record stays, without text."""
    copyright_line = "<Abstract><AbstractText>© 2020 The Authors.</AbstractText></Abstract>"
    assert article(copyright_line).text == ""


def test_tags_that_were_escaped_once_too_often_leave_no_debris() -> None:
    """A tag is read as one; a less-than sign stays, and nothing else is decoded again."""
    markup = (
        "10&lt;sup&gt;6&lt;/sup&gt; &lt;i&gt;P. acnes&lt;/i&gt;, P &lt; 0.05, &amp;amp;, a&lt;b"
    )
    abstract = f"<Abstract><AbstractText>{markup}</AbstractText></Abstract>"
    assert article(abstract).text == "10^6 P. acnes, P < 0.05, &amp;, a<b"


@pytest.mark.parametrize(
    ("relation", "kind"),
    [
        ("RetractionIn", "retracted"),
        ("RetractedandRepublishedIn", "retracted"),
        ("ExpressionOfConcernIn", "concern"),
        ("ErratumIn", "corrected"),
        ("CorrectedandRepublishedIn", "corrected"),
        ("RetractionOf", "notice"),
        ("ExpressionOfConcernFor", "notice"),
        ("ErratumFor", "notice"),
        ("CommentIn", None),
        ("UpdateOf", None),
    ],
)
def test_a_relation_tells_the_status(relation: str, kind: str | None) -> None:
    """What was done to the work, or by it; comments and updates are no status."""
    more = (
        f'<CommentsCorrectionsList><CommentsCorrections RefType="{relation}"><RefSource>J. 2020'
        "</RefSource></CommentsCorrections></CommentsCorrectionsList>"
    )
    status = article(more=more).status
    assert (status.kind if status else None) == kind


RECORD = (
    "<PubmedArticle><MedlineCitation><PMID>{0}</PMID><Article><ArticleTitle>T{0}</ArticleTitle>"
    "</Article></MedlineCitation></PubmedArticle>\n"
)


@pytest.mark.parametrize(
    ("damage", "place", "reason"),
    [
        (lambda text: text.replace("</PubmedArticle>", "", 1), "record 1 (line 2)", "not closed"),
        (lambda text: text.replace("<PubmedArticle>", "<Pub>", 1), "line 2", "closes nothing"),
        (lambda text: text.replace("T1", "\x01"), "record 1 (line 2)", "not well-formed"),
        (lambda text: text.replace("T1", "T1" + "x" * (1 << 25)), "record 1 (line 2)", "longer"),
    ],
    ids=["no end", "no beginning", "control character", "too long"],
)
def test_a_record_is_refused_for_itself_alone(
    damage: Callable[[str], str], place: str, reason: str
) -> None:
    """The record behind it is read, whatever is wrong with the one before."""
    text = f"<PubmedArticleSet>\n{RECORD.format(1)}{RECORD.format(2)}</PubmedArticleSet>"
    found = list(read_bytes("a.xml", damage(text).encode()))
    refused = [entry for entry in found if isinstance(entry, Rejection)]
    assert refused[0].place == place
    assert reason in refused[0].reason
    assert [entry.title for entry in found if isinstance(entry, Document)] == ["T2"]


def test_sets_that_follow_each_other_in_one_file_are_read() -> None:
    """As services give them that fetch in batches, each with its own beginning."""
    one = f'<?xml version="1.0"?>\n<PubmedArticleSet>{RECORD.format(1)}</PubmedArticleSet>\n'
    found = list(read_bytes("a.xml", (one + one.replace("1<", "2<")).encode()))
    assert [entry.id for entry in found if isinstance(entry, Document)] == ["pmid:1", "pmid:2"]
    assert len(found) == 2
