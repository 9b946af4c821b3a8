"""Settings: what the environment may say of how Anagen runs."""

import os
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    HttpUrl,
    SecretStr,
    TypeAdapter,
    ValidationError,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from embeddings.transformer import DEFAULT_MODEL
from seeds.collect import europepmc, pubmed
from service.error import InputError

_PREFIX = "ANAGEN_"
_INSIDE = "__"


def _address(text: str) -> str:
    TypeAdapter(HttpUrl).validate_python(text)
    return text


def _base(text: str) -> str:
    """An address that paths are put behind."""
    parts = urlsplit(_address(text))
    if parts.query or parts.fragment or parts.username:
        raise ValueError("an address that paths are put behind has no ?, # or user's name")
    return text.rstrip("/")


def _header_value(secret: SecretStr) -> SecretStr:
    value = secret.get_secret_value()
    if not (value.isascii() and value.isprintable()):
        raise ValueError("a key has no other characters than printable ASCII")
    return secret


class LlmSettings(BaseModel):
    """A language model behind an OpenAI-compatible address such as `http://127.0.0.1:8080/v1`.

    `timeout` is for all that the model does for an answer, in seconds; `in_flight` is how many
    questions it is asked at a time.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    base_url: Annotated[str, AfterValidator(_address)] | None = None
    model: str | None = None
    api_key: Annotated[SecretStr, AfterValidator(_header_value)] | None = None
    timeout: Annotated[float, Field(gt=0, le=600)] = 30
    in_flight: Annotated[int, Field(ge=1, le=100)] = 4


class AnswersSettings(BaseModel):
    """How many recent answers a service keeps, so that they can be cited, and for how long."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kept: Annotated[int, Field(ge=0, le=100_000)] = 1_000
    seconds: Annotated[float, Field(gt=0, le=30 * 24 * 3_600)] = 3_600


class Settings(BaseSettings):
    """Each field is set by the variable of its name in capitals with `ANAGEN_` before it.

    A field of `llm` is set by `ANAGEN_LLM__` and its name, one of `answers` by `ANAGEN_ANSWERS__`.
    `public_url` is the address that others reach the service at, where that is a proxy's.
    """

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX, env_nested_delimiter=_INSIDE, env_ignore_empty=True, frozen=True
    )

    collection: Path = Path("var/collection")
    encoder: str = DEFAULT_MODEL
    encoder_revision: str | None = None
    europepmc_url: str = europepmc.ADDRESS
    pubmed_url: str = pubmed.ADDRESS
    ncbi_api_key: SecretStr | None = None
    allow_fetch: bool = False
    llm: LlmSettings = LlmSettings()
    answers: AnswersSettings = AnswersSettings()
    public_url: Annotated[str, AfterValidator(_base)] | None = None


def read_settings(collection: Path | None = None) -> Settings:
    """The settings of the environment, with another collection where one is given.

    Raises `InputError` for a variable `ANAGEN_…` that is no setting, or whose value is none.
    """
    known = _variables(Settings, _PREFIX)
    for variable in sorted(os.environ):
        if variable.upper().startswith(_PREFIX) and variable.upper() not in known:
            raise InputError(_unknown(variable, known))
    try:
        settings = Settings()
    except ValidationError as error:
        raise InputError(_unsound(error)) from error
    if settings.llm.base_url and not settings.llm.model:
        raise InputError(
            "ANAGEN_LLM__BASE_URL is set without ANAGEN_LLM__MODEL: name the model that is served"
            " there, or unset the address."
        )
    return settings.model_copy(update={"collection": collection}) if collection else settings


def _variables(model: type[BaseModel], prefix: str) -> list[str]:
    names: list[str] = []
    for name, field in model.model_fields.items():
        kind, variable = field.annotation, prefix + name.upper()
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            names += _variables(kind, variable + _INSIDE)
        else:
            names.append(variable)
    return names


def _unsound(error: ValidationError) -> str:
    fault = error.errors()[0]
    variable = _PREFIX + _INSIDE.join(map(str, fault["loc"])).upper()
    return f"The environment variable {variable} is no sound setting: {fault['msg']}."


def _unknown(variable: str, known: list[str]) -> str:
    near = get_close_matches(variable.upper(), known, n=1)
    remedy = f"Did you mean {near[0]}?" if near else f"Settings are {', '.join(known)}."
    return f"The environment variable {variable} is no setting of Anagen. {remedy} Or unset it."
