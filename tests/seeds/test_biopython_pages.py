"""The sample files in the source distribution of biopython, which NLM's services gave."""

import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from seeds.document import Document
from seeds.reading import read_bytes

SOURCE = "biopython==1.88"
ENTREZ, MEDLINE = "biopython-1.88/Tests/Entrez/", "biopython-1.88/Tests/Medline/"

# File, its documents, and of one of them the id and a part of its text.
EXPECTED = [
    (ENTREZ + "pubmed1.xml", 2, "doi:10.1016/0005-2795(76)90109-4", "low-spin (S = 1/2) heme"),
    (ENTREZ + "pubmed2.xml", 2, "doi:10.1006/cryo.2001.2328", "(P < 0.001)"),
    (ENTREZ + "pubmed4.xml", 1, "doi:10.1136/gutjnl-2016-312510", "OR 1.72; 95% CI 1.07 to 2.78"),
    (ENTREZ + "pubmed5.xml", 1, "doi:10.1136/oemed-2017-104431", "TSH >4.5 mIU/L"),
    (ENTREZ + "pubmed6.xml", 1, "doi:10.3389/fphys.2018.01034", "V.O2max"),
    (ENTREZ + "pubmed7.xml", 1, "doi:10.1117/1.jmi.5.2.026002", "inhaled 3He/129Xe"),
    (ENTREZ + "efetch_pmc.xml", 1, "doi:10.1183/23120541.50193-2021", ""),
    (MEDLINE + "pubmed_result1.txt", 1, "pmid:12230038", "customised pipelines"),
    (MEDLINE + "pubmed_result2.txt", 4, "doi:10.1186/1471-2105-7-10", "'ground truth'"),
    (MEDLINE + "pubmed_result3.txt", 1, "doi:10.1118/1.4748329", "1.35 x 10(7) Wm(3)"),
]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> tarfile.TarFile:
    """The source distribution, which is downloaded and not kept: the wheel has no samples."""
    folder = tmp_path_factory.mktemp("biopython")
    command = ("pip", "download", "--quiet", "--no-deps", "--no-binary", "biopython", SOURCE)
    done = subprocess.run(
        [sys.executable, "-m", *command, "--dest", str(folder)], capture_output=True, text=True
    )
    found = list(Path(folder).glob("biopython-*.tar.gz"))
    if done.returncode or not found:
        pytest.skip(f"the package index gave no {SOURCE}: {done.stderr.strip()[-200:]}")
    return tarfile.open(found[0])


def test_every_sample_is_read(source: tarfile.TarFile) -> None:
    """Without a refusal, each document with its identifier and the text that others mangle."""
    with source:
        for path, count, doc_id, part in EXPECTED:
            member = source.extractfile(path)
            assert member is not None
            found = list(read_bytes(path, member.read()))
            documents = {entry.id: entry for entry in found if isinstance(entry, Document)}
            assert len(documents) == len(found) == count, path
            assert part in documents[doc_id].text, path
            assert all(entry.title and entry.published for entry in documents.values()), path
