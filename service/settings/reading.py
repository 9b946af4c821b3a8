"""Reading the settings: from the environment, and below it from a file."""

import os
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from service.error import InputError
from service.http.validation import field_faults
from service.settings.settings import INSIDE, PREFIX, Settings

CONFIG = f"{PREFIX}CONFIG"
_FILE = Path("anagen.toml")


def read_settings(collection: Path | None = None, config: Path | None = None) -> Settings:
    """The settings of the environment, then of a file, with the collection given, if one is.

    The file is `config`, else what `ANAGEN_CONFIG` names, else `anagen.toml` in the working
    directory where there is one. Raises `InputError` for a variable `ANAGEN_…` or a key of the
    file that is no setting, or whose value is none.
    """
    known = [*variables_of(Settings), CONFIG]
    for variable in sorted(os.environ):
        if variable.upper().startswith(PREFIX) and variable.upper() not in known:
            raise InputError(
                f"The environment variable {variable} is no setting of Anagen."
                f" {_remedy(variable.upper(), known)} Or unset it."
            )
    file = _file(config)
    values = _values(file) if file else {}
    try:
        settings = Settings(**values)
    except ValidationError as error:
        raise InputError(_unsound(error, file)) from error
    if settings.llm.base_url and not settings.llm.model:
        raise InputError(
            "ANAGEN_LLM__BASE_URL is set without ANAGEN_LLM__MODEL: name the model that is served"
            " there, or unset the address."
        )
    return settings.model_copy(update={"collection": collection}) if collection else settings


def variables_of(model: type[BaseModel], prefix: str = PREFIX) -> dict[str, FieldInfo]:
    """The variable of each setting, groups aside, in the order in which they are declared."""
    variables: dict[str, FieldInfo] = {}
    for name, field in model.model_fields.items():
        variable = prefix + name.upper()
        if group := _group(field):
            variables |= variables_of(group, variable + INSIDE)
        else:
            variables[variable] = field
    return variables


def _group(field: FieldInfo) -> type[BaseModel] | None:
    kind = field.annotation
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None


def _file(config: Path | None) -> Path | None:
    named = config or (Path(told) if (told := os.environ.get(CONFIG)) else None)
    if named and not named.is_file():
        option = "--config" if config else CONFIG
        raise InputError(f"{option} names {named}, which is no file: name one, or leave it out.")
    return named or (_FILE if _FILE.is_file() else None)


def _values(file: Path) -> dict[str, Any]:
    try:
        values = tomllib.loads(file.read_text("utf-8-sig"))
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{file} is not UTF-8 at byte {error.start}.") from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{file} is not TOML: {error}.") from error
    _check_names(file, values, Settings)
    return values


def _check_names(
    file: Path, values: Mapping[str, Any], model: type[BaseModel], path: str = ""
) -> None:
    for name, value in values.items():
        field = model.model_fields.get(name)
        if field is None:
            known = [path + other for other in model.model_fields]
            raise InputError(
                f"{file}: {path}{name} is no setting of Anagen. {_remedy(path + name, known)}"
            )
        if group := _group(field):
            if not isinstance(value, dict):
                raise InputError(f"{file}: {path}{name} is a table: write [{path}{name}] above it.")
            _check_names(file, value, group, f"{path}{name}.")


def _unsound(error: ValidationError, file: Path | None) -> str:
    faults = error.errors()
    fault = next((one for one in faults if one["type"] == "extra_forbidden"), faults[0])
    [told] = field_faults([_without_secret(fault)], Settings)
    steps = [str(step).upper() for step in fault["loc"]]
    variables = [PREFIX + INSIDE.join(steps[: n + 1]) for n in range(len(steps))]
    set_by = {name.upper() for name, value in os.environ.items() if value} & {*variables}
    where = f"The environment variable {set_by.pop()}" if set_by else f"{file}"
    return f"{where}: {told.field} {told.reason}."


def _without_secret(fault: ErrorDetails) -> Mapping[str, Any]:
    return {**fault, "input": "…"} if f"{fault['loc'][-1]}".endswith("key") else {**fault}


def _remedy(name: str, known: list[str]) -> str:
    meant = {one.removeprefix(PREFIX): one for one in known}
    bare = name.removeprefix(PREFIX)
    near = [one for one in meant if one.startswith(bare + INSIDE)]
    near = near or get_close_matches(bare, meant, n=1)
    return f"Did you mean {meant[near[0]]}?" if near else f"Settings are {', '.join(known)}."
