"""Reading a large PubMed file."""

import subprocess
import sys
from pathlib import Path

import pytest

from eval.parsing import measure, write_articles
from seeds.document import Document
from seeds.reading import read_file


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of three thousand articles."""
    made = tmp_path_factory.mktemp("parsing") / "pubmed.xml.gz"
    write_articles(made, 3_000)
    return made


def test_the_articles_that_are_made_are_like_pubmeds(file: Path) -> None:
    """Structured, with formulas and identifiers, and each a work of its own."""
    documents = [entry for entry in read_file(file) if isinstance(entry, Document)]
    first = documents[0]
    assert len({document.id for document in documents}) == 3_000
    assert "hairs/cm2 (n = 78; 95% CI 1.2-3.4; P < 0.01)" in first.text
    assert (len(first.sections), len(first.mesh), len(first.authors)) == (4, 12, 6)
    assert (first.pmid, first.pmcid, first.published) == ("10000001", "PMC10000001", "2024-11-26")


def test_a_large_file_is_read_in_little_memory(file: Path) -> None:
    """In a process of its own, which does not load the encoder: under 300 MB, far from slow."""
    done = subprocess.run(
        [sys.executable, "-m", "eval.parsing", str(file)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    articles, peak = done.stdout.split()[0], int(done.stdout.split()[-4])
    assert articles == "3,000"
    assert peak < 300
    assert measure(file).seconds < 30
