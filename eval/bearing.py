"""Bearing: the weights by which the guard tells a paraphrase from what its evidence does not say.

`python -m eval.bearing CASES --data DIR DATASET` fits a logistic regression to sentences that no
rule of the guard speaks against: the cases of a file, and those made of a data set's ideal answers.
Each sentence of an ideal answer, beside the snippets of its question that are nearest, counts as
borne out (most are); beside another question's, with a word exchanged, or with the end of another
sentence, as not. It prints the weights, and how well such weights part what they were not
fitted to. Neither the file nor the answers may be what the guard is measured on.
"""

import argparse
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from embeddings.encoder import Encoder
from embeddings.transformer import SentenceTransformerEncoder
from embeddings.vector import Vectors
from eval.dataset import Dataset
from eval.evidence import corpus_of
from eval.guard_case import Case, read_cases
from eval.references import read_references
from seeds.formats.beir import beir_id
from seeds.sentence import sentence_spans
from service.guard.bearing import Signs, Weights, signs_of
from service.guard.excerpt import is_excerpt
from service.guard.grounds import grounds_of
from service.guard.guard import RULES
from service.guard.meaning import meaning_of
from service.guard.wording import wording_of

FOLDS = 5
SEED = 5
QUESTIONS = 600
# What is told the wrong way round lacks no word: these are for the rules.
_TURNED = frozenset(
    ["direction", "negation", "significance", "groups swapped", "numbers swapped", "dropped hedge"]
)
_OF_EVERY_CASE = 4.0
_LENGTHS = range(40, 321)
_SNIPPETS = 3
_OFFERED = 25
_END = re.compile(
    r"\b(?:in|with|by|after|because|which|during|through|for|among)\b [^.;()]{15,70}\.$"
)
_WORD = re.compile(r"(?<![\w-])[a-z]{6,}(?![\w-])")


@dataclass(frozen=True, slots=True)
class Sample:
    """A case that no rule speaks against, with the signs of its meaning and a weight."""

    source: str
    signs: Signs
    borne_out: bool
    weight: float


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of an ideal answer, and the question's snippets."""

    sentence: str
    snippets: tuple[str, ...]


def samples(cases: Sequence[Case], source: str, weight: float, encoder: Encoder) -> list[Sample]:
    """The cases that words and rules leave to be judged by meaning."""
    found = []
    for case in cases:
        if is_excerpt(case.sentence, case.evidence) or (not case.faithful and case.kind in _TURNED):
            continue
        sentence, grounds = wording_of(case.sentence), grounds_of(case.sentence, case.evidence)
        if any(next(iter(rule(sentence, grounds)), None) for rule in RULES):
            continue
        signs = signs_of(meaning_of(sentence, grounds, encoder))
        found.append(Sample(source, signs, case.faithful, weight))
    return found


def answer_cases(dataset: Dataset, encoder: Encoder, avoided: frozenset[str]) -> list[Case]:
    """The sentences of ideal answers, borne out by their own snippets, and made not to be."""
    draw = np.random.default_rng(SEED)
    said = list(_said(dataset, avoided))
    order = draw.permutation(len(said))[:QUESTIONS]
    said = [said[at] for at in order]
    vectors = encoder.encode_passages([one.sentence for one in said])
    near = vectors @ vectors.T
    words = sorted({word[0] for one in said for word in _WORD.finditer(one.sentence)})
    vocabulary = dict(zip(words, encoder.encode_passages(words), strict=True))
    found: list[Case] = []
    for at, one in enumerate(said):
        others = [i for i in np.argsort(-near[at])[1:20] if said[i].snippets != one.snippets]
        other = said[others[int(draw.integers(5))]]
        own = _nearest(vectors[at], one.snippets, int(draw.integers(1, _SNIPPETS + 1)), encoder)
        found.append(Case(one.sentence, own, True, "ideal"))
        foreign = tuple(text for text in other.snippets if text not in one.snippets)
        found.append(
            Case(one.sentence, _nearest(vectors[at], foreign, 2, encoder), False, "another's")
        )
        found += (
            Case(text, own, False, kind)
            for kind, text in (
                ("exchanged", _exchanged(one.sentence, own, vocabulary, draw)),
                ("longer", _longer(one.sentence, other.sentence, draw)),
            )
            if text
        )
    return found


