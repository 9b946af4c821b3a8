"""Collecting from live services, played by a server on loopback with each of their faults."""

from collections import deque
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from typing import Any, TypeAlias

import httpx
import pytest

from seeds.collect.europepmc import EuropePmc
from seeds.collect.live import LiveService, Position, Step, collected
from seeds.collect.pubmed import PubMed
from seeds.collect.transport import Transport
from seeds.document import Document
from seeds.page import Rejection

Services: TypeAlias = Any  # the types of a conftest cannot be imported
FAST = 1_000_000.0
HTML = b"<!doctype html><title>Down for maintenance</title>"


@pytest.fixture
def waits() -> list[float]:
    """The seconds that were waited, or would have been."""
    return []


@pytest.fixture(params=["europepmc", "pubmed"])
def service(
    request: pytest.FixtureRequest, services: Services, waits: list[float]
) -> Iterator[LiveService]:
    """Each service in turn."""
    with httpx.Client() as client:
        transport = Transport(client, FAST, sleep=waits.append)
        made: type[EuropePmc] | type[PubMed] = EuropePmc if request.param == "europepmc" else PubMed
        yield made(transport, services.address)


@pytest.fixture
def europepmc(services: Services, waits: list[float]) -> Iterator[EuropePmc]:
    """Europe PMC alone."""
    with httpx.Client() as client:
        yield EuropePmc(Transport(client, FAST, sleep=waits.append), services.address)


@pytest.fixture
def pubmed(services: Services, waits: list[float]) -> Iterator[PubMed]:
    """PubMed alone."""
    with httpx.Client() as client:
        yield PubMed(Transport(client, FAST, sleep=waits.append), services.address, "SECRET")


def steps(
    service: LiveService,
    maximum: int = 1_000,
    position: Position | None = None,
    since: date | None = None,
) -> list[Step]:
    """What a search leads to."""
    search = service.search("hair", since)
    return list(collected(service, search, maximum, position or Position()))


def ids(found: list[Step]) -> list[str]:
    """The ids of all documents."""
    return [one.id for step in found for one in step.found if isinstance(one, Document)]


def refused(found: list[Step]) -> list[Rejection]:
    """All refusals."""
    return [one for step in found for one in step.found if isinstance(one, Rejection)]


def every(count: int = 450) -> list[str]:
    """The ids of the first works."""
    return [f"pmid:{number}" for number in range(1, count + 1)]


def test_all_pages_are_followed_to_the_end(service: LiveService, waits: list[float]) -> None:
    """Each result comes once, in the service's order, and the last position is None."""
    found = steps(service)
    assert ids(found) == every()
    assert refused(found) == []
    assert found[-1].position is None
    assert {step.expected for step in found} == {450}
    assert waits == []


def test_no_more_than_the_maximum_is_asked_for(service: LiveService, services: Services) -> None:
    """The last page is as small as what is still wanted."""
    found = steps(service, 230)
    assert ids(found) == every(230)
    assert (refused(found), found[-1].position) == ([], None)
    sizes = [asked.get("pageSize", asked.get("retmax")) for _, asked in services.requests]
    assert sizes[-2:] == ["200", "30"]


def test_no_results_are_no_fault(service: LiveService, services: Services) -> None:
    """A search that finds nothing gives nothing and refuses nothing."""
    services.size = 0
    found = steps(service)
    assert (ids(found), refused(found)) == ([], [])


def test_a_document_names_the_search_that_brought_it(pubmed: PubMed, europepmc: EuropePmc) -> None:
    """The location is the search's address, without key, page and date; the place is the result."""
    for service in (pubmed, europepmc):
        [source] = [
            source
            for step in steps(service, 1, since=date(2024, 1, 2))
            for one in step.found
            if isinstance(one, Document)
            for source in one.sources
        ]
        assert source.location == service.search("hair", None).location
        assert "hair" in source.location
        assert "SECRET" not in source.location
        assert "2024" not in source.location
        assert source.place.startswith("results 1-1, ")


