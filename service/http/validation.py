"""Validation: what pydantic finds wrong with a request, in plain English."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel

from seeds.field import shown

_SHOWN = 60
_REASONS = {
    "missing": "is missing",
    "extra_forbidden": "is not a known field",
    "value_error": "{error}",
    "string_type": "must be text, not {value}",
    "bool_type": "must be true or false, not {value}",
    "int_type": "must be a whole number, not {value}",
    "int_parsing": "must be a whole number, not {value}",
    "float_parsing": "must be a number, not {value}",
    "bool_parsing": "must be true or false, not {value}",
    "list_type": "must be a list, not {value}",
    "dict_type": "must be a JSON object, not {value}",
    "model_type": "must be a JSON object, not {value}",
    "none_required": "must be null or left out, not {value}",
    "literal_error": "must be {expected}, not {value}",
    "greater_than": "must be more than {gt:,}, not {value}",
    "greater_than_equal": "must be at least {ge:,}, not {value}",
    "less_than_equal": "must be at most {le:,}, not {value}",
    "too_short": "must not be an empty list",
    "too_long": "has {actual_length:,} entries; at most {max_length:,} are taken at a time",
    "string_unicode": "holds half a character (a lone surrogate): take it out",
    "string_too_short": "must not be empty",
    "string_too_long": "has {length:,} characters; at most {max_length:,} are taken",
}


@dataclass(frozen=True, slots=True)
class FieldFault:
    """What is wrong with a field; the reason goes on a sentence that begins with the field."""

    field: str
    reason: str


def field_faults(
    errors: Iterable[Mapping[str, Any]], model: type[BaseModel] | None = None
) -> list[FieldFault]:
    """What pydantic's errors say; `model`, where given, tells the nearest right field."""
    return [
        FieldFault(_field(error["loc"]), f"{_reason(error)}{_remedy(error, model)}")
        for error in errors
    ]


def _field(location: Sequence[str | int]) -> str:
    name = ""
    for step in location:
        name += f"[{step}]" if isinstance(step, int) else f".{step}" if name else step
    return name[:_SHOWN] or "the body"


def _reason(error: Mapping[str, Any]) -> str:
    value = error["input"]
    return _REASONS.get(error["type"], "cannot be used: {message}").format(
        value=shown(value),
        message=error["msg"],
        length=len(value) if isinstance(value, str) else 0,
        **error.get("ctx", {}),
    )


def _remedy(error: Mapping[str, Any], model: type[BaseModel] | None) -> str:
    if error["type"] != "extra_forbidden" or model is None:
        return ""
    known = list(_model_at(model, error["loc"][:-1]).model_fields)
    near = get_close_matches(str(error["loc"][-1]), known, n=1)
    return f" (did you mean {near[0]}?)" if near else f" (known: {', '.join(known)})"


def _model_at(model: type[BaseModel], location: Sequence[str | int]) -> type[BaseModel]:
    for step in location:
        if isinstance(step, str):
            model = _model_in(model.model_fields[step].annotation) or model
    return model


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for one in get_args(annotation) if (found := _model_in(one))), None)
