"""The digest of what an answer depends on besides its collection and encoder."""

import hashlib
import json
from dataclasses import asdict, astuple
from importlib.metadata import version

from service import phrase
from service.confidence import ODDS, SUPPORTING, THRESHOLD
from service.fusion import Weights
from service.retrieval import DEPTH
from service.selection import LIMITS


def settings_digest(weights: Weights) -> str:
    """A digest of everything but the collection and the encoder that an answer depends on."""
    parts = [DEPTH, *astuple(weights), THRESHOLD, SUPPORTING, *map(asdict, LIMITS.values())]
    settings = [version("anagen"), *parts, asdict(phrase.WEIGHTS), asdict(ODDS)]
    return "sha256:" + hashlib.sha256(json.dumps(settings).encode()).hexdigest()
