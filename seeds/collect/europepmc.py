"""Europe PMC: its search service, followed by cursor."""

import json
from datetime import date

from seeds.collect.live import Batch, Search, read_results
from seeds.collect.transport import RefusedError, ReplyError, Transport, beginning, shown_address
from seeds.json_object import Fields, inner, objects, text_of

ADDRESS = "https://www.ebi.ac.uk/europepmc/webservices/rest"
PER_SECOND = 10

_BEGINNING = "*"


class EuropePmc:
    """The results of searches, best first; a position is the cursor and the results before it."""

    most: int | None = None

    def __init__(self, transport: Transport, address: str = ADDRESS) -> None:
        self._transport = transport
        self._url = f"{address.rstrip('/')}/search"

    def search(self, query: str, since: date | None) -> Search:
        """The search for a query in the syntax of Europe PMC."""
        return Search(query, since, shown_address(self._url, {"query": query}))

    def batch(self, search: Search, position: str | None, size: int) -> Batch:
        """The `size` results at a cursor. Raises `ServiceError`."""
        before, _, cursor = (position or f"0 {_BEGINNING}").partition(" ")
        if not before.isdecimal():
            raise RefusedError(search.location, f"has no position {position!r}")
        first = int(before)
        query = search.query
        if search.since:
            query = f"({query}) AND UPDATE_DATE:[{search.since.isoformat()} TO *]"
        parameters = {
            "query": query,
            "resultType": "core",
            "format": "json",
            "pageSize": str(size),
            "cursorMark": cursor,
        }
        data, reply = self._transport.get(self._url, parameters, _read)
        given = len(objects(inner(reply, "resultList").get("result")))
        found = read_results(search, data, first, given) if given else ()
        following = text_of(reply, "nextCursorMark")
        is_end = not given or following in ("", cursor)
        position = None if is_end else f"{first + given} {following}"
        return Batch(found, given, int(text_of(reply, "hitCount")), position)


def _read(data: bytes) -> tuple[bytes, Fields]:
    try:
        reply = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ReplyError(f"gives no whole JSON ({beginning(data)})") from error
    if not isinstance(reply, dict) or not text_of(reply, "hitCount").isdecimal():
        raise ReplyError(f"gives no results of a search ({beginning(data)})")
    return data, reply
