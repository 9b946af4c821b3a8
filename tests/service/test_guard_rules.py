"""The rules of the guard, each with what it catches, what it says, and what it lets through."""

import pytest

from embeddings.transformer import SentenceTransformerEncoder
from service.guard import Guard

_DOSE = "Patients received 500 mg of amoxicillin for 14 days, and 12 of 40 (30%) had diarrhoea."
_TREND = "Drug A reduced mortality (8.1% vs. 12.4%), but it did not change the length of stay."
_THAN = "Pain was lower in the ketamine group than in the morphine group."
_LINK = "Coffee consumption was associated with a lower risk of gout in some women."

_CAUGHT = [
    ("says 50 mg, the evidence 500 mg", "Patients received 50 mg of amoxicillin.", _DOSE),
    ("says 14 weeks, the evidence 14 days", "Amoxicillin was given for 14 weeks.", _DOSE),
    ("says 40%, the evidence 12 of 40", "Diarrhoea occurred in 40% of the patients.", _DOSE),
    ("says 'increased', the evidence 'reduced'", "Drug A increased mortality.", _TREND),
    ("says 'changed', the evidence 'change'", "Drug A changed the length of stay.", _TREND),
    ("other sides of the comparison", _THAN.replace("ketamine", "X").replace("morphine", "ketamine")
     .replace("X", "morphine"), _THAN),
    ("says 'higher with', the evidence 'lower in the'",
     "Pain was higher with ketamine than morphine.", _THAN),
    ("tells of a link only", "Coffee prevents gout in some women.", _LINK),
    ("says 'men', the evidence 'women'",
     "Coffee consumption was associated with a lower risk of gout in some men.", _LINK),
    ("says 'all', the evidence 'some'",
     "Coffee consumption was associated with a lower risk of gout in all women.", _LINK),
    ("names 'infliximab'", "Ten patients with colitis were given infliximab.",
     "Ten patients with colitis were given adalimumab."),
    ("says 'patients', the evidence 'mice'", "Leptin reduced food intake in patients.",
     "Leptin reduced food intake in mice."),
    ("says 'Topical', the evidence 'Oral'", "Topical tacrolimus healed the ulcers.",
     "Oral tacrolimus healed the ulcers."),
    ("leaves out 'may'", "Zinc shortens colds.".replace("Zinc", "Zinc lozenges"),
     "Zinc lozenges may shorten colds."),
    ("numbers of the evidence in another order", "It fell from 24 to 12 in 1998 and 1996.",
     "It fell from 24 to 12 in 1996 and 1998."),
    ("says 'psoriasis', of which the evidence says nothing",
     "Zinc improves psoriasis as well as acne.", "Zinc improves acne."),
    ("says 'Exosomes', of which the evidence says nothing",
     "Exosomes can help with acquired hair loss.",
     "Acquired trichorrhexis nodosa is a common cause of hair loss that heat brings about."),
    ("says 'loss', of which the evidence says nothing",
     "This series presents three patients treated with exosomes for acquired hair loss.",
     "This series presents three patients treated with exosomes for acquired trichorrhexis nodosa"
     " (ATN), a condition characterized by hair shaft abnormalities and breakage."),
    (", of which the evidence says nothing", "Exosomes cure cancer.",
     "Exosomes can help promote hair growth and may treat hair loss."),
    ("says 'death', of which the evidence says nothing", "Exosomes cause death.",
     "Exosomes can help promote hair growth and may treat hair loss."),
    ("says 'keratin', of which the evidence says nothing", "Hair is made of keratin.",
     "Scanning microscopy revealed a remarkable recovery in the hair cuticle layers."),
    ("the evidence found none ('No moderating effect')",
     "Stress moderated the tendency to smoke along with friends.",
     "No moderating effect of stress on the tendency to smoke along with friends was found."),
    ("says 'significantly' of what was not",
     "Mortality was significantly lower with drug B (8% versus 9%).",
     "Mortality was 8% with drug B and 9% with placebo (p = 0.41)."),
    ("tells it the other way than 'inversely associated'",
     "High vitamin D went with a higher risk of stroke.",
     "Vitamin D was inversely associated with the risk of stroke."),
    ("says 4% of what the evidence gives as 19%",
     "Nausea was seen in 4% of children and 19% of adults.",
     "Nausea occurred in 19% of children and in 4% of adults, but vomiting was rare."),
    ("says 'Every', the evidence 'exception'", "Every marker rose in serum.",
     "With one exception, ferritin, all markers rose in serum."),
    ("adds 'and lowered blood pressure'",
     "Walking for an hour every day improved sleep in older adults and lowered blood pressure.",
     "Walking for an hour every day improved sleep in older adults."),
    ("tells of a link only", "Having a dog lowered blood pressure in retired men.",
     "Dog ownership was related to lower blood pressure among retired men."),
    ("compares with 'acupuncture'", "Massage lowered back pain more than acupuncture.",
     "Massage lowered back pain more than exercise did."),
    ("says 2.5 Gy, the evidence 1.4", "The dose was 2.5 Gy lower than planned.",
     "The dose was lower than planned by 1.4 ± 2.5 Gy."),
]  # fmt: skip

