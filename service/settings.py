"""Settings: what the environment may say of how Anagen runs."""

import os
from difflib import get_close_matches
from pathlib import Path

from pydantic import SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from embeddings.transformer import DEFAULT_MODEL
from seeds.collect import europepmc, pubmed
from service.error import InputError

_PREFIX = "ANAGEN_"


class Settings(BaseSettings):
    """Each field is set by the variable of its name in capitals with `ANAGEN_` before it."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX, env_nested_delimiter="__", env_ignore_empty=True, frozen=True
    )

    collection: Path = Path("var/collection")
    encoder: str = DEFAULT_MODEL
    encoder_revision: str | None = None
    europepmc_url: str = europepmc.ADDRESS
    pubmed_url: str = pubmed.ADDRESS
    ncbi_api_key: SecretStr | None = None
    allow_fetch: bool = False


def read_settings(collection: Path | None = None) -> Settings:
    """The settings of the environment, with another collection where one is given.

    Raises `InputError` for a variable `ANAGEN_…` that is no setting, or whose value is none.
    """
    known = [_PREFIX + name.upper() for name in Settings.model_fields]
    for variable in sorted(os.environ):
        if variable.upper().startswith(_PREFIX) and variable.upper() not in known:
            raise InputError(_unknown(variable, known))
    try:
        settings = Settings()
    except ValidationError as error:
        raise InputError(_unsound(error)) from error
    return settings.model_copy(update={"collection": collection}) if collection else settings


def _unsound(error: ValidationError) -> str:
    fault = error.errors()[0]
    variable = _PREFIX + "__".join(map(str, fault["loc"])).upper()
    return f"The environment variable {variable} is no sound setting: {fault['msg']}."


def _unknown(variable: str, known: list[str]) -> str:
    near = get_close_matches(variable.upper(), known, n=1)
    remedy = f"Did you mean {near[0]}?" if near else f"Settings are {', '.join(known)}."
    return f"The environment variable {variable} is no setting of Anagen. {remedy} Or unset it."
