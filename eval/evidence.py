"""Evidence: how often the rules read a study's type, size and species as a reader does.

`python -m eval.evidence DATASET` takes the abstracts of a data set in BEIR's layout. Study type
and sample size are measured against labels made by hand (`data/evidence_guide.md` tells how, and
which half the rules were written on); species against the MeSH terms in the corpus, which the
rules do not see, beside the constant answer "human".
"""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from eval.interval import Measure, measured, share
from seeds.appraisal import evidence_of
from seeds.document import Document
from seeds.evidence import Evidence
from seeds.species import HUMAN

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
    """The figures of a corpus: study type and sample size on one half, species on the whole."""
    found = {str(row["_id"]): evidence_of(_document(row)) for row in corpus}
    labelled = [
        (label, found[name])
        for name, label in known.items()
        if label.split == split and name in found
    ]
    return {**_by_label(labelled), **_by_index(list(_indexed(corpus, found)))}


def report(figures: Mapping[str, Measure]) -> str:
    """The figures, one a line."""
    return "\n".join(
        f"{name:32} {figure.value:.3f}  [{figure.low:.3f}, {figure.high:.3f}]"
        for name, figure in figures.items()
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of a data set; 2 where it cannot be measured."""
    parser = argparse.ArgumentParser(prog="anagen-eval evidence", description=__doc__)
    parser.add_argument("dataset", type=Path, metavar="DATASET")
    parser.add_argument("--split", choices=("develop", "held_back"), default="held_back")
    parser.add_argument("--json", action="store_true", help="print JSON and nothing else")
    options = parser.parse_args(arguments)
    file: Path = options.dataset / "corpus.jsonl"
    known = labels()
    try:
        corpus = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        figures = measures(corpus, known, options.split)
    except OSError as error:
        return _refused(f"{file} cannot be read ({error.strerror}): name a folder that holds it")
    except ValueError as error:
        return _refused(f"{file}: {error}")
    if options.json:
        print(json.dumps(_json(options.dataset, options.split, known, figures), ensure_ascii=False))
    else:
        print(report(figures))
    return 0


def _refused(reason: str) -> int:
    print(reason, file=sys.stderr)
    return 2


def _json(
    dataset: Path, split: Split, known: Mapping[str, Label], figures: Mapping[str, Measure]
) -> dict[str, object]:
    return {
        "command": "evidence",
        "dataset": dataset.name,
        "system": "rules",
        "split": split,
        "queries": sum(label.split == split for label in known.values()),
        "measures": {name: asdict(figure) for name, figure in figures.items()},
    }


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


if __name__ == "__main__":
    sys.exit(main())
