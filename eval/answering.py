"""Systems that answer: the product's own choice of sentences, and what it is held against."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np

from embeddings.collection import Collection
from embeddings.encoder import Encoder
from service.anagen import Anagen
from service.answer import Length
from service.candidate import Candidate
from service.confidence import Judged
from service.retrieval import Retrieval
from service.selection import Choose, selected

OWN = "local"
_MOST_COPIED = 4


def _copied(
    count: int,
    retrieval: Retrieval,
    _: Sequence[Judged],
    __: Length,
) -> list[Candidate]:
    """The documents of the best-ranked passages as they stand, whatever the question."""
    hits = {hit.document.id: hit for hit in reversed(retrieval.hits) if hit.document.text}
    best = sorted(hits.values(), key=lambda hit: hit.rank)[:count]
    nothing = np.zeros(1, np.float32)
    return [
        Candidate(
            hit=hit,
            start=0,
            end=len(hit.document.text),
            vector=nothing,
            part="finding",
            section=None,
            relevance=hit.score,
            score=hit.score,
        )
        for hit in best
    ]


CHOICES: Mapping[str, Choose] = {
    OWN: selected,
    **{f"copy-{n}": partial(_copied, n) for n in range(1, _MOST_COPIED + 1)},
}
"""What chooses the sentences, by name; `copy-N` copies the N best documents."""

Answering = Callable[[Collection, Encoder], Anagen]


def answering(name: str) -> Answering:
    """What answers every question with what that choice takes of the evidence."""
    return partial(Anagen, abstains=False, choose=CHOICES[name])
