"""The HTTP server, which says when it is ready."""

import logging
import socket
from collections.abc import Callable

import uvicorn
from fastapi import FastAPI

_PATIENCE = 5
"""Seconds that requests under way are given once the server is told to end."""


class _Server(uvicorn.Server):
    def __init__(
        self, config: uvicorn.Config, announce: Callable[[], None], end: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self._announce = announce
        self._end = end

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._announce()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # Requests that do not end in time are cancelled, of which uvicorn tells in stack traces.
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        self._end()
        await super().shutdown(sockets)


def run_server(application: FastAPI, listener: socket.socket, announce: Callable[[], None]) -> None:
    """Serve on a bound socket until told to end; `announce` is called once it accepts."""
    config = uvicorn.Config(
        application,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=_PATIENCE,
        lifespan="on",
    )
    _Server(config, announce, application.state.ingestions.end).run([listener])
