"""Models: the names under which OpenAI's clients ask Anagen."""

from http import HTTPStatus
from typing import Any

from service.anagen import Anagen, Mode
from service.http.problem import ProblemError
from service.http.validation import FieldFault

MODES: dict[str, Mode] = {"anagen": "auto", "anagen-local": "local", "anagen-llm": "llm"}
"""As configured, in the documents' own words, in a language model's."""
_NAMED_AT = 1_763_769_600
"""When the names were given: clients ask when a model was made."""


def model_json(name: str) -> dict[str, Any]:
    """One model in OpenAI's form."""
    return {"id": name, "object": "model", "created": _NAMED_AT, "owned_by": "anagen"}


def model_names(anagen: Anagen) -> list[str]:
    """The models that can be asked: without a language model there is none in its words."""
    return [name for name, mode in MODES.items() if mode != "llm" or anagen.model]


def mode_of(name: str, anagen: Anagen) -> Mode:
    """How a model answers. Raises the `ProblemError` that says which models there are."""
    if name in model_names(anagen):
        return MODES[name]
    missing = (
        "needs a language model, and none is set: set ANAGEN_LLM__BASE_URL and ANAGEN_LLM__MODEL"
        if name in MODES
        else "does not exist"
    )
    known = ", ".join(model_names(anagen))
    detail = f"The model {name[:60]!r} {missing}. Models that can be asked: {known}."
    raise ProblemError(HTTPStatus.NOT_FOUND, detail, errors=[FieldFault("model", missing)])