_LET_THROUGH = [
    ("Patients received 0.5 g of amoxicillin for two weeks.", _DOSE),
    ("Diarrhoea occurred in 30 per cent of the patients.", _DOSE),
    ("About a third of the patients had diarrhoea.", "Of the patients, 32% had diarrhoea."),
    ("Mortality was lower with drug A.", _TREND),
    ("Drug A had no effect on the length of stay.", _TREND),
    ("Pain was higher in the morphine group than in the ketamine group.", _THAN),
    ("In some women, drinking coffee was linked to a lower risk of gout.", _LINK),
    ("Zinc lozenges might shorten colds.", "Zinc lozenges may shorten colds."),
    ("Surgery and physiotherapy did not differ in how fast people recovered.",
     "No significant difference in recovery was found between surgery and physiotherapy."),
    ("Painkillers taken only on demand eased pain poorly.",
     "The use of analgesics on demand gave poor control of pain."),
    ("Half of the eight children were cured.", "Cure was achieved in four of eight children."),
    ("Falls were twice as frequent with placebo (20%) as with tai chi (10%).",
     "Falls occurred in 10% with tai chi and in 20% with placebo."),
    ("Cortisol was higher after night shifts than after day shifts.",
     "Cortisol was lower following day shifts than following night shifts."),
    ("Odds of stroke were twice as high in smokers.",
     "The odds ratio of stroke in smokers was 2.0."),
    ("One in five patients relapsed within a year.",
     "Relapse occurred in 20% of the patients within 12 months."),
]  # fmt: skip


@pytest.fixture(scope="module")
def guard(encoder: SentenceTransformerEncoder) -> Guard:
    """A guard with the default encoder."""
    return Guard(encoder)


@pytest.mark.parametrize(("reason", "sentence", "evidence"), _CAUGHT)
def test_what_differs_is_named(guard: Guard, reason: str, sentence: str, evidence: str) -> None:
    """A sentence that its evidence does not bear is removed, and the reason names what differs."""
    support = guard.support(sentence, [evidence])
    assert support.label in ("unsupported", "contradicted")
    assert reason in str(support.reason)


@pytest.mark.parametrize(("sentence", "evidence"), _LET_THROUGH)
def test_other_words_for_the_same_are_let_through(
    guard: Guard, sentence: str, evidence: str
) -> None:
    """Converted units, shares, synonyms and turned comparisons say the same."""
    assert guard.support(sentence, [evidence]).label in ("supported", "partial")


def test_a_clause_of_the_evidence_is_supported(guard: Guard) -> None:
    """A part of the evidence that is cut at the borders of clauses is supported as it stands."""
    assert (
        guard.support("Drug A reduced mortality (8.1% vs. 12.4%).", [_TREND]).label == "supported"
    )


def test_two_evidence_sentences_together_support_one(guard: Guard) -> None:
    """What a sentence says may come from several of the sentences that it cites."""
    evidence = ["Drug A was given to 40 children.", "Rash occurred in 3 children."]
    support = guard.support("Of 40 children given drug A, 3 children had a rash.", evidence)
    assert support.label in ("supported", "partial")


def test_another_subject_is_unsupported(guard: Guard) -> None:
    """Evidence about something else supports nothing."""
    evidence = ["The bridge was opened in 1932 and carries eight lanes of traffic."]
    assert guard.support("Leptin reduced food intake in mice.", evidence).label == "unsupported"


@pytest.mark.parametrize(("sentence", "evidence"), [("", ["A."]), ("A.", []), ("A.", [" "])])
def test_nothing_supports_nothing(guard: Guard, sentence: str, evidence: list[str]) -> None:
    """An empty sentence, and one without evidence, are unsupported and say why."""
    support = guard.support(sentence, evidence)
    assert support.label == "unsupported"
    assert support.reason


def test_the_same_question_gets_the_same_answer(guard: Guard) -> None:
    """Asked again, the guard says the same, reason and all."""
    pair = ("Zinc improves psoriasis as well as acne.", ["Zinc improves acne."])
    assert guard.support(*pair) == guard.support(*pair)


@pytest.mark.parametrize(
    "odd", ["x" * 300, "1/0 and 0 of 0", "% (", "than than", "not", "中文 ٣ 🙂"]
)
def test_odd_text_is_judged_all_the_same(guard: Guard, odd: str) -> None:
    """Whatever a model writes, and whatever is cited, gets a label and never an error."""
    for sentence, evidence in ((odd, _TREND), (_TREND, odd), (f"{odd} drug A", f"drug A {odd}.")):
        assert guard.support(sentence, [evidence]).label
