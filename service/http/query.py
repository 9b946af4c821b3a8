"""The query part of an address."""

from collections.abc import Awaitable, Callable
from difflib import get_close_matches

from fastapi import Request

from service.http.problem import fields_problem
from service.http.validation import FieldFault


def only(*known: str) -> Callable[[Request], Awaitable[None]]:
    """What refuses a request with other query parameters than those known, or one twice."""

    async def check(request: Request) -> None:
        names = [name for name, _ in request.query_params.multi_items()]
        faults = [
            FieldFault(name[:60], _unknown(name, known)) for name in names if name not in known
        ]
        faults += [
            FieldFault(name, "is given twice: give it once")
            for name in known
            if names.count(name) > 1
        ]
        if faults:
            raise fields_problem(faults)

    return check


def _unknown(name: str, known: tuple[str, ...]) -> str:
    if not known:
        return "is no query parameter of this address: send it in the body"
    near = get_close_matches(name, known, n=1)
    remedy = f"did you mean {near[0]}?" if near else f"known: {', '.join(known)}"
    return f"is not a known query parameter ({remedy})"
