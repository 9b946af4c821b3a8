"""Evidence: how often the rules read a study's type, size and species as a reader does.

`anagen-eval evidence DATASET` takes the abstracts of a data set in BEIR's layout. Study type
and sample size are measured against labels made by hand (`data/evidence_guide.md` tells how, and
which half the rules were written on); species against the MeSH terms in the corpus, which the
rules do not see, beside the constant answer "human".
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from eval.interval import Measure, measured, share
from eval.lines import lines_of
from seeds.appraisal import evidence_of
from seeds.document import Document
from seeds.evidence import Evidence
from seeds.species import HUMAN
from service.error import InputError

LABELS = Path(__file__).parent / "data" / "evidence.jsonl"
Split = Literal["develop", "held_back"]


@dataclass(frozen=True, slots=True)
class Label:
    """What a reader found an abstract to be."""

    study_type: str
    sample_size: int | None
    split: str


@dataclass(frozen=True, slots=True)
class Indexed:
    """Whether animals and people are among an abstract's species: by MeSH, and as found."""

    animal: bool
    human: bool
    animal_found: bool
    human_found: bool


def labels(file: Path = LABELS) -> dict[str, Label]:
    """The labels by the abstract's id."""
    rows = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return {row["_id"]: Label(row["study_type"], row["sample_size"], row["split"]) for row in rows}


def measures(
    corpus: Sequence[Mapping[str, object]], known: Mapping[str, Label], split: Split
) -> dict[str, Measure]:
    """The figures of a corpus: study type and sample size on one half, species on the whole.

    Raises `InputError` where no abstract is labelled.
    """
    found = {str(row["_id"]): evidence_of(_document(row)) for row in corpus}
    labelled = [
        (label, found[name])
        for name, label in known.items()
        if label.split == split and name in found
    ]
    return {**_by_label(labelled), **_by_index(list(_indexed(corpus, found)))}


def corpus_of(file: Path) -> list[dict[str, object]]:
    """The lines of a corpus. Raises `InputError` naming one that is none."""
    corpus = []
    for number, line in lines_of(file):
        try:
            row = json.loads(line)
        except ValueError as error:
            raise InputError(f"{file}, line {number} is no JSON: {error}.") from error
        if not isinstance(row, dict) or not {"_id", "title", "text"} <= row.keys():
            raise InputError(f"{file}, line {number} lacks one of _id, title and text.")
        corpus.append(row)
    return corpus


def _document(row: Mapping[str, object]) -> Document:
    # Publication types and MeSH stay out: what is measured is the reading of the text.
    return Document(str(row["_id"]), "abstract", str(row["text"]), title=str(row["title"]) or None)


def _by_label(labelled: Sequence[tuple[Label, Evidence]]) -> dict[str, Measure]:
    stating = [pair for pair in labelled if pair[0].sample_size is not None]
    silent = [pair for pair in labelled if pair[0].sample_size is None]
    return {
        "study type accuracy": measured(
            [label.study_type == found.study_type for label, found in labelled], share
        ),
        "sample size exact": measured(
            [label.sample_size == found.sample_size for label, found in stating], share
        ),
        "sample size null": measured([found.sample_size is None for _, found in silent], share),
    }


def _indexed(
    corpus: Iterable[Mapping[str, object]], found: Mapping[str, Evidence]
) -> Iterable[Indexed]:
    for row in corpus:
        metadata = row.get("metadata")
        terms = metadata.get("mesh", ()) if isinstance(metadata, dict) else ()
        species = set(found[str(row["_id"])].species)
        yield Indexed(
            "Animals" in terms, "Humans" in terms, bool(species - {HUMAN}), HUMAN in species
        )


def _by_index(indexed: Sequence[Indexed]) -> dict[str, Measure]:
    constant = [Indexed(each.animal, each.human, False, True) for each in indexed]
    return {
        "animal F1": measured(indexed, _animal_f1),
        "macro F1": measured(indexed, _macro_f1),
        'animal F1, always "human"': measured(constant, _animal_f1),
        'macro F1, always "human"': measured(constant, _macro_f1),
    }


def _animal_f1(cases: Sequence[Indexed]) -> float:
    return _f1([(case.animal, case.animal_found) for case in cases])


def _macro_f1(cases: Sequence[Indexed]) -> float:
    human = _f1([(case.human, case.human_found) for case in cases])
    return (_animal_f1(cases) + human) / 2


def _f1(pairs: Sequence[tuple[bool, bool]]) -> float:
    """Twice what is there and found, over all that is there and all that is found; else 0."""
    both = sum(there and found for there, found in pairs)
    either = sum(there + found for there, found in pairs)
    return 2 * both / either if either else 0.0
