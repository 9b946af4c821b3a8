"""Seven studies of mice do not outvote two trials."""

from pathlib import Path

from embeddings.local import LocalCollection
from embeddings.transformer import SentenceTransformerEncoder
from seeds.document import Document
from seeds.evidence import Evidence
from service.anagen import Anagen

STRAINS = ("C57BL/6", "BALB/c", "nude", "aged", "obese", "diabetic", "castrated")
MICE = [
    Document(
        id=f"key:mice{n}",
        kind="abstract",
        title=f"Lorzanib in {strain} mice",
        text=f"Lorzanib was given to {10 + n} {strain} mice for four weeks."
        f" Lorzanib increased hair density in {strain} mice compared with vehicle.",
        evidence=Evidence(study_type="animal", species=("mouse",), sample_size=10 + n),
    )
    for n, strain in enumerate(STRAINS)
]
TRIALS = [
    Document(
        id="key:first",
        kind="abstract",
        title="Lorzanib for androgenetic alopecia: a randomised trial",
        text="In this randomised trial 320 adults received lorzanib or placebo. Lorzanib did not"
        " increase hair density compared with placebo.",
        evidence=Evidence(study_type="randomised_trial", species=("human",), sample_size=320),
    ),
    Document(
        id="key:second",
        kind="abstract",
        title="A second randomised trial of lorzanib",
        text="We randomised 210 women to lorzanib or placebo. There was no difference in hair"
        " density between lorzanib and placebo.",
        evidence=Evidence(study_type="randomised_trial", species=("human",), sample_size=210),
    ),
]


def test_what_trials_say_stands_beside_what_more_studies_of_mice_say(
    tmp_path: Path, encoder: SentenceTransformerEncoder
) -> None:
    """Both are told, each with its design, species and size; how many they are is not."""
    with LocalCollection.open(tmp_path, encoder) as collection:
        collection.add([*MICE, *TRIALS])
        answer = Anagen(collection, encoder).ask("Does lorzanib increase hair density?")
    cited = {citation.document.id for citation in answer.citations}
    assert cited & {document.id for document in MICE}
    assert cited & {document.id for document in TRIALS}
    line = answer.evidence_line or ""
    assert line.startswith("Sources disagree: ")
    assert "(mouse)" in line
    assert "randomised trial, 320 people" in line or "randomised trial, 210 people" in line
    assert "7 animal studies" not in line
