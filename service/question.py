"""The question: text as a user typed it, checked at the door."""

import unicodedata

from service.error import InputError

LONGEST_QUESTION = 4_000
"""Code points: some 600 words, more than any encoder's window takes."""

_SPACES = frozenset("\t\n\v\f\r\x85")


def checked_question(text: str) -> str:
    """The question with white space at its ends removed and nothing else changed.

    Raises `InputError` where it is empty, longer than `LONGEST_QUESTION`, or holds control
    characters other than white space.
    """
    question = text.strip()
    if len(question) > LONGEST_QUESTION:
        raise InputError(
            f"The question has {len(question):,} characters; at most {LONGEST_QUESTION:,} are read."
            " Ask something shorter; to add a text as a document, ingest it."
        )
    for at, character in enumerate(question):
        if unicodedata.category(character) in ("Cc", "Cs") and character not in _SPACES:
            raise InputError(
                f"The question holds the control character U+{ord(character):04X} at character"
                f" {at + 1}. Remove it and ask again."
            )
    if not any(character.isalnum() for character in question):
        raise InputError("The question is empty: it holds no letter and no digit. Ask in words.")
    return question
