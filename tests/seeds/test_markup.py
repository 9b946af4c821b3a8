"""Text with HTML in it, and the sections of an abstract."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.document import Block
from seeds.markup import abstract_blocks, markup_text, plain_text


def test_white_space_runs_become_one_space_and_nothing_else_changes() -> None:
    """Line ends, tabs, no-break and thin spaces; brackets, numbers and signs stay as they are."""
    printed = " (n\u00a0=\n1200;\t95%\u2009CI 1.2-3.4;  P ≤ 0.0001) [12] "
    assert plain_text(printed) == "(n = 1200; 95% CI 1.2-3.4; P ≤ 0.0001) [12]"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<i>P. acnes</i> and <i>S</i>. <i>aureus</i>", "P. acnes and S. aureus"),
        (
            "CO<sub>2</sub>, IC<sub>50</sub>, CD4<sup>+</sup>, <sup>18</sup>F",
            "CO2, IC50, CD4+, 18F",
        ),
        ("10<sup>6</sup> to 10<sup>-3</sup>, 10<i><sup>−2</sup></i>", "10^6 to 10^-3, 10^−2"),
        ("cm<sup>2</sup>, 2<sup>nd</sup>", "cm2, 2nd"),
        ("<p>One.</p><p>Two.</p>", "One. Two."),
        ("One.<br/>Two.<br>Three.", "One. Two. Three."),
        ("x</p>y", "x y"),
        ("<ul><li>a</li><li>b</li></ul>", "a b"),
        ("<p>a<p>b", "a b"),
        ("a<!-- hidden -->b<script>c</script><style>d</style>", "ab"),
        ('<span class="x" id=y>a</span>', "a"),
        ("<jats:p>a <mml:mi>x</mml:mi></jats:p>", "a x"),
    ],
)
def test_all_text_of_markup_is_kept_and_none_is_glued(markup: str, text: str) -> None:
    """Inline tags join, blocks part, exponents after a digit keep a mark, comments are no text."""
    assert markup_text(markup) == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("P &lt; 0.05 &amp; r &gt; 0.9", "P < 0.05 & r > 0.9"),
        ("&amp;lt;", "&lt;"),
        ("&beta;-cells, 5 &#181;g, &#xB1;2, &ge;&thinsp;3", "β-cells, 5 µg, ±2, ≥ 3"),
        ("&lt;i&gt;P. acnes&lt;/i&gt; &lt; 10&lt;sup&gt;6&lt;/sup&gt;", "P. acnes < 10^6"),
        ("P &lt;i&gt; 5", "P <i> 5"),
        ("R&D, AT&T; &unknown; &", "R&D, AT&T; &unknown; &"),
        ("&#0; &#xD800; &#99999999;", "&#0; &#xD800; &#99999999;"),
        ("10 &#xFFFD; 12 &#65533;", "10 \ufffd 12 \ufffd"),
    ],
)
def test_entities_are_decoded_once(markup: str, text: str) -> None:
    """Named and numeric ones; what is no entity, or none that is a character, stays as printed."""
    assert markup_text(markup) == text


@pytest.mark.parametrize(
    "text", ["P<0.05", "a<b and c>d", "n<p", "IL-6<TNF", "<placebo> group", "5 < x > 3", "a <- b"]
)
def test_what_is_no_known_tag_is_text(text: str) -> None:
    """Less-than signs and words in angle brackets are not lost."""
    assert markup_text(text) == text


SECTIONS = [Block("Background", "Hair falls."), Block("Methods", "We looked. Twice.")]


@pytest.mark.parametrize(
    "markup",
    [
        "<p><strong>Background: </strong>Hair falls.</p><p><b>Methods: </b>We looked. Twice.</p>",
        "<p><b>Background</b>: Hair falls.</p><p><b>Methods</b>： We looked.</p><p>Twice.</p>",
        "<b>Background:</b> Hair falls.<br><b>Methods:</b> We looked.<br/>Twice.",
        "<h4>Background</h4>Hair falls.<h4>Methods</h4><p>We looked.</p><p>Twice.</p>",
        "<p><b>Background</b></p><p>Hair falls.</p><p><b>Methods</b></p><p>We looked. Twice.</p>",
        "<p><b>Back</b><b>ground: </b>Hair falls. <b>Methods: </b>We looked. Twice.</p>",
        "<p>Background: Hair falls.</p>\n<p>Methods: We looked. Twice.</p>",
        "Background: Hair falls. Methods: We looked. Twice.",
        "<jats:title>Background</jats:title><jats:p>Hair falls.</jats:p>"
        "<jats:title>Methods</jats:title><jats:p>We looked. Twice.</jats:p>",
        "<p><b>Background: </b></p><p>Hair falls.</p><em><b>Methods:</b></em> We looked. Twice.",
    ],
)
def test_sections_are_told_however_their_labels_are_set(markup: str) -> None:
    """Bold, headings, lines, colons inside or outside, or a word that is known as a label."""
    assert abstract_blocks(markup) == SECTIONS


@pytest.mark.parametrize(
    "label",
    [
        "Aims",
        "OBJECTIVE",
        "Patients and methods",
        "MAIN OUTCOME MEASURES",
        "Design, setting & participants",
        "Methods/Results",
        "Trial registration",
        "Study design",
        "目的",
        "材料与方法",
    ],
)
def test_printed_labels_of_abstracts_are_known(label: str) -> None:
    """Words that make labels make them in every combination, before either colon."""
    assert abstract_blocks(f"{label}: Text of it.") == [Block(label, "Text of it.")]
    assert abstract_blocks(f"{label}：Text of it.") == [Block(label, "Text of it.")]


@pytest.mark.parametrize(
    "text",
    [
        "Exosomes: a new therapy.",
        "We had two results: hair and scalp.",
        "The methods: see below.",
        "Treatment: 5 mg.",
        "In Results: nothing.",
        "<b>Exosomes</b> are vesicles.",
        "Hair is <b>not: </b>skin.",
        "<b>This whole abstract is bold.</b>",
    ],
)
def test_a_colon_or_bold_alone_makes_no_label(text: str) -> None:
    """Inside a sentence, or with other words, it is text and stays text."""
    assert [block.label for block in abstract_blocks(text)] == [None]


def test_an_unlabelled_abstract_keeps_its_paragraphs() -> None:
    """Each is a block of its own, and one before the first label stays without one."""
    assert abstract_blocks("<p>One.</p><p>Two.</p>") == [Block(None, "One."), Block(None, "Two.")]
    assert abstract_blocks("Intro. Results: Yes.") == [
        Block(None, "Intro."),
        Block("Results", "Yes."),
    ]


def test_sections_without_text_are_left_out() -> None:
    """A label that nothing follows labels nothing."""
    assert abstract_blocks("<p><b>Funding: </b></p>") == []
    assert abstract_blocks("") == []


_MARKUP = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<b>", "</b>", "<br>", "<sup>", "&lt;", "&", "<", "<!--", "-->", ": "]
    )
    | st.text(alphabet="aβ1. <>&;/=\n", max_size=5),
    max_size=30,
).map("".join)


@given(_MARKUP)
def test_any_markup_gives_normal_text(markup: str) -> None:
    """No markup makes it fail, and what comes out has single spaces and no empty block."""
    assert markup_text(markup) == plain_text(markup_text(markup))
    blocks = abstract_blocks(markup)
    assert all(block.text and block.text == plain_text(block.text) for block in blocks)


@given(
    st.lists(st.sampled_from(["hair", "n<p", "P < 0.05", "[12]", "(n = 12)", "a<b and c>d", "R&D"]))
)
def test_words_without_tags_are_never_lost(words: list[str]) -> None:
    """Text that only looks like markup in places comes out as it went in."""
    assert markup_text(" ".join(words)) == " ".join(words)
