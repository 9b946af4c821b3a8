"""Tests of telling which documents are of one work."""

from itertools import permutations

from seeds.document import Document
from service.works import work_of_each


def document(
    name: str, *, versions: tuple[str, ...] = (), about: str | None = None, alias: str = "key:z"
) -> Document:
    """A document of those relations."""
    return Document(
        id=name, kind="abstract", text="", versions=versions, about=about, aliases=(alias,)
    )


def test_a_paper_its_preprint_and_what_is_written_about_either_are_one_work() -> None:
    """In whatever order they come; another paper is another work."""
    paper = document("doi:p", versions=("doi:x",), alias="pmid:1")
    preprint = document("doi:x", versions=("doi:p",), alias="pmid:2")
    summary = document("sha:s", about="pmid:1", alias="key:s")
    other = document("doi:o", alias="pmid:3")
    for documents in permutations((paper, preprint, summary, other)):
        works = work_of_each(documents)
        assert works["doi:p"] == works["doi:x"] == works["sha:s"]
        assert works["doi:o"] != works["doi:p"]


def test_works_that_a_third_document_joins_are_one() -> None:
    """Two snippets that name the two versions of one work, which itself is not there."""
    one, other = document("sha:1", about="doi:p", alias="key:1"), document("sha:2", about="doi:x")
    assert len(set(work_of_each([one, other]).values())) == 2
    paper = document("doi:p", versions=("doi:x",), alias="pmid:1")
    assert len(set(work_of_each([one, other, paper]).values())) == 1
