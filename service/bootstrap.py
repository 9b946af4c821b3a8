"""Where the parts are put together, as the settings say."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from typing import Literal

import httpx

from embeddings.encoder import Encoder
from embeddings.local import LocalCollection
from embeddings.transformer import SentenceTransformerEncoder
from seeds.collect import europepmc, pubmed
from seeds.collect.europepmc import EuropePmc
from seeds.collect.live import LiveService
from seeds.collect.pubmed import PubMed
from seeds.collect.transport import TIMEOUT, Transport
from service.answers import Answers
from service.generation.answering import LanguageModel
from service.generation.endpoint import endpoint
from service.guard import Guard
from service.settings import Settings

ServiceName = Literal["europepmc", "pubmed"]


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


def answers_of(settings: Settings) -> Answers:
    """What keeps recent answers."""
    return Answers(settings.answers.kept, settings.answers.seconds)


@contextmanager
def language_model(settings: Settings, encoder: Encoder) -> Iterator[LanguageModel | None]:
    """The model that the settings name, its connections closed at the end; None without one."""
    llm = settings.llm
    if llm.base_url is None or llm.model is None:
        yield None
        return
    key = llm.api_key.get_secret_value() if llm.api_key else None
    with endpoint(llm.base_url, llm.model, key, llm.in_flight) as generator:
        yield LanguageModel(generator, Guard(encoder), llm.timeout, generator.breaker)


@contextmanager
def live_service(settings: Settings, name: ServiceName) -> Iterator[LiveService]:
    """A service to collect from, its connections closed at the end."""
    agent = f"anagen/{version('anagen')}"
    with httpx.Client(timeout=TIMEOUT, headers={"User-Agent": agent}) as client:
        if name == "europepmc":
            yield EuropePmc(Transport(client, europepmc.PER_SECOND), settings.europepmc_url)
        else:
            key = settings.ncbi_api_key.get_secret_value() if settings.ncbi_api_key else None
            rate = pubmed.PER_SECOND_WITH_KEY if key else pubmed.PER_SECOND
            yield PubMed(Transport(client, rate), settings.pubmed_url, key)
