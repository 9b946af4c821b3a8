"""How fast a large PubMed file is read, and in how much memory: `python -m eval.parsing`."""

import gzip
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from seeds.document import Document
from seeds.reading import read_file

ARTICLES = 30_000

_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE PubmedArticleSet SYSTEM "http://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">
<PubmedArticleSet>
"""
_SENTENCE = (
    "In arm {arm}, density rose from {before} to {after} hairs/cm<sup>2</sup> (n = {people}; 95% "
    "CI 1.2-3.4; P &lt; 0.0{arm}), whereas <i>Cutibacterium acnes</i> and TGF-β fell by {arm} log. "
)
_ARTICLE = """<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM">
<PMID Version="1">{pmid}</PMID><DateRevised><Year>2024</Year><Month>11</Month><Day>22</Day>
</DateRevised><Article PubModel="Print-Electronic"><Journal><ISSN IssnType="Print">1234-5678</ISSN>
<JournalIssue CitedMedium="Internet"><Volume>7</Volume><Issue>2</Issue><PubDate><Year>2024</Year>
<Month>Nov</Month><Day>{day}</Day></PubDate></JournalIssue><Title>Journal of hair research</Title>
<ISOAbbreviation>J Hair Res</ISOAbbreviation></Journal>
<ArticleTitle>Vesicles of <i>stem cells</i> in hair loss: randomised trial {pmid}.</ArticleTitle>
<ELocationID EIdType="doi" ValidYN="Y">10.5555/hair.{pmid}</ELocationID>
<Abstract>{abstract}<CopyrightInformation>© 2024 The Authors.</CopyrightInformation></Abstract>
<AuthorList CompleteYN="Y">{authors}</AuthorList><Language>eng</Language><DataBankList
CompleteYN="Y"><DataBank><DataBankName>ClinicalTrials.gov</DataBankName><AccessionNumberList>
<AccessionNumber>NCT{pmid}</AccessionNumber></AccessionNumberList></DataBank></DataBankList>
<GrantList CompleteYN="Y"><Grant><GrantID>R01 AR{pmid}</GrantID><Agency>NIAMS NIH HHS</Agency>
<Country>United States</Country></Grant></GrantList><PublicationTypeList>
<PublicationType UI="D016428">Journal Article</PublicationType><PublicationType UI="D016449">
Randomized Controlled Trial</PublicationType></PublicationTypeList></Article><MedlineJournalInfo>
<Country>United States</Country><MedlineTA>J Hair Res</MedlineTA></MedlineJournalInfo>
<MeshHeadingList>{mesh}</MeshHeadingList></MedlineCitation><PubmedData>
<PublicationStatus>ppublish</PublicationStatus><ArticleIdList>
<ArticleId IdType="pubmed">{pmid}</ArticleId><ArticleId IdType="doi">10.5555/hair.{pmid}</ArticleId>
<ArticleId IdType="pmc">PMC{pmid}</ArticleId></ArticleIdList><ReferenceList>{references}
</ReferenceList></PubmedData></PubmedArticle>
"""
_AUTHOR = """<Author ValidYN="Y"><LastName>Chen</LastName><ForeName>Xi {at}</ForeName>
<Initials>X</Initials><AffiliationInfo><Affiliation>Department of Dermatology, University Hospital,
Example City, Example Country.</Affiliation></AffiliationInfo></Author>
"""
_MESH = """<MeshHeading><DescriptorName UI="D00{at}" MajorTopicYN="N">Term {at}</DescriptorName>
<QualifierName UI="Q00{at}" MajorTopicYN="Y">drug therapy</QualifierName></MeshHeading>
"""
_REFERENCE = """<Reference><Citation>Someone A, Other B. J Hair Res. 2019;{at}(1):1-9.</Citation>
<ArticleIdList><ArticleId IdType="doi">10.5555/other.{at}</ArticleId></ArticleIdList></Reference>
"""


@dataclass(frozen=True, slots=True)
class Parsing:
    """Articles read, seconds that took, and the most memory that the process had, in MiB."""

    articles: int
    seconds: float
    peak_mib: float


def write_articles(file: Path, count: int) -> None:
    """Write a PubMed file of so many articles, of the size that those of the baseline have."""
    with gzip.open(file, "wt", encoding="utf-8", compresslevel=1) as out:
        out.write(_HEAD)
        for pmid in range(10_000_001, 10_000_001 + count):
            out.write(_article(pmid))
        out.write("</PubmedArticleSet>\n")


def measure(file: Path) -> Parsing:
    """Read a file in this process, which should be a fresh one."""
    started = time.perf_counter()
    articles = sum(isinstance(found, Document) for found in read_file(file))
    seconds = time.perf_counter() - started
    return Parsing(articles, seconds, _peak_mib())


def _peak_mib() -> float:
    """The most memory that this process had; the system's own count begins with its parent's."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Make a file, read it in a process of its own, and print what that took."""
    if file := next(map(Path, sys.argv[1:]), None):
        done = measure(file)
        print(
            f"{done.articles:,} articles in {done.seconds:.1f} s: "
            f"{done.articles / done.seconds:,.0f} a second, {done.peak_mib:.0f} MiB at most"
        )
        return
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "pubmed.xml.gz"
        write_articles(made, ARTICLES)
        subprocess.run([sys.executable, "-m", "eval.parsing", str(made)], check=True)  # noqa: S603


def _article(pmid: int) -> str:
    sentences = [
        _SENTENCE.format(arm=arm, before=90 + arm, after=120 + arm, people=pmid % 97 + arm)
        for arm in range(1, 9)
    ]
    labels = ("BACKGROUND", "METHODS", "RESULTS", "CONCLUSIONS")
    abstract = "".join(
        f'<AbstractText Label="{label}">{"".join(sentences[2 * at : 2 * at + 2])}</AbstractText>'
        for at, label in enumerate(labels)
    )
    return _ARTICLE.format(
        pmid=pmid,
        day=pmid % 28 + 1,
        abstract=abstract,
        authors="".join(_AUTHOR.format(at=at) for at in range(6)),
        mesh="".join(_MESH.format(at=at) for at in range(12)),
        references="".join(_REFERENCE.format(at=at) for at in range(12)),
    )


if __name__ == "__main__":
    main()
