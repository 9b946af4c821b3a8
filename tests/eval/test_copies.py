"""Tests of finding copies of documents."""

from eval.copies import Corpus
from seeds.document import Document

TEXTS = {
    "drug": ("Minoxidil increased hair density in men with androgenetic alopecia.", "1"),
    "copy": (
        "Minoxidil increased hair density in men with androgenetic alopecia, we report.",
        None,
    ),
    "part": ("Hair density in men.", None),
    "same": ("Vesicles improved the skin of a patient.", "1"),
    "cells": ("Stem cell exosomes regrew hair in mice.", None),
    "empty": ("", None),
}


def test_relevant_documents_their_pmids_and_near_copies_are_copies() -> None:
    """Four fifths of the words of the shorter make a copy, and one PMID a common source."""
    corpus = Corpus(
        Document(id=name, kind="snippet", text=text, pmid=pmid)
        for name, (text, pmid) in TEXTS.items()
    )
    assert corpus.copies(["drug"]) == ("drug", "copy", "part", "same")
    assert corpus.copies(["cells", "unknown"]) == ("cells",)
    assert corpus.copies([]) == ()
