"""The production server with embedded defaults."""

from __future__ import annotations

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

#: How many requests may wait in one worker before new ones must wait outside.
_BACKPRESSURE = 128


def serve_forever(host: str, port: int, workers: int) -> None:
    """Serve until stopped; every worker makes the application for itself.

    One blocking thread for each worker: with more, the slowest requests take far longer.
    Raises OSError or granian's own errors when the address cannot be used.
    """
    server = Server(
        target="quiz.web:create_app",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=1,
        backpressure=_BACKPRESSURE,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
    )
    server.serve()
