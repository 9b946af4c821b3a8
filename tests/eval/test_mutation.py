"""Mutants: what is made of sentences for measuring the guard."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from eval.mutation import (
    MUTATIONS,
    VARIANTS,
    Change,
    beings,
    entities,
    faithful,
    mutant_cases,
    wording,
)
from eval.mutation import numbers as number_changes
from eval.mutation.naming import Names
from eval.mutation.source import Source

Evaluate = Callable[..., Any]

NAMES = Names(("cetuximab", "metoprolol"), ("IL-6", "TP53"))
ABSTRACT = (
    "METHODS: Forty-two women with asthma were given 20 mg of budesonide orally for 12 weeks.",
    "RESULTS: The rate of attacks fell to 35% in the budesonide group and to 52% in the others.",
    "Attacks were significantly less frequent in women who smoked (p<0.001; 95% CI 1.20-3.41).",
    "CONCLUSIONS: Budesonide may reduce the rate of attacks in women with asthma of any grade.",
)


def source(sentence: str, *others: str, names: Names = NAMES) -> Source:
    """A sentence of an abstract."""
    evidence = (sentence, *others)
    return Source("d/1#0", "d/1", sentence, evidence, " ".join(evidence), names)


def made(change: Change, sentence: str, *others: str) -> set[str]:
    """All that chance makes of a sentence in fifty draws."""
    draws = (np.random.default_rng(seed) for seed in range(50))
    found = {change(source(sentence, *others), draw) for draw in draws}
    return {text for text in found if text is not None}


@pytest.mark.parametrize(
    ("change", "sentence", "expected"),
    [
        (number_changes.transposed, "Of all, 35% died.", "Of all, 53% died."),
        (number_changes.unit, "They took 5 mg of it.", "They took 5 g of it."),
        (number_changes.time, "It took 5 minutes.", "It took 5 hours."),
        (
            number_changes.time,
            "It fell after the treatment.",
            "It fell before the treatment.",
        ),
        (number_changes.dose, "It was given orally.", "It was given intravenously."),
        (number_changes.statistic, "It rose (p<0.05).", "It rose (p=0.38)."),
        (number_changes.exchanged, "It was 35% vs 20%.", "It was 20% vs 35%."),
        (wording.direction, "The rate increased.", "The rate decreased."),
        (
            wording.difference,
            "There was no significant difference.",
            "There was a significant difference.",
        ),
        (wording.difference, "The groups did not differ.", "The groups differed significantly."),
        (wording.negation, "It was found there.", "It was not found there."),
        (wording.negation, "It did not change.", "It did change."),
        (wording.hedge, "This suggests that rest may help.", "This proves that rest helps."),
        (wording.hedge, "Statins may be harmful.", "Statins are harmful."),
        (
            wording.cause,
            "It was associated with higher risk.",
            "It directly caused higher risk.",
        ),
        (beings.species, "It was seen in mice.", "It was seen in patients."),
        (beings.population, "It was seen in women.", "It was seen in men."),
        (entities.name, "They took atenolol.", "They took cetuximab."),
        (entities.name, "Its target is IL-8.", "Its target is TP53."),
        (
            entities.comparator,
            "It was higher in the men than in the women.",
            "It was higher in the women than in the men.",
        ),
        (entities.comparator, "It was better than placebo.", "It was better than aspirin."),
        (entities.addition, "It helped.", "It helped, mainly among smokers."),
    ],
)
def test_one_thing_is_told_wrongly(change: Change, sentence: str, expected: str) -> None:
    """Each kind of mutation, among what chance makes of a sentence."""
    assert expected in made(change, sentence)


@pytest.mark.parametrize(
    ("change", "sentence", "others"),
    [
        # What may be true all the same:
        (number_changes.number, "More than 50 patients came.", ()),
        (number_changes.transposed, "Of all, 35% died.", ("Of others, 53% died.",)),
        (number_changes.exchanged, "It ranged from 20% to 35%.", ()),
        (wording.direction, "It did not increase.", ()),
        (wording.direction, "It increased or decreased.", ()),
        (wording.hedge, "It may help, but this is unclear.", ()),
        (beings.population, "It was seen in women.", ("Men had it too.",)),
        (entities.name, "They took atenolol.", ("Cetuximab and metoprolol did the same.",)),
        (entities.neighbour, "IL-6 was blocked.", ("So was IL-6R.",)),
        # What is no number of its own:
        (number_changes.number, "IL-6 and COVID-19 in 2020.", ()),
        (number_changes.unit, "It fell by 5 mm Hg.", ()),
        (wording.direction, "The lower leg hurt.", ()),
    ],
)
def test_what_might_be_true_all_the_same_is_not_made(
    change: Change, sentence: str, others: Sequence[str]
) -> None:
    """Nor what the rest of the abstract says."""
    assert not made(change, sentence, *others)


@pytest.mark.parametrize(
    ("change", "sentence", "others", "expected"),
    [
        (faithful.shorter, "It fell (p<0.05).", (), "It fell."),
        (faithful.shorter, "However, all of it fell.", (), "All of it fell."),
        (
            faithful.spelled_out,
            "The rate of MI fell.",
            ("Myocardial infarction (MI) is common.",),
            "The rate of Myocardial infarction fell.",
        ),
        (faithful.rewritten, "Only 35% of 6 patients vs. 3.", (), None),
    ],
)
def test_variants_keep_what_is_said(
    change: Change, sentence: str, others: Sequence[str], expected: str | None
) -> None:
    """With less, or written another way."""
    assert made(change, sentence, *others) == {
        expected or "Only 35 percent of six patients versus 3."
    }


def write_corpus(folder: Path) -> Path:
    """A data set of thirty abstracts, the numbers in each its own."""
    folder.mkdir()
    rows = []
    for at in range(30):
        text = " ".join(ABSTRACT).replace("35%", f"{31 + at}%").replace("20 mg", f"{20 + at} mg")
        rows.append(json.dumps({"_id": str(at), "title": "", "text": text}))
    (folder / "corpus.jsonl").write_text("\n".join(rows), encoding="utf-8")
    return folder


def test_mutants_come_with_their_evidence_and_beside_faithful_sentences(tmp_path: Path) -> None:
    """The sentence and those around it; the unchanged sentence is a faithful case of its own."""
    cases = mutant_cases([write_corpus(tmp_path / "set")])
    kinds = {case.kind for case in cases}
    assert {"digits transposed", "dose or route", "population", "hedge", "verbatim"} <= kinds
    for case in cases:
        assert case.faithful == (case.kind in {"verbatim", *VARIANTS})
        assert 2 <= len(case.evidence) <= 3
        stands = any(case.sentence in one for one in case.evidence)
        assert stands == (case.kind == "verbatim") or case.kind == "shorter"
    assert {case.kind for case in cases if not case.faithful} <= set(MUTATIONS)


def test_the_same_corpus_gives_the_same_mutants(tmp_path: Path, evaluate: Evaluate) -> None:
    """From ids and a seed; the command prints them as cases that can be measured."""
    folder = write_corpus(tmp_path / "set")
    cases = mutant_cases([folder])
    assert mutant_cases([folder]) == cases
    lines = evaluate("mutants", folder).out.splitlines()
    assert [json.loads(line)["sentence"] for line in lines] == [case.sentence for case in cases]
    assert set(json.loads(lines[0])) == {"sentence", "evidence", "faithful", "kind"}


def test_a_corpus_without_sentences_to_change_is_refused(
    tmp_path: Path, evaluate: Evaluate
) -> None:
    """A measure of nothing is none; a missing corpus is named."""
    (tmp_path / "corpus.jsonl").write_text('{"_id": "1", "title": "", "text": "No."}')
    assert "No sentence of the corpora can be mutated" in evaluate("mutants", tmp_path).err
    assert "corpus.jsonl cannot be read" in evaluate("mutants", tmp_path / "nowhere").err
