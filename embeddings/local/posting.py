"""Postings: what the lexical index takes of a passage."""

import tantivy

from embeddings.local.store import Row
from embeddings.terms import compounds_of, pairs_of, words_of

TEXTS = ("words", "pairs")
AROUND = "around"
"""The field of a passage's words with those of the passages before and after it."""

_NAMES = ("journal", "kind", "study_type", "species", "language", "status")


def schema() -> tantivy.Schema:
    """The fields of the index."""
    made = tantivy.SchemaBuilder()
    made.add_unsigned_field("key", indexed=True, fast=True)
    made.add_unsigned_field("doc", indexed=True)
    made.add_integer_field("year", indexed=True, fast=True)
    for name in (*TEXTS, AROUND):
        made.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in _NAMES:
        made.add_text_field(name, tokenizer_name="raw", index_option="basic")
    return made.build()


def lexical_words(text: str) -> list[str]:
    """What is looked for of a text: its words, and its compounds written as one."""
    return words_of(text) + compounds_of(text)


def posting_of(row: Row) -> tantivy.Document:
    """What the index takes of a passage, a row of `passages.TEXTS`."""
    key, doc, text, titles, year, kind, language, study_type, species, status, journals, near = row
    words = lexical_words(text)
    there = set(words)
    # Only what the text lacks: its own words keep their weight.
    words += [word for word in lexical_words(titles) if word not in there]
    document = tantivy.Document()
    document.add_unsigned("key", key)
    document.add_unsigned("doc", doc)
    document.add_text("words", " ".join(words))
    document.add_text(AROUND, " ".join(words + lexical_words(near or "")))
    document.add_text("pairs", " ".join(pairs_of(f"{text}\n{titles}")))
    if year is not None:
        document.add_integer("year", year)
    for field, names in zip(
        _NAMES, (journals, kind, study_type, species, language, status), strict=True
    ):
        for name in names.split("\n") if names else ():
            document.add_text(field, name)
    return document
