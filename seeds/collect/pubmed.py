"""PubMed: searches whose results NCBI keeps on its history server, fetched as XML part by part."""

import json
from dataclasses import dataclass
from datetime import date

from seeds.collect.live import Batch, Search, read_results
from seeds.collect.transport import (
    RefusalError,
    RefusedError,
    ReplyError,
    Transport,
    beginning,
    shown_address,
)
from seeds.json_object import Fields, inner, text_of
from seeds.readers import pubmed

ADDRESS = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
PER_SECOND = 3
PER_SECOND_WITH_KEY = 10

_MOST = 10_000
_END = (b"</PubmedArticleSet>", b"<PubmedArticleSet/>", b"</PubmedBookArticleSet>")
_RECORDS = (b"<PubmedArticle>", b"<PubmedArticle ", b"<PubmedBookArticle>", b"<PubmedBookArticle ")


@dataclass(frozen=True, slots=True)
class _History:
    """Results kept by NCBI, how many they are, and how many were fetched."""

    environment: str
    key: str
    total: int
    start: int

    @property
    def position(self) -> str:
        return f"{self.environment} {self.key} {self.total} {self.start}"


class PubMed:
    """The results of searches, newest first; a position names the history and the place in it.

    NCBI keeps a history for some hours; the results in it do not change meanwhile.
    """

    most: int | None = _MOST

    def __init__(
        self, transport: Transport, address: str = ADDRESS, api_key: str | None = None
    ) -> None:
        self._transport = transport
        self._address = address.rstrip("/")
        self._fixed = {"db": "pubmed", "tool": "anagen"}
        if api_key:
            self._fixed["api_key"] = api_key

    def search(self, query: str, since: date | None) -> Search:
        """The search for a query in the syntax of PubMed."""
        url = f"{self._address}/esearch.fcgi"
        return Search(query, since, shown_address(url, {"db": "pubmed", "term": query}))

    def batch(self, search: Search, position: str | None, size: int) -> Batch:
        """The `size` results at a position. Raises `ServiceError`."""
        history = _history(search, position) if position else self._searched(search)
        within = min(history.total, _MOST)
        count = min(size, within - history.start)
        if count <= 0:
            return Batch((), 0, history.total, None)
        parameters = {
            **self._fixed,
            "query_key": history.key,
            "WebEnv": history.environment,
            "retstart": str(history.start),
            "retmax": str(count),
            "rettype": "abstract",
            "retmode": "xml",
        }
        data = self._transport.get(f"{self._address}/efetch.fcgi", parameters, _read)
        if not any(record in data for record in _RECORDS):
            return Batch((), 0, history.total, history.position)
        found = read_results(search, data, history.start, count)
        # Places count what was asked for: what NCBI withholds does not move what follows.
        end = history.start + count
        following = _History(history.environment, history.key, history.total, end)
        return Batch(found, count, history.total, following.position if end < within else None)

    def _searched(self, search: Search) -> _History:
        parameters = {
            **self._fixed,
            "term": search.query,
            "usehistory": "y",
            "retmax": "0",
            "retmode": "json",
        }
        if search.since:
            since = search.since.strftime("%Y/%m/%d")
            parameters |= {"datetype": "mdat", "mindate": since, "maxdate": "3000/12/31"}
        url = f"{self._address}/esearch.fcgi"
        reply = self._transport.get(url, parameters, _search_reply)
        total = text_of(reply, "count")
        if error := text_of(reply, "ERROR", "error"):
            reason = f"answers {error!r}: check the query"
            raise RefusedError(shown_address(url, parameters), reason)
        return _History(text_of(reply, "webenv"), text_of(reply, "querykey"), int(total), 0)


def _history(search: Search, position: str) -> _History:
    match position.split(" "):
        case [environment, key, total, start] if total.isdecimal() and start.isdecimal():
            return _History(environment, key, int(total), int(start))
        case _:
            raise RefusedError(search.location, f"has no position {position!r}")


def _search_reply(data: bytes) -> Fields:
    try:
        reply = json.loads(data, strict=False)  # NCBI puts raw control characters in its errors
    except (ValueError, RecursionError) as error:
        raise ReplyError(f"gives no whole JSON ({beginning(data)})") from error
    found = inner(reply, "esearchresult") if isinstance(reply, dict) else {}
    counted = text_of(found, "count").isdecimal()
    kept = text_of(found, "webenv") and text_of(found, "querykey")
    if not (text_of(found, "ERROR") or (counted and (kept or text_of(found, "count") == "0"))):
        raise ReplyError(f"gives no results of a search ({beginning(data)})")
    return found


def _read(data: bytes) -> bytes:
    if b"<ERROR>" in data[:4_000]:
        raise RefusalError(f"refuses ({beginning(data)})")
    if not pubmed.recognises(data[:4_000].decode("utf-8", "replace")):
        raise ReplyError(f"gives no XML of PubMed ({beginning(data)})")
    if not data.rstrip().endswith(_END):
        raise ReplyError("gives XML that is cut off")
    return data
