"""The settings, as one model: each has a default that works."""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from embeddings.transformer import DEFAULT_MODEL
from seeds.collect import europepmc, pubmed
from service.settings.address import Address, BaseAddress, HeaderValue
from service.settings.serve import ServeSettings

PREFIX = "ANAGEN_"
INSIDE = "__"


class LlmSettings(BaseModel):
    """A language model behind an OpenAI-compatible address."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    base_url: Annotated[
        Address | None, Field(description="Where it is: http://127.0.0.1:8080/v1.")
    ] = None
    model: Annotated[str | None, Field(description="The model's name there.")] = None
    api_key: Annotated[HeaderValue | None, Field(description="Its key, if it asks for one.")] = None
    timeout: Annotated[
        float, Field(gt=0, le=600, description="Seconds for all that it does for an answer.")
    ] = 30
    in_flight: Annotated[int, Field(ge=1, le=100, description="Questions put to it at a time.")] = 4


class AnswersSettings(BaseModel):
    """Recent answers, which a service keeps so that they can be read and cited again."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kept: Annotated[int, Field(ge=0, le=100_000, description="How many are kept.")] = 1_000
    seconds: Annotated[
        float, Field(gt=0, le=30 * 24 * 3_600, description="Seconds for which each is kept.")
    ] = 3_600


class Settings(BaseSettings):
    """Each field is set by the variable of its name in capitals with `ANAGEN_` before it.

    A field of a group, such as `llm`, is set by `ANAGEN_LLM__` and its name.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter=INSIDE,
        env_ignore_empty=True,
        frozen=True,
    )

    collection: Annotated[Path, Field(description="The collection's folder.")] = Path(
        "var/collection"
    )
    encoder: Annotated[
        str, Field(description="A sentence-transformers model: a folder, or a name on the hub.")
    ] = DEFAULT_MODEL
    encoder_revision: Annotated[
        str | None, Field(description="The commit of a model on the hub.")
    ] = None
    europepmc_url: Annotated[str, Field(description="Where Europe PMC is.")] = europepmc.ADDRESS
    pubmed_url: Annotated[str, Field(description="Where PubMed is.")] = pubmed.ADDRESS
    ncbi_api_key: Annotated[
        SecretStr | None, Field(description="A key of NCBI, which makes PubMed faster.")
    ] = None
    allow_fetch: Annotated[
        bool, Field(description="Whether `anagen ingest` may fetch addresses.")
    ] = False
    public_url: Annotated[
        BaseAddress | None,
        Field(description="The address that others reach the service at, where that is a proxy's."),
    ] = None
    llm: LlmSettings = LlmSettings()
    answers: AnswersSettings = AnswersSettings()
    serve: ServeSettings = ServeSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment before what the settings are made with, which comes from a file."""
        del settings_cls, dotenv_settings, file_secret_settings
        return env_settings, init_settings
