"""Settings of `anagen serve`: who may ask, how much at a time, and what is told of it."""

import json
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_settings import NoDecode

from service.settings.address import Address

Scope = Literal["read", "write"]


class _Group(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _listed(value: object) -> object:
    """A list as it is written in a variable: with commas or spaces between."""
    return re.split(r"[,\s]+", value.strip()) if isinstance(value, str) else value


def _parsed(value: object) -> object:
    """A list of tables as it is written in a variable: as JSON."""
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError as error:
        raise ValueError(f"must be a JSON list in a variable: {error}") from error


def _matching(pattern: str, what: str) -> AfterValidator:
    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(f"has {text[:60]!r}, which is not {what}")
        return text

    return AfterValidator(check)


def _names_once(keys: tuple["KeySettings", ...]) -> tuple["KeySettings", ...]:
    names = [key.name for key in keys]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise ValueError(f"has the name {twice} twice: give each key a name of its own")
    return keys


Host = Annotated[
    str,
    _matching(
        r"\*|[A-Za-z0-9._-]+|\[[0-9a-fA-F:.]+\]",
        "the name or address of a host, without scheme and port",
    ),
]
Origin = Annotated[
    str, _matching(r"\*|https?://[^/\s*]+", "an origin such as https://app.example.org")
]
KeyName = Annotated[str, _matching(r"[A-Za-z0-9._-]{1,64}", "a name of letters, digits and ._-")]
Rate = Annotated[
    str, _matching(r"[1-9]\d{0,6}/(second|minute|hour|day)", "a rate such as 120/minute")
]
_LISTED = BeforeValidator(_listed)


class KeySettings(_Group):
    """A key as `anagen key NAME` prints it: never the key itself."""

    name: KeyName
    scope: Scope = "read"
    sha256: Annotated[str, _matching(r"[0-9a-f]{64}", "a SHA-256 in 64 hex digits")]


class LimitSettings(_Group):
    """How much is done at a time; what is over it is refused at once, with Retry-After."""

    in_flight: Annotated[
        int, Field(ge=1, le=1_000, description="Questions answered at a time.")
    ] = 16
    queue: Annotated[int, Field(ge=0, le=10_000, description="Questions that wait for that.")] = 32
    wait: Annotated[float, Field(gt=0, le=600, description="Seconds that one waits at most.")] = 5
    budget: Annotated[
        float,
        Field(gt=0, le=3_600, description="Seconds for a question in all, waiting included."),
    ] = 60
    rate: Annotated[
        Rate | None,
        Field(description="Requests with each key, such as 120/minute."),
    ] = None
    drain: Annotated[
        float,
        Field(ge=0, le=3_600, description="Seconds that answers under way have at SIGTERM."),
    ] = 30


class LogSettings(_Group):
    """What is written to standard error, as lines of JSON."""

    level: Annotated[
        Literal["info", "warning"],
        Field(description="info: a line for each request; warning: only what went wrong."),
    ] = "warning"
    questions: Annotated[
        bool, Field(description="Whether a request's line holds the question.")
    ] = False


class ServeSettings(_Group):
    """What only `anagen serve` reads."""

    keys: Annotated[
        tuple[KeySettings, ...],
        NoDecode,
        BeforeValidator(_parsed),
        AfterValidator(_names_once),
        Field(description="Keys of clients; in a variable, a JSON list. `anagen key` makes one."),
    ] = ()
    hosts: Annotated[
        tuple[Host, ...],
        NoDecode,
        _LISTED,
        Field(description="Names by which clients may call it, beside those of loopback; *: any."),
    ] = ()
    origins: Annotated[
        tuple[Origin, ...],
        NoDecode,
        _LISTED,
        Field(description="Web pages that may call it, such as https://app.example.org; *: any."),
    ] = ()
    limits: LimitSettings = LimitSettings()
    log: LogSettings = LogSettings()
    traces: Annotated[
        Address | None,
        Field(description="Where OpenTelemetry traces go: http://127.0.0.1:4318/v1/traces."),
    ] = None