def test_since_is_asked_of_the_service(
    europepmc: EuropePmc, pubmed: PubMed, services: Services
) -> None:
    """Europe PMC is asked by the date of update, PubMed by that of modification."""
    steps(europepmc, 1, since=date(2024, 1, 2))
    assert services.requests[-1][1]["query"] == "(hair) AND UPDATE_DATE:[2024-01-02 TO *]"
    steps(pubmed, 1, since=date(2024, 1, 2))
    asked = next(asked for path, asked in services.requests if path == "/esearch.fcgi")
    assert (asked["datetype"], asked["mindate"], asked["maxdate"]) == (
        "mdat",
        "2024/01/02",
        "3000/12/31",
    )
    assert asked["api_key"] == "SECRET"


def test_429_is_waited_out_as_it_asks(
    service: LiveService, services: Services, waits: list[float]
) -> None:
    """Retry-After is honoured in seconds and as a date."""
    later = datetime.now(UTC) + timedelta(seconds=60)
    services.faults = deque(
        (
            None,
            services.fault(429, {"Retry-After": "7"}),
            services.fault(503, {"Retry-After": format_datetime(later, usegmt=True)}),
        )
    )
    assert ids(steps(service)) == every()
    assert waits[0] == 7
    assert 50 < waits[1] <= 60


def test_a_service_that_asks_for_a_long_wait_is_left(
    service: LiveService, services: Services, waits: list[float]
) -> None:
    """An hour is not waited: the refusal says how long, and what came before stays."""
    services.faults = deque((None, services.fault(429, {"Retry-After": "3600"})))
    found = steps(service)
    assert ids(found) == every(200)
    [refusal] = refused(found)
    assert "3,600 seconds" in refusal.reason
    assert waits == []


def test_500_is_tried_again_with_longer_waits(
    service: LiveService, services: Services, waits: list[float]
) -> None:
    """What passes costs nothing but time."""
    services.faults = deque((None, services.fault(500), services.fault(502), services.fault(504)))
    found = steps(service)
    assert (ids(found), refused(found)) == (every(), [])
    assert waits == [1, 2, 4]


def test_a_service_that_stays_down_ends_the_collect_and_loses_nothing(
    service: LiveService, services: Services, waits: list[float]
) -> None:
    """After five failures the address, what came and the remedy are told; it goes on from there."""
    services.faults = deque((None, *[services.fault(500)] * 5))
    found = steps(service)
    assert ids(found) == every(200)
    [refusal] = refused(found)
    assert refusal.source.startswith(services.address)
    assert refusal.place == "after result 200"
    assert "500" in refusal.reason
    assert "goes on from there" in refusal.reason
    assert waits == [1, 2, 4, 8]
    kept = found[-1].position
    assert kept is not None
    services.requests.clear()
    assert ids(steps(service, position=kept)) == every()[200:]
    assert not any(path == "/esearch.fcgi" for path, _ in services.requests)


def test_a_body_that_is_cut_off_is_fetched_again(
    service: LiveService, services: Services, waits: list[float]
) -> None:
    """Half a reply is no reply, whether or not its length tells."""
    services.faults = deque(
        (None, services.fault(cut=True), services.fault(200, body=b'{"hitCount": 450, "resu'))
    )
    found = steps(service)
    assert (ids(found), refused(found)) == (every(), [])
    assert waits == [1, 2]


def test_a_reply_of_another_form_is_told(service: LiveService, services: Services) -> None:
    """A page of HTML in place of data is shown by its beginning."""
    services.faults = deque([services.fault(body=HTML)] * 5)
    [refusal] = refused(steps(service))
    assert "Down for maintenance" in refusal.reason
    assert refusal.source.startswith(services.address)


def test_a_packed_reply_that_is_damaged_is_fetched_again(
    service: LiveService, services: Services
) -> None:
    """So is one whose gzip is broken."""
    services.faults = deque((services.fault(200, {"Content-Encoding": "gzip"}, b"\x1f\x8bno"),))
    assert ids(steps(service)) == every()


def test_a_page_that_comes_twice_is_asked_for_again(
    service: LiveService, services: Services
) -> None:
    """A repeated page hides none of the results that stand in its place."""
    services.faults = deque((None, "again"))
    found = steps(service)
    assert (sorted(ids(found)), refused(found)) == (sorted(every()), [])


