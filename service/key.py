"""Keys of clients: shown once when they are made, and kept as digests."""

import hashlib
import secrets

_PREFIX = "anagen_"


def new_key() -> str:
    """A key that nobody can guess: 256 random bits."""
    return _PREFIX + secrets.token_urlsafe(32)


def key_digest(key: str) -> str:
    """The SHA-256 of a key, in hex digits. Of random bits, a plain digest tells nothing."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