def fitted(known: Sequence[Sample]) -> Weights:
    """The weights of a logistic regression; both sides weigh the same."""
    table = np.array([astuple(one.signs) for one in known])
    there = np.array([one.borne_out for one in known])
    weights = np.array([one.weight for one in known])
    for side in (True, False):
        weights[there == side] *= len(known) / 2 / weights[there == side].sum()
    mean, spread = table.mean(axis=0), table.std(axis=0)
    model = LogisticRegression().fit((table - mean) / spread, there, weights)
    slopes = model.coef_[0] / spread
    bias = model.intercept_[0] - slopes @ mean
    return Weights(*(round(float(each), 2) for each in (*slopes, bias)))


def cross_validated(known: Sequence[Sample]) -> dict[str, float]:
    """The AUROC within each source, by weights fitted without a fifth of the samples."""
    odds = np.zeros(len(known))
    for fold in range(FOLDS):
        rest = [one for at, one in enumerate(known) if at % FOLDS != fold]
        *weights, bias = astuple(fitted(rest))
        table = np.array([astuple(one.signs) for one in known[fold::FOLDS]])
        odds[fold::FOLDS] = table @ np.array(weights) + bias
    there: NDArray[np.bool_] = np.array([one.borne_out for one in known])
    sources = np.array([one.source for one in known])
    return {
        str(source): float(roc_auc_score(there[sources == source], odds[sources == source]))
        for source in np.unique(sources)
    }


def main() -> None:
    """Print how many samples there are, their cross-validated AUROC, and the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path, metavar="CASES")
    parser.add_argument("dataset", type=Path, metavar="DATASET")
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("--apart", type=Path, required=True, metavar="MEASURED")
    given = parser.parse_args()
    encoder = SentenceTransformerEncoder()
    measured = frozenset(
        text for case in read_cases(given.apart, given.data) for text in case.evidence
    )
    known = [
        *samples(read_cases(given.cases, given.data), "cases", _OF_EVERY_CASE, encoder),
        *samples(answer_cases(Dataset(given.dataset), encoder, measured), "answers", 1.0, encoder),
    ]
    borne_out = sum(one.borne_out for one in known)
    told = ", ".join(f"{name} {value:.3f}" for name, value in cross_validated(known).items())
    print(
        f"{borne_out:,} borne out, {len(known) - borne_out:,} not; AUROC in {FOLDS} folds: {told}"
    )
    print(fitted(known))


def _said(dataset: Dataset, avoided: frozenset[str]) -> Iterator[Said]:
    """The sentences of the first ideal answer to each question, none on an avoided snippet."""
    rows = corpus_of(dataset.folder / "corpus.jsonl")
    texts = {beir_id(dataset.name, str(row["_id"])): str(row["text"]) for row in rows}
    references = read_references(dataset.folder / "answers.jsonl")
    for query in dataset.queries():
        snippets = tuple(texts[name] for name in sorted(query.relevant) if name in texts)
        if not snippets or any(one in text for text in snippets for one in avoided):
            continue
        ideal = references[query.id][0]
        for start, end in sentence_spans(ideal):
            if end - start in _LENGTHS and ideal[end - 1] == ".":
                yield Said(ideal[start:end], snippets)


def _nearest(
    vector: Vectors, texts: Sequence[str], count: int, encoder: Encoder
) -> tuple[str, ...]:
    near = encoder.encode_passages(texts) @ vector
    return tuple(texts[at] for at in np.argsort(-near)[:count])


def _exchanged(
    sentence: str, evidence: Sequence[str], words: Mapping[str, Vectors], draw: np.random.Generator
) -> str | None:
    """The sentence with a word of the evidence's replaced by one somewhat like it that is not."""
    text = " ".join(evidence)
    places = [word for word in _WORD.finditer(sentence) if word[0] in text]
    if not places:
        return None
    place = places[int(draw.integers(len(places)))]
    old = words[place[0]]
    others = [one for one in words if one not in text and one[:4] != place[0][:4]]
    some = draw.choice(others, _OFFERED)
    new = str(max(some, key=lambda one: float(words[one] @ old)))
    return sentence[: place.start()] + new + sentence[place.end() :]


def _longer(sentence: str, other: str, draw: np.random.Generator) -> str | None:
    """The sentence with the end of another."""
    end = _END.search(other)
    joint = (" ", ", ", " and ")[int(draw.integers(3))]
    return f"{sentence[:-1]}{joint}{end[0]}" if end else None


if __name__ == "__main__":
    main()
