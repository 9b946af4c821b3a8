"""Bodies: from the bytes of a request to fields that are known and of the types declared."""

import json
from collections.abc import Awaitable, Callable
from email.message import Message
from http import HTTPStatus
from typing import Annotated, NoReturn, TypeVar

from fastapi import Request
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from seeds.field import readable
from service.http.problem import ProblemError, fields_problem
from service.http.validation import field_faults
from service.question import LONGEST_QUESTION

BodyT = TypeVar("BodyT", bound="Body")


class Body(BaseModel):
    """A JSON object; a field that is not declared is refused, and so is one of another type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


_CONTROL = r"\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f"
PRINTABLE = f"^[^{_CONTROL}]*$"
"""The same for programs that read the description."""
READABLE = AfterValidator(readable)
Text = Annotated[str, READABLE, Field(json_schema_extra={"pattern": PRINTABLE})]
"""Text without control characters other than white space, so that it can be kept and shown."""
Words = Annotated[
    str,
    Field(
        json_schema_extra={
            "pattern": rf"^[^{_CONTROL}]*[\p{{L}}\p{{N}}][^{_CONTROL}]*$",
            "minLength": 1,
            "maxLength": LONGEST_QUESTION,
        }
    ),
]
"""A question, which is checked where it is answered."""


def body_of(model: type[BodyT]) -> Callable[[Request], Awaitable[BodyT]]:
    """What reads a request's body as a model, or raises the `ProblemError` that says why not."""

    async def read(request: Request) -> BodyT:
        if content_type(request) != "application/json":
            raise ProblemError(
                HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
                "The body must be JSON and say so. With curl:"
                " -H 'Content-Type: application/json' --data '{…}'",
            )
        values = _json(await request.body())
        try:
            return model.model_validate(values)
        except ValidationError as error:
            raise fields_problem(field_faults(error.errors(), model)) from error

    return read


def content_type(request: Request) -> str:
    """The media type of a request's body, without its parameters; empty where it says none."""
    header = Message()
    header["Content-Type"] = request.headers.get("Content-Type", "")
    return header.get_content_type() if header["Content-Type"] else ""


def _json(data: bytes) -> object:
    if not data.strip():
        raise _malformed("is empty: send a JSON object")
    try:
        values: object = json.loads(
            data.decode("utf-8-sig"), parse_float=_number, parse_constant=_not_json
        )
    except UnicodeDecodeError as error:
        raise _malformed(f"is not UTF-8 at byte {error.start}") from error
    except json.JSONDecodeError as error:
        reason = f"is not JSON: {error.msg} (line {error.lineno}, column {error.colno})"
        raise _malformed(reason) from error
    except RecursionError as error:
        raise _malformed("is nested too deeply") from error
    except ValueError as error:
        raise _malformed("holds a number of too many digits") from error
    return values


def _number(text: str) -> int | float:
    """A number; 10.0 is whole in JSON."""
    number = float(text)
    return int(number) if number.is_integer() else number


def _not_json(constant: str) -> NoReturn:
    raise _malformed(f"is not JSON: it has no {constant}; send null or leave the field out")


def _malformed(reason: str) -> ProblemError:
    return ProblemError(HTTPStatus.BAD_REQUEST, f"The body {reason}.")
