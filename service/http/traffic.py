"""Traffic: what is under way, within its limits, and how it comes to an end."""

from collections.abc import Mapping

from anyio import move_on_after
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.http.gate import FullError, Gate
from service.http.purpose import Purpose, purpose_of
from service.http.refusal import busy, refuse, retry_after
from service.settings.serve import LimitSettings

_MOST_READS = 64
_MOST_WRITES = 8
_ENDING = "The service is ending. Ask again when it is back."
_CLOSE = {"Connection": "close"}


class Traffic:
    """The gates of all that is asked; questions, reads and writes do not wait for each other."""

    def __init__(self, limits: LimitSettings) -> None:
        self.budget = limits.budget
        self.questions = Gate(limits.in_flight, limits.queue, limits.wait)
        self.ending = False
        # Ingestions wait for each other behind the gate, however long that takes.
        self.gates: Mapping[Purpose, Gate] = {
            "question": self.questions,
            "read": Gate(_MOST_READS, _MOST_READS, limits.wait),
            "write": Gate(_MOST_WRITES, 0, limits.wait),
        }

    @property
    def under_way(self) -> int:
        """How many requests have been let in, or wait for that, and are not yet answered."""
        return sum(gate.in_flight + gate.waiting for gate in self.gates.values())

    def end(self) -> None:
        """Let nothing more in; what is under way goes on."""
        self.ending = True


class Admission:
    """ASGI middleware that lets requests in as the traffic allows, each for as long as it may take.

    What cannot be let in is refused with 503 and Retry-After. Whether the service is well is told
    beside all that.
    """

    def __init__(self, app: ASGIApp, traffic: Traffic) -> None:
        self._app = app
        self._traffic = traffic

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on when there is room for it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        purpose = purpose_of(scope["method"], scope["path"])
        if purpose == "health":
            await self._app(scope, receive, send)
        elif self._traffic.ending:
            await refuse(busy(_ENDING), scope, receive, send, {**retry_after(5), **_CLOSE})
        elif purpose == "question":
            await self._in_time(scope, receive, send)
        else:
            await self._through(purpose, scope, receive, send)

    async def _in_time(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def told(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        with move_on_after(self._traffic.budget) as time:
            await self._through("question", scope, receive, told)
        if time.cancelled_caught and not begun:
            problem = busy(
                f"The answer was not there after {self._traffic.budget:g} seconds, which is all"
                " that a question has. Ask again, or something simpler."
            )
            await refuse(problem, scope, receive, send, retry_after(1))

    async def _through(self, purpose: Purpose, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            async with self._traffic.gates[purpose].passage():
                await self._app(scope, receive, send)
        except FullError as error:
            problem = busy("The service has as much to do as it can: come again a little later.")
            await refuse(problem, scope, receive, send, retry_after(error.seconds))