def test_a_page_that_is_repeated_for_ever_is_told(service: LiveService, services: Services) -> None:
    """Results that never came are counted as missing."""
    services.faults = deque((None, "again", "again"))
    found = steps(service)
    assert len(ids(found)) == len(set(ids(found)))
    [refusal] = refused(found)
    assert "there are 450" in refusal.reason


def test_an_empty_page_is_asked_for_once_more(service: LiveService, services: Services) -> None:
    """An empty page before the end may be a fault of a moment."""
    services.faults = deque((None, "empty"))
    found = steps(service)
    assert (ids(found), refused(found)) == (every(), [])


def test_pages_that_stay_empty_are_told(service: LiveService, services: Services) -> None:
    """What the service says it has and does not give is reported."""
    services.faults = deque((None, "empty", "empty"))
    found = steps(service)
    assert ids(found) == every(200)
    [refusal] = refused(found)
    assert (refusal.place, found[-1].position) == ("after result 200", None)


def test_cursors_that_go_round_come_to_an_end(europepmc: EuropePmc, services: Services) -> None:
    """A cursor that was there before is not followed twice."""
    services.faults = deque((None, None, "loop"))
    assert ids(steps(europepmc)) == every()


def test_a_total_that_changes_under_way_is_followed(
    europepmc: EuropePmc, services: Services
) -> None:
    """The end is where the service has no more, not where its first count was."""
    found = []
    search = europepmc.search("hair", None)
    for step in collected(europepmc, search, 1_000, Position()):
        found.append(step)
        services.size = 430
    assert (ids(found), refused(found)) == (every(430), [])
    assert [step.expected for step in found][:2] == [450, 430]


def test_a_history_that_is_forgotten_is_searched_anew(pubmed: PubMed, services: Services) -> None:
    """A position that an earlier run left is given up where the service no longer knows it."""
    found = steps(pubmed, position=Position(200, 200, "OLD 1 450 200"))
    assert (ids(found), refused(found)) == (every(), [])
    assert services.requests[0][1]["WebEnv"] == "OLD"


def test_a_position_that_is_none_is_given_up(service: LiveService) -> None:
    """A damaged bookmark costs fetching, and nothing else."""
    found = steps(service, position=Position(200, 200, "nonsense"))
    assert (ids(found), refused(found)) == (every(), [])


def test_pubmed_says_what_it_does_not_give(pubmed: PubMed, services: Services) -> None:
    """Of more than 10,000 results PubMed gives the first 10,000, and the rest is told."""
    services.size = 12_000
    found = steps(pubmed, 20_000, Position(9_900, 9_900, "H1 1 12000 9900"))
    assert len(ids(found)) == 100
    [refusal] = refused(found)
    assert "first 10,000 of 12,000" in refusal.reason


def test_a_query_that_is_refused_is_told_at_once(pubmed: PubMed, waits: list[float]) -> None:
    """What the service says of the query is passed on, without the key."""
    [step] = collected(pubmed, pubmed.search("bad[", None), 10, Position())
    [refusal] = refused([step])
    assert "Unbalanced" in refusal.reason
    assert "SECRET" not in refusal.source
    assert waits == []


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1", "nowhere", "ftp://example.org", "http://[::1"]
)
def test_an_address_without_a_service_is_told(address: str, waits: list[float]) -> None:
    """A wrong setting ends in one refusal that names the address."""
    with httpx.Client() as client:
        service = EuropePmc(Transport(client, FAST, sleep=waits.append), address)
        [refusal] = refused(steps(service))
    assert refusal.source.startswith(address[:6])


def test_requests_keep_to_the_rate() -> None:
    """Three requests a second are a third of a second apart, however fast the replies are."""
    now = 0.0
    waited = []

    def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds
        waited.append(round(seconds, 3))

    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=b"x"))
    with httpx.Client(transport=transport) as client:
        paced = Transport(client, 3, clock=lambda: now, sleep=sleep)
        for _ in range(4):
            paced.get("http://service/", {}, bytes)
    assert waited == [0.333, 0.333, 0.333]


def test_a_large_search_stays_lazy(europepmc: EuropePmc, services: Services) -> None:
    """A page is fetched when what was before it is taken, not earlier."""
    search = europepmc.search("hair", None)
    following = collected(europepmc, search, 1_000, Position())
    assert services.requests == []
    next(following)
    assert len(services.requests) == 1
