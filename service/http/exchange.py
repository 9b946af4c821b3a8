"""The exchange: what is known of the request under way, on all its threads."""

import re
import secrets
from contextvars import ContextVar
from dataclasses import dataclass

from service.answer import Answer

_SANE = re.compile(r"[A-Za-z0-9._:-]{1,128}")


@dataclass(slots=True)
class Exchange:
    """A request's id, the name of the key that it came with, and the answer that it got."""

    request_id: str
    key: str | None = None
    answer: Answer | None = None


_EXCHANGE: ContextVar[Exchange | None] = ContextVar("exchange", default=None)


def begin(request_id: str | None) -> Exchange:
    """The exchange of a request that begins, under the id that it brings where that is sane."""
    sane = request_id is not None and _SANE.fullmatch(request_id)
    exchange = Exchange(request_id if request_id and sane else secrets.token_hex(8))
    _EXCHANGE.set(exchange)
    return exchange


def under_way() -> Exchange | None:
    """The exchange of the request under way; None outside one."""
    return _EXCHANGE.get()


def hear(answer: Answer) -> None:
    """Keep the answer with the request that asked for it."""
    if exchange := _EXCHANGE.get():
        exchange.answer = answer
