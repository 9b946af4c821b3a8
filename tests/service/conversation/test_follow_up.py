"""A follow-up question stands on its own by rule; one that stands already is left as it is."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.conversation.follow_up import standalone
from service.conversation.words import words_in
from service.question import LONGEST_QUESTION

EXOSOMES = "Do exosomes help patients with acquired trichorrhexis nodosa?"
GROWTH = "Do exosomes help hair growth?"
PSORIASIS = "What is psoriasis?"
ASPIRIN = "Does aspirin prevent stroke?"


@pytest.mark.parametrize(
    ("first", "question", "expected"),
    [
        (
            EXOSOMES,
            "And what about side effects?",
            "What about side effects of exosomes for patients with acquired trichorrhexis nodosa?",
        ),
        (
            EXOSOMES,
            "How many patients?",
            "About exosomes for patients with acquired trichorrhexis nodosa: how many patients?",
        ),
        (GROWTH, "Who wrote it?", "About exosomes for hair growth: who wrote it?"),
        (GROWTH, "Are they safe?", "Are exosomes for hair growth safe?"),
        (GROWTH, "How long?", "About exosomes for hair growth: how long?"),
        (GROWTH, "Is minoxidil better?", "About exosomes for hair growth: is minoxidil better?"),
        (
            GROWTH,
            "Were there any adverse events?",
            "About exosomes for hair growth: were there any adverse events?",
        ),
        (PSORIASIS, "How is it treated?", "How is psoriasis treated?"),
        (PSORIASIS, "how is this disease treated?", "How is psoriasis treated?"),
        (PSORIASIS, "What are the symptoms?", "About psoriasis: what are the symptoms?"),
        (ASPIRIN, "Why?", "About aspirin to prevent stroke: why?"),
        (ASPIRIN, "dosage", "What about dosage of aspirin to prevent stroke?"),
        (ASPIRIN, "Tell me more", "About aspirin to prevent stroke: tell me more?"),
        (
            ASPIRIN,
            "What else prevents it?",
            "About aspirin to prevent stroke: what else prevents it?",
        ),
        (ASPIRIN, "And clopidogrel?", "About aspirin to prevent stroke: what about clopidogrel?"),
        (
            "Does chemotherapy cause hair loss?",
            "Is it reversible?",
            "Is hair loss caused by chemotherapy reversible?",
        ),
        (
            "Tell me about exosomes for hair loss.",
            "How are they given?",
            "How are exosomes for hair loss given?",
        ),
        (
            "Which vesicles improved skin in chronic graft-versus-host disease?",
            "From which cells do they come?",
            "About which vesicles improved skin in chronic graft-versus-host disease:"
            " from which cells do they come?",
        ),
    ],
)
def test_what_a_question_leaves_out_is_put_in(first: str, question: str, expected: str) -> None:
    """Pronouns, "what about …", bare phrases and questions with a word or two are completed."""
    assert standalone(question, [first]) == expected


@pytest.mark.parametrize(
    ("first", "question", "expected"),
    [
        ("Do exosomes work in humans?", "in mice?", "Do exosomes work in mice?"),
        (
            "Do exosomes work in patients with PCOS?",
            "And children?",
            "Do exosomes work in children with PCOS?",
        ),
        ("Do exosomes work?", "in mice?", "Do exosomes work in mice?"),
        (
            "Is minoxidil effective for alopecia?",
            "What about amiloride?",
            "About minoxidil for alopecia: what about amiloride?",
        ),
        (
            "Is minoxidil effective for alopecia?",
            "What about finasteride?",
            "Is finasteride effective for alopecia?",
        ),
        ("Does IL-6 rise after surgery?", "And IL-10?", "Does IL-10 rise after surgery?"),
        ("How is PCOS treated?", "And psoriasis?", "How is psoriasis treated?"),
        (
            "What are the treatments for PCOS?",
            "and for psoriasis?",
            "What are the treatments for psoriasis?",
        ),
        ("Did hair grow after 3 months?", "after a year?", "Did hair grow after a year?"),
        (
            "Is minoxidil effective for androgenetic alopecia?",
            "compared to finasteride?",
            "Is minoxidil effective for androgenetic alopecia compared to finasteride?",
        ),
    ],
)
def test_a_phrase_takes_the_place_of_its_like(first: str, question: str, expected: str) -> None:
    """Mice after humans, one cytokine after another; what has no like there comes behind."""
    assert standalone(question, [first]) == expected


def test_the_subject_is_carried_through_a_chain() -> None:
    """The second question on its own is what the third rests on."""
    humans = "Do exosomes work in humans?"
    assert standalone("and in rats?", [humans, "in mice?"]) == "Do exosomes work in rats?"
    drugs = ["Is minoxidil effective for alopecia areata?", "compared to anthralin?"]
    assert standalone("What dose?", drugs) == (
        "About minoxidil for alopecia areata compared to anthralin: what dose?"
    )
    effects = [EXOSOMES, "What about side effects?", "thanks!"]
    assert standalone("How common are they?", effects) == (
        "About side effects of exosomes for patients with acquired trichorrhexis nodosa:"
        " how common are they?"
    )
    changed = [EXOSOMES, "How many patients?", PSORIASIS]
    assert standalone("How is it treated?", changed) == "How is psoriasis treated?"


@pytest.mark.parametrize(
    "question",
    [
        "What is trichorrhexis nodosa?",
        "And what is psoriasis?",
        "What is the capital of France?",
        "Does vitamin D prevent falls in older people?",
        "Is it true that aspirin causes bleeding?",
        "Does warfarin prevent stroke because it thins the blood?",
        "Do patients with diabetes think they should take aspirin?",
        "I have a patient with alopecia areata. Is it treatable?",
        "Fast food and obesity in children: are they linked?",
        "Right ventricular failure in pulmonary embolism",
        "Was golimumab tested for diabetes?",
        "polycystic ovary syndrome treatment",
        "Why do those with psoriasis have more depression than those without psoriasis?",
        "List the symptoms of polycystic ovary syndrome.",
        "In melanoma, antibodies against CTLA-4 reinvigorate T cells.",
        "About exosomes for hair growth: how many patients?",
        "Is ES cell therapy safe in psoriasis?",
        "什么是银屑病？",
        "PCOS怎么治疗？",
        "thanks",
        "Ok, great!",
        "?",
    ],
)
def test_a_question_that_stands_on_its_own_is_left_as_it_is(question: str) -> None:
    """Whatever was spoken of before, a new subject is not mixed with it."""
    assert standalone(question, [EXOSOMES, "How many patients?"]) == question


@pytest.mark.parametrize("earlier", [[], ["thanks!"], ["", "ok"], ["Why?"]])
def test_nothing_is_put_in_where_nothing_was_said(earlier: list[str]) -> None:
    """A follow-up question without a conversation is asked as it is."""
    assert standalone("How many patients?", earlier) == "How many patients?"


def test_a_question_sent_as_the_last_turn_too_is_no_turn() -> None:
    """Clients that append the question to the history get the same."""
    asked = standalone("How many patients?", [EXOSOMES])
    assert standalone("How many patients?", [EXOSOMES, "How many patients?"]) == asked


@pytest.mark.parametrize(
    ("first", "question", "expected"),
    [
        ("化疗引起的脱发可以恢复吗？", "多久？", "化疗引起的脱发可以恢复吗：多久？"),
        ("外泌体治疗脱发有效吗？", "在小鼠中呢？", "外泌体治疗脱发有效吗：在小鼠中呢？"),
        ("外泌体治疗脱发有效吗？", "那minoxidil呢？", "外泌体治疗脱发有效吗：那minoxidil呢？"),
        ("Helfen Exosomen?", "Und bei Mäusen?", "Helfen Exosomen: und bei Mäusen?"),
        (
            "L'aspirine prévient-elle les AVC ?",
            "Combien de patients ?",
            "L'aspirine prévient-elle les AVC: combien de patients?",
        ),
        (
            "¿La aspirina previene el ictus?",
            "¿Y en mujeres?",
            "La aspirina previene el ictus: y en mujeres?",
        ),
    ],
)
def test_other_languages_go_on_behind_the_question_before(
    first: str, question: str, expected: str
) -> None:
    """A short question that begins as one that goes on is put behind the earlier one."""
    assert standalone(question, [first]) == expected


def test_a_long_question_is_neither_lost_nor_made_too_long() -> None:
    """What is put in is bounded, and a question that would grow too long is asked as it is."""
    long = "Does " + "exosome " * 800 + "help?"
    assert len(standalone("How many patients?", [long])) < 400
    question = "and " + "mice " * 790
    assert len(standalone(question, [EXOSOMES])) <= LONGEST_QUESTION


@given(st.lists(st.text(max_size=60), max_size=4), st.text(max_size=60))
def test_only_words_of_the_user_are_put_in(earlier: list[str], question: str) -> None:
    """Whatever is said, what comes out has no word that was not said, but for small ones."""
    told = {word.lower() for text in (*earlier, question) for word in words_in(text)}
    asked = standalone(question, earlier)
    small = {"about", "what", "of", "for", "to", "caused", "by", "whether", "as"}
    assert {word.lower() for word in words_in(asked)} <= told | small


@pytest.mark.parametrize(
    "text",
    [
        "it " * 1300,
        "and " * 900,
        "in " * 1300,
        "the a " * 600,
        "ok, " * 900,
        "(" * 3900 + "a",
        "that is " * 490,
    ],
)
def test_strange_text_takes_no_time(text: str) -> None:
    """The rules are linear in the length of what is said."""
    started = perf_counter()
    standalone(text[:3999], [text[:1000]] * 8)
    assert perf_counter() - started < 1
