"""Tests of the parts that sentences play."""

import pytest

from service.role import asks_method, part_of


@pytest.mark.parametrize(
    ("label", "part"),
    [
        ("Background", "background"),
        ("OBJECTIVES", "background"),
        ("Aim of the study", "background"),
        ("Materials and methods", "method"),
        ("Main outcome measures", "method"),
        ("Results", "finding"),
        ("Conclusion", "finding"),
        ("Interpretation", "finding"),
    ],
)
def test_a_label_decides_the_part(label: str, part: str) -> None:
    """A sentence plays the part of the section it stands in, whatever its words."""
    assert part_of("We found that it remains unclear.", label) == part


@pytest.mark.parametrize(
    ("sentence", "part"),
    [
        ("This study aims to evaluate the safety of exosomes.", "background"),
        ("However, there is a paucity of clinical studies.", "background"),
        ("The mechanism remains poorly understood.", "background"),
        ("Vitamin D has been shown to lower the risk of falls.", "background"),
        ("As shown by Smith [12], vitamin D lowers the risk of falls.", "background"),
        ("As previously reported by others, hair density rose.", "background"),
        ("Smith et al. [12] found that hair density rose by 12%.", "background"),
        ("Smith et al. reported a fall of 3%.", "background"),
        ("Hair density rose by 12%, as shown in Table 2.", "finding"),
        ("We found that hair density rose by 12%.", "finding"),
        ("In conclusion, exosomes were safe.", "finding"),
        ("Patients were randomised to drug or placebo.", "method"),
        ("Tiny particles from stem cells help activate hair growth cells.", "finding"),
    ],
)
def test_words_decide_where_there_is_no_label(sentence: str, part: str) -> None:
    """Without a section, cues in the sentence tell its part, and a plain statement is a finding."""
    assert part_of(sentence, None) == part


@pytest.mark.parametrize(
    ("sentence", "part"),
    [
        ("BACKGROUND: Exosomes were safe.", "background"),
        ("OBJECTIVE: To find out what helps.", "background"),
        ("CONCLUSIONS: It remains unclear.", "finding"),
        ("MATERIALS AND METHODS: Exosomes were safe.", "method"),
        ("RESULTS Exosomes were safe.", "finding"),
        ("DNA: Exosomes were safe.", "finding"),
        ("Previous studies have shown that exosomes are safe.", "background"),
        ("Exosomes have been reported to be safe [12].", "background"),
        ("We show that exosomes, as previously reported, are safe.", "finding"),
    ],
)
def test_a_snippet_may_bring_its_label_and_others_work_is_background(
    sentence: str, part: str
) -> None:
    """What a paper reports of other papers is not its own finding."""
    assert part_of(sentence, None) == part


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("How were the exosomes given?", True),
        ("What dose of minoxidil was used?", True),
        ("How often were the injections repeated?", True),
        ("Do exosomes help?", False),
        ("How do exosomes act on hair follicles?", False),
        ("What regrew the hair?", False),
    ],
)
def test_questions_about_how_something_was_done_are_told_apart(question: str, asks: bool) -> None:
    """A question about a procedure or dose wants methods, any other wants findings."""
    assert asks_method(question) is asks
