"""Where the parts are put together, as the settings say."""

from embeddings.encoder import Encoder
from embeddings.local import LocalCollection
from embeddings.transformer import SentenceTransformerEncoder
from service.settings import Settings


def encoder_of(settings: Settings) -> SentenceTransformerEncoder:
    """The encoder; its weights are loaded at the first use."""
    return SentenceTransformerEncoder(settings.encoder, settings.encoder_revision)


def new_collection(settings: Settings, encoder: Encoder) -> LocalCollection:
    """The collection, made where there is none."""
    return LocalCollection.open(settings.collection, encoder)


def existing_collection(settings: Settings, encoder: Encoder) -> LocalCollection:
    """The collection. Raises `CollectionError` where there is none."""
    return LocalCollection.existing(settings.collection, encoder)


def re_encoded_collection(settings: Settings, encoder: Encoder) -> LocalCollection:
    """The collection, all its vectors made anew. Raises `CollectionError` where there is none."""
    return LocalCollection.re_encoded(settings.collection, encoder)
