"""The HTTP server, which says when it is ready, and lets what is under way come to its end."""

import logging
import socket
from collections.abc import Callable
from time import monotonic
from types import FrameType

import uvicorn
from fastapi import FastAPI

from service.http.journal import keep_journal
from service.http.parts import Ingestions
from service.http.traffic import Traffic

_PATIENCE = 5
"""Seconds that connections are given to close once nothing is under way."""


class _Server(uvicorn.Server):
    """Ends in two steps: at a signal nothing more is let in, and it ends when all is answered."""

    def __init__(
        self,
        config: uvicorn.Config,
        announce: Callable[[], None],
        traffic: Traffic,
        ingestions: Ingestions,
        drain: float,
    ) -> None:
        super().__init__(config)
        self._announce = announce
        self._traffic = traffic
        self._ingestions = ingestions
        self._drain = drain
        self._signal: int | None = None
        self._until = 0.0

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._announce()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if self._signal is not None:
            # Whoever asks twice does not want to wait.
            super().handle_exit(sig, frame)
            return
        self._signal, self._until = sig, monotonic() + self._drain
        self._traffic.end()
        self._ingestions.end()

    async def on_tick(self, counter: int) -> bool:
        if (
            self._signal is not None
            and not self.should_exit
            and (not self._traffic.under_way or monotonic() >= self._until)
        ):
            super().handle_exit(self._signal, None)
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # Requests that do not end in time are cancelled, of which uvicorn tells in stack traces.
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        await super().shutdown(sockets)


def run_server(
    application: FastAPI,
    listener: socket.socket,
    drain: float,
    announce: Callable[[], None],
) -> None:
    """Serve on a bound socket until told to end; `announce` is called once it accepts.

    Then what is under way has `drain` seconds to be answered; nothing more is let in.
    """
    keep_journal()
    config = uvicorn.Config(
        application,
        log_config=None,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=_PATIENCE,
        lifespan="on",
    )
    state = application.state
    _Server(config, announce, state.traffic, state.ingestions, drain).run([listener])
