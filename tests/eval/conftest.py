"""What tests of measuring share: a small data set, and the command run in this process."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from eval.command import main


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The object on standard output."""
        values: dict[str, Any] = json.loads(self.out)
        return values


TEXTS = {
    "m": ("Minoxidil", "Minoxidil raised hair density in 40 men. Twelve had itching of the scalp."),
    "f": ("Finasteride", "Finasteride slowed hair loss in men. Libido fell in some of them."),
    "e": ("Exosomes", "Exosomes of stem cells helped hair follicles of mice to grow."),
    "p": ("Psoriasis", "Cell therapy eased severe psoriasis in a phase 1 trial of nine patients."),
    "i": ("IL-6", "Interleukin 6 was higher in the blood of patients with sepsis."),
    "a b": ("Asthma", "Inhaled budesonide lowered the rate of asthma attacks in children."),
}
QUERIES = {
    "1": "Does minoxidil raise hair density?",
    "2": "What slows the loss of hair in men?",
    "3": "Do exosomes make hair grow?",
    "4": "Is interleukin 6 higher in sepsis?",
    "5": "Does budesonide lower the rate of asthma attacks?",
    "unjudged": "What eases psoriasis?",
}
QRELS = [("1", "m", 2), ("1", "f", 1), ("2", "f", 1), ("3", "e", 1), ("4", "i", 1), ("5", "a b", 1)]


def write_dataset(
    folder: Path,
    texts: Mapping[str, tuple[str, str]] = TEXTS,
    queries: Mapping[str, str] = QUERIES,
    qrels: Sequence[tuple[str, str, int]] = QRELS,
) -> Path:
    """A folder in BEIR's layout."""
    (folder / "qrels").mkdir(parents=True)
    documents = [{"_id": n, "title": title, "text": text} for n, (title, text) in texts.items()]
    asked = [{"_id": name, "text": text} for name, text in queries.items()]
    for name, rows in (("corpus", documents), ("queries", asked)):
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    judged = "".join(f"{query}\t{name}\t{grade}\n" for query, name, grade in qrels)
    file = folder / "qrels" / "test.tsv"
    file.write_text(f"query-id\tcorpus-id\tscore\n{judged}", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that tests share."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def write() -> Callable[..., Path]:
    """Writes a folder in BEIR's layout."""
    return write_dataset


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """Six documents, six queries, and judgements for five of them."""
    return write_dataset(tmp_path / "tiny")


@pytest.fixture
def evaluate(capsysbinary: pytest.CaptureFixture[bytes], cache: Path) -> Callable[..., Ran]:
    """Runs `anagen-eval` in this process, with the shared cache."""

    def command(*arguments: str | Path) -> Ran:
        given = [str(argument) for argument in arguments]
        if (
            given[0] in ("retrieval", "answers", "abstain", "conversations")
            and "--cache" not in given
        ):
            given += ["--cache", str(cache)]
        code = main(given)
        out, err = capsysbinary.readouterr()
        return Ran(code, out.decode(), err.decode())

    return command
