"""What tests of several rooms share."""

import pytest

from embeddings.transformer import SentenceTransformerEncoder


@pytest.fixture(scope="session")
def encoder() -> SentenceTransformerEncoder:
    """The default encoder, its weights loaded once."""
    return SentenceTransformerEncoder()
