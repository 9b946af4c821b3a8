"""Sources: sentences of a corpus that can be mutated, each with its evidence."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

from eval.evidence import corpus_of
from eval.mutation.naming import Names, names_of
from seeds.sentence import sentence_spans

T = TypeVar("T")

_LABEL = re.compile(r"^(?:[A-Z][A-Z ,/&()-]{2,70}|[A-Z][a-z]+):\s+(?=[A-Z0-9])")
_LENGTHS = range(50, 321)
# What states no finding and no fact cannot be told wrongly.
_NO_STATEMENT = re.compile(
    r"\?|\b(?:aim|aims|aimed|objective|purpose|hypothes\w+|whether|sought|goal)\b"
    r"|\b(?:was|were|is) to\b"
    r"|^(?:To|We (?:examine|investigate|evaluate|assess|determine)d?)\b|\b(?:see|Table|Figure)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Source:
    """A sentence, those around it in its abstract (itself too), and the names of the corpora.

    `abstract` is all that is known of the abstract: what a mutant says must not stand there.
    """

    key: str
    group: str
    sentence: str
    evidence: tuple[str, ...]
    abstract: str
    names: Names

    def says(self, word: str) -> bool:
        """Whether the abstract has a word, in any case."""
        return (
            re.search(rf"(?<!\w){re.escape(word)}(?!\w)", self.abstract, re.IGNORECASE) is not None
        )


Draw = np.random.Generator


def one_of(options: Sequence[T], draw: Draw) -> T:
    """One of some options, by chance."""
    return options[int(draw.integers(len(options)))]


def sources_of(corpora: Iterable[Path]) -> list[Source]:
    """The sentences of corpora that state something. Raises `InputError` naming a bad line."""
    abstracts = [
        (f"{corpus.parent.resolve().name}/{name}", sentences)
        for corpus in corpora
        for name, sentences in _abstracts(corpus_of(corpus)).items()
    ]
    names = names_of(sentence for _, sentences in abstracts for sentence in sentences)
    return [source for name, sentences in abstracts for source in _sources(name, sentences, names)]


def _abstracts(rows: Iterable[Mapping[str, object]]) -> dict[str, list[str]]:
    """The sentences of each abstract, those of its snippets together, none twice."""
    abstracts: dict[str, list[str]] = {}
    for row in rows:
        metadata = row.get("metadata")
        pmid = metadata.get("pmid") if isinstance(metadata, dict) else None
        text = unicodedata.normalize("NFC", str(row["text"]))
        known = abstracts.setdefault(str(pmid or row["_id"]), [])
        for start, end in sentence_spans(text):
            sentence = text[start:end]
            if not any(sentence in one or one in sentence for one in known):
                known.append(sentence)
    return abstracts


def _sources(name: str, sentences: Sequence[str], names: Names) -> Iterator[Source]:
    abstract = " ".join(sentences)
    for at, whole in enumerate(sentences):
        sentence = _LABEL.sub("", whole)
        if (
            len(sentence) in _LENGTHS
            and (sentence[0].isupper() or sentence[0].isdigit())
            and sentence.endswith(".")
            and not _NO_STATEMENT.search(sentence)
        ):
            around = tuple(sentences[max(0, at - 1) : at + 2])
            yield Source(f"{name}#{at}", name, sentence, around, abstract, names)
