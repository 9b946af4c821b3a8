"""Bodies of OpenAI's API: what is asked, and what of it Anagen takes."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema

from seeds.field import shown
from service.anagen import DEFAULT_TOP_K, LARGEST_TOP_K
from service.answer import Length
from service.http.body import Body
from service.http.compatible.model import MODES
from service.http.filters import FiltersBody

Role = Literal["system", "developer", "user", "assistant", "tool", "function"]


class CompatibleBody(Body):
    """A JSON object; fields that are not declared are passed over, as OpenAI's clients expect."""

    model_config = ConfigDict(extra="ignore")


class Part(CompatibleBody):
    """A part of a message: text, or something that Anagen does not read."""

    type: str
    text: str | None = None


def _parts(value: object) -> object:
    if value is None:
        return []
    if isinstance(value, str):
        return [{"type": "text", "text": value}]
    if isinstance(value, list):
        return value
    raise ValueError(f"must be text or a list of parts, not {shown(value)}")


_PART = {
    "type": "object",
    "properties": {"type": {"type": "string"}, "text": {"type": ["string", "null"]}},
    "required": ["type"],
}
Content = Annotated[
    list[Part],
    BeforeValidator(_parts),
    WithJsonSchema(
        {"anyOf": [{"type": "string"}, {"type": "array", "items": _PART}, {"type": "null"}]}
    ),
]


def _refused(value: object) -> object:
    if value not in (None, {"type": "text"}):
        raise ValueError("must be text or left out: Anagen answers in plain sentences")
    return value


TextOnly = Annotated[
    Any,
    BeforeValidator(_refused),
    WithJsonSchema({"enum": [None, {"type": "text"}]}),
]
"""A form of the reply; whoever needs JSON must hear at once that none will come."""


Tools = Annotated[
    list[Any] | None,
    WithJsonSchema(
        {
            "anyOf": [{"type": "array", "maxItems": 0}, {"type": "null"}],
            "description": "None is called; those that Open WebUI always offers are passed over.",
        }
    ),
]


class AskingBody(CompatibleBody):
    """What both routes take; `filters`, `top_k` and `length` are Anagen's own."""

    model: Annotated[str, Field(json_schema_extra={"enum": list(MODES)})]
    stream: bool | None = None
    tools: Tools = None
    filters: FiltersBody | None = None
    top_k: Annotated[int, Field(ge=1, le=LARGEST_TOP_K)] | None = None
    length: Length | None = None

    @property
    def passages(self) -> int:
        """How many passages are taken into account."""
        return DEFAULT_TOP_K if self.top_k is None else self.top_k
