"""Study types and levels of evidence."""

import pytest

from seeds.appraisal import evidence_of
from seeds.document import Document, Kind
from seeds.evidence import Evidence
from seeds.origin import Field


def evidence(
    text: str,
    *,
    kind: Kind = "abstract",
    title: str | None = None,
    types: tuple[str, ...] = (),
    mesh: tuple[str, ...] = (),
) -> Evidence:
    return evidence_of(
        Document("key:a", kind, text, title=title, publication_types=types, mesh=mesh)
    )


@pytest.mark.parametrize(
    ("types", "study_type"),
    [
        (("Journal Article", "Meta-Analysis", "Systematic Review"), "meta_analysis"),
        (("Systematic Review", "Review"), "systematic_review"),
        (("Randomized Controlled Trial", "Multicenter Study"), "randomised_trial"),
        (("Clinical Trial, Phase II",), "non_randomised_trial"),
        (("Case Reports",), "case_report"),
        (("CaseReport",), "case_report"),
        (("Practice Guideline",), "guideline"),
        (("Clinical Trial Protocol",), "protocol"),
        (("Review",), "review"),
        (("Editorial",), "editorial"),
        (("Clinical Trial, Veterinary",), "animal"),
    ],
)
def test_publication_types_come_first(types: tuple[str, ...], study_type: str) -> None:
    """Whatever the text may look like to our rules."""
    found = evidence("A cross-sectional survey.", types=types)
    assert found.study_type == study_type
    assert found.from_["study_type"] == Field("publication_types")


def test_the_text_says_what_indexers_leave_open() -> None:
    """Trials by chance, systematic reviews, and several case reports."""
    chance = "METHODS: Forty men were randomly assigned to foam or water."
    assert evidence(chance, types=("Clinical Trial",)).study_type == "randomised_trial"
    search = "METHODS: We searched MEDLINE and Embase."
    assert evidence(search, types=("Review",)).study_type == "systematic_review"
    assert evidence("We saw three men.", types=("Case Reports",)).study_type == "case_series"


def test_mesh_terms_come_before_the_text() -> None:
    """Those that name one design only."""
    found = evidence("Forty men were followed up.", mesh=("Humans", "Case-Control Studies"))
    assert found.study_type == "case_control"
    assert found.from_["study_type"] == Field("mesh")


@pytest.mark.parametrize(
    ("title", "study_type"),
    [
        ("Foam for alopecia: a randomized controlled trial", "randomised_trial"),
        ("Foam for alopecia: a systematic review and meta-analysis", "meta_analysis"),
        ("Foam for alopecia: study protocol for a randomised trial", "protocol"),
        ("Exosomes in hair loss: a case series", "case_series"),
        ("Hair loss after birth: a cohort study", "cohort"),
        ("Guidelines for the care of hair", "guideline"),
    ],
)
def test_a_title_that_names_the_design_is_believed(title: str, study_type: str) -> None:
    """Before the words of the text."""
    found = evidence("Hair was measured in 40 men.", title=title)
    assert (found.study_type, found.from_["study_type"]) == (study_type, Field("title"))


@pytest.mark.parametrize(
    ("text", "study_type"),
    [
        (
            "OBJECTIVE: To pool trials. METHODS: We searched PubMed and did a random-effects"
            " meta-analysis. RESULTS: Nine trials with 900 men were included.",
            "meta_analysis",
        ),
        (
            "METHODS: A systematic search of MEDLINE was conducted; 12 articles were read.",
            "systematic_review",
        ),
        ("METHODS: Two hundred men will be randomised to foam or water.", "protocol"),
        (
            "METHODS: Forty women were randomised to foam or placebo, double-blind.",
            "randomised_trial",
        ),
        (
            "METHODS: In a quasi-experimental study 40 nurses took a course on combing. RESULTS:"
            " Scores were higher after the course (P < 0.01).",
            "non_randomised_trial",
        ),
        (
            "METHODS: Twenty rats were randomly assigned to foam or water. RESULTS: Hair grew.",
            "animal",
        ),
        (
            "METHODS: Human dermal papilla cells were cultured with exosomes for 48 hours."
            " RESULTS: Proliferation rose.",
            "in_vitro",
        ),
        (
            "METHODS: A Markov model compared the costs of foam and tablets.",
            "in_silico",
        ),
        (
            "METHODS: Ferritin was measured in 50 women with hair loss and 50 healthy controls."
            " RESULTS: It was lower in cases (P = 0.02).",
            "case_control",
        ),
        (
            "METHODS: A questionnaire was mailed to 400 barbers. RESULTS: The prevalence of hand"
            " eczema was 12%.",
            "cross_sectional",
        ),
        (
            "METHODS: Records of 210 men who underwent transplantation were reviewed"
            " retrospectively. RESULTS: After a median follow-up of 5 years graft survival was"
            " predicted by age (hazard ratio 1.4).",
            "cohort",
        ),
        (
            "METHODS: We retrospectively reviewed 12 patients who underwent scalp surgery."
            " RESULTS: All patients healed. There were no complications.",
            "case_series",
        ),
        (
            "A 36-year-old woman lost her hair after chemotherapy. She was treated with vesicles.",
            "case_report",
        ),
        (
            "METHODS: Semi-structured interviews with 20 women were analysed thematically.",
            "other",
        ),
        ("This review discusses what is known of hair.", "review"),
    ],
)
def test_words_tell_the_design(text: str, study_type: str) -> None:
    """One plain example of each type."""
    assert evidence(text).study_type == study_type


@pytest.mark.parametrize(
    "text",
    [
        "BACKGROUND: Randomised trials have shown that foam works. METHODS: Forty men who used"
        " foam were followed for 5 years; recurrence was compared with 40 who did not.",
        "METHODS: Of 400 randomly selected men seen in 1990, mortality by 2010 was compared.",
    ],
)
def test_what_others_did_is_not_what_was_done(text: str) -> None:
    """A background full of trials makes none, nor does a random sample."""
    assert evidence(text).study_type == "cohort"


def test_a_text_that_says_nothing_of_its_design_has_none() -> None:
    """Null is better than a guess."""
    found = evidence("Hair is made of keratin.")
    assert (found.study_type, found.level, found.sample_size) == (None, None, None)


def test_a_snippet_is_typed_only_where_it_names_its_design() -> None:
    """One sentence hints at much and says little."""
    assert evidence("Patients were followed up.", kind="snippet").study_type is None
    assert evidence("A cohort study found no link.", kind="snippet").study_type == "cohort"
    assert (
        evidence("Vesicles encourage hair growth in mice.", kind="snippet").study_type == "animal"
    )


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("METHODS: We searched MEDLINE for randomised trials; a meta-analysis was done.", 1),
        ("METHODS: We searched MEDLINE for cohort studies in a systematic review.", None),
        ("METHODS: Forty men were randomised to foam or water.", 2),
        ("METHODS: A prospective cohort study of 40 men.", 3),
        ("METHODS: This case series presents three men.", 4),
        ("METHODS: Twenty rats were fed foam.", 5),
        ("METHODS: A cross-sectional study of 40 men.", None),
    ],
)
def test_the_level_is_that_of_the_oxford_centre(text: str, level: int | None) -> None:
    """For questions of treatment; designs that cannot answer one have none."""
    assert evidence(text).level == level
