"""Abbreviations: what a text defines, and the text in which both forms stand."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import seeds
from seeds.abbreviation import Abbreviation, definitions, expand

RAW = Path(seeds.__file__).parent / "raw"
EVS = Abbreviation("EVs", "extracellular vesicles")
MSC = Abbreviation("MSC", "mesenchymal stem cell")
MSC_EXO = Abbreviation("MSC-Exo", "MSC-derived exosomes")
GVHD = Abbreviation("GVHD", "graft-versus-host disease")
CASES = st.text(st.sampled_from("()[] \nEVsMC-aecv.,;αİ6"), max_size=60)


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("We studied extracellular vesicles (EVs) here.", "EVs", "extracellular vesicles"),
        ("An extracellular vesicle (EV) is small.", "EV", "extracellular vesicle"),
        ("The role of EVs (extracellular vesicles) is new.", "EVs", "extracellular vesicles"),
        ("graft-versus-host disease (GVHD)", "GVHD", "graft-versus-host disease"),
        ("in chronic host disease (cHD)", "cHD", "chronic host disease"),
        ("Serum interleukin-6 (IL-6) rose.", "IL-6", "interleukin-6"),
        ("the tumor necrosis factor alpha (TNF-α) level", "TNF-α", "tumor necrosis factor alpha"),
        ("the tumor necrosis factor-α (TNF-α) level", "TNF-α", "tumor necrosis factor-α"),
        ("γ-aminobutyric acid (GABA)", "GABA", "γ-aminobutyric acid"),
        ("amyloid β (Aβ) was stained", "Aβ", "amyloid β"),
        ("levels of messenger RNA (mRNA)", "mRNA", "messenger RNA"),
        ("heat shock protein 70 (HSP70)", "HSP70", "heat shock protein 70"),
        ("injected with lipopolysaccharide (LPS)", "LPS", "lipopolysaccharide"),
        ("the mean haemoglobin (Hb)", "Hb", "haemoglobin"),
        ("seen by scanning electron microscopy (SEM) after", "SEM", "scanning electron microscopy"),
        ("acute abdominal aortic aneurysm (AAAA)", "AAAA", "acute abdominal aortic aneurysm"),
        ("and quality of life (QoL) rose", "QoL", "quality of life"),
        ("by the Food and Drug Administration (FDA)", "FDA", "Food and Drug Administration"),
        ("at 60 beats per minute (bpm)", "bpm", "beats per minute"),
        ("an odds ratio (OR = 2.1)", "OR", "odds ratio"),
        ("a confidence interval (CI: 1.2-3.4)", "CI", "confidence interval"),
        ("extracellular vesicles (EVs; 50 nm)", "EVs", "extracellular vesicles"),
        ("extracellular vesicles (“EVs”)", "EVs", "extracellular vesicles"),
        ("extracellular vesicles [EVs]", "EVs", "extracellular vesicles"),
        ("extracellular vesicles（EVs）", "EVs", "extracellular vesicles"),
        ("MSC-derived exosomes (MSC-Exo)", "MSC-Exo", "MSC-derived exosomes"),
        ("5-methylcytosine (5mC)", "5mC", "5-methylcytosine"),
        ("It was new. Body mass index (BMI) fell.", "BMI", "Body mass index"),
    ],
)  # fmt: skip
def test_a_definition_gives_its_short_and_its_long_form(text: str, short: str, long: str) -> None:
    """The long form is the words that the short form stands for, no more and no fewer."""
    assert definitions(text) == (Abbreviation(short, long),)


@pytest.mark.parametrize(
    "text",
    [
        "Numbers were small (n = 3).",
        "The ratio was low (95% CI 1.2-3.4; P = 0.0001).",
        "Hair grew in the first figure (Fig. 2).",
        "Pain fell (P < 0.05).",
        "The trial is new in clinical terms (NCT04123456).",
        "We used saline (USA).",
        "Kits were bought (Qiagen, USA).",
        "Three women (mean age, 36) came.",
        "Mice and rats grew (respectively).",
        "A place below (placebo) was kept.",
        "This was shown in 2004 (Smith 2004).",
        "This was shown (Smith et al., 2004).",
        "It was given twice (b.i.d.).",
        "Doses rose (10 mg/kg).",
        "It has no letters (12).",
        "It has one letter (A).",
        "It has nothing ().",
        "It has no words before it: (EVs)",
        "(EVs)",
        "An EV (EVs)",
        "the EVs (vesicles of any kind)",
        "Vesicles came from outer cells. Violets (EVs) did not.",
        "Here we perform capture of the conformation (Hi-C)",
        "the anastomosis performance (AT)",
    ],
)
def test_other_things_in_brackets_are_no_definitions(text: str) -> None:
    """Statistics, figures, places, citations and remarks define nothing."""
    assert definitions(text) == ()


def test_the_first_definition_wins() -> None:
    """A short form that is defined again, or in the singular, keeps its first long form."""
    text = "extracellular vesicles (EVs), an extracellular vesicle (EV), enteroviruses (EVs)"
    assert definitions(text) == (EVS,)


def test_definitions_come_in_the_order_of_the_text() -> None:
    """A definition may use a short form that was defined before it."""
    text = "A mesenchymal stem cell (MSC) sheds MSC-derived exosomes (MSC-Exo)."
    assert definitions(text) == (MSC, MSC_EXO)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (
            "000_263d6f3a3eed7bf4.txt",
            {
                "ATN": "acquired trichorrhexis nodosa",
                "MSC": "mesenchymal stem cell",
                "SEM": "scanning electron microscopy",
            },
        ),
        (
            "002_7aaa919b2312e4a6.txt",
            {
                "PCIA": "persistent chemotherapy-induced alopecia",
                "EVs": "extracellular vesicles",
                "MSCs": "mesenchymal stromal cells",
            },
        ),
    ],
)
def test_the_seed_pages_define_their_abbreviations(page: str, expected: dict[str, str]) -> None:
    """Each seed page defines three abbreviations, and nothing else is taken for one."""
    text = (RAW / page).read_text(encoding="utf-8")
    assert {found.short: found.long for found in definitions(text)} == expected


@pytest.mark.parametrize(
    ("text", "expanded"),
    [
        ("EVs are small.", "extracellular vesicles (EVs) are small."),
        ("One EV is small.", "One extracellular vesicles (EV) is small."),
        ("Extracellular vesicles are small.", "Extracellular vesicles (EVs) are small."),
        ("An extracellular vesicle is small.", "An extracellular vesicle (EVs) is small."),
        ("EVs and EVs", "extracellular vesicles (EVs) and EVs"),
        ("EV-like bodies", "extracellular vesicles (EV)-like bodies"),
        ("extracellular vesicles (EVs)", "extracellular vesicles (EVs)"),
        ("An extracellular vesicle, or EV", "An extracellular vesicle, or EV"),
        ("extracellular\nvesicles", "extracellular\nvesicles (EVs)"),
        ("evs, SEVs, EVsx, 5EVs and intracellular vesicles", None),
        ("no form at all", None),
        ("", None),
    ],
)
def test_the_form_that_is_missing_is_put_in(text: str, expanded: str | None) -> None:
    """Only where one form stands without the other, at its first occurrence, as it was written."""
    assert expand(text, [EVS]) == (text if expanded is None else expanded)


@pytest.mark.parametrize(
    ("long", "other"),
    [
        ("biopsy", "biopsies"),
        ("biopsies", "biopsy"),
        ("virus", "viruses"),
        ("disease", "diseases"),
        ("mass", "masses"),
        ("graft-versus-host disease", "Graft versus host diseases"),
        ("interleukin-6", "interleukin 6"),
        ("ER+ cell", "ER+ cells"),
    ],
)
def test_long_forms_are_found_in_other_spellings(long: str, other: str) -> None:
    """Plural endings, capitals and hyphens do not hide a long form."""
    assert expand(f"the {other} was", [Abbreviation("XY", long)]).startswith(f"the {other} (XY)")


def test_an_expansion_is_not_expanded() -> None:
    """A short form inside a long form that was put in stays as it is."""
    assert expand("MSC-Exo act.", [MSC, MSC_EXO]) == "MSC-derived exosomes (MSC-Exo) act."


def test_of_nested_forms_the_longest_is_expanded_and_the_other_where_it_is_free() -> None:
    """Forms that lie over each other are not both replaced; a later place is taken instead."""
    assert expand("MSC-Exo of the MSC act.", [MSC, MSC_EXO]) == (
        "MSC-derived exosomes (MSC-Exo) of the mesenchymal stem cell (MSC) act."
    )


def test_a_short_form_within_a_definition_is_expanded() -> None:
    """The definition of one abbreviation may hold another that stands alone there."""
    assert expand("MSC-derived exosomes (MSC-Exo) act.", [MSC, MSC_EXO]) == (
        "mesenchymal stem cell (MSC)-derived exosomes (MSC-Exo) act."
    )


def test_several_abbreviations_are_expanded_at_once() -> None:
    """The order of the abbreviations makes no difference."""
    text = "EVs from the MSC in GVHD"
    expected = (
        "extracellular vesicles (EVs) from the mesenchymal stem cell (MSC) in"
        " graft-versus-host disease (GVHD)"
    )
    assert expand(text, [EVS, MSC, GVHD]) == expand(text, (GVHD, MSC, EVS)) == expected


def test_without_abbreviations_a_text_stays_as_it_is() -> None:
    """Most sentences belong to documents that define nothing."""
    assert expand("EVs (n = 3)", []) == "EVs (n = 3)"


@given(st.text() | CASES)
def test_definitions_are_made_of_the_text(text: str) -> None:
    """Any text can be read, and both forms of what it defines stand in it."""
    for found in definitions(text):
        assert found.short in text
        assert found.long in text


@given(CASES, CASES)
def test_expanding_loses_nothing(definition: str, text: str) -> None:
    """Every character of a text is still there, in order, whatever was defined."""
    known = definitions(f"extracellular vesicles (EVs) {definition}")
    rest = iter(expand(text, known))
    assert all(character in rest for character in text)


@pytest.mark.parametrize("unit", ["(", "(a", "(EVs) ", "a (A", "( ", " ", "((A)", "EV (e v) "])
def test_a_hostile_text_of_half_a_megabyte_comes_back(unit: str) -> None:
    """The work grows with the text and no faster."""
    text = unit * (500_000 // len(unit))
    assert expand(text, definitions(text)).count(unit.strip()) >= 1
