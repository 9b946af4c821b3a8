"""Lexicons: words written in a row."""


def lexicon(listed: str) -> frozenset[str]:
    """The words of a text, each once."""
    return frozenset(listed.split())
