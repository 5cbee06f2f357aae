"""The production server with embedded defaults."""

from __future__ import annotations

import ctypes
import logging
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from flask import Flask
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import Server
from granian.server.common import AbstractServer

from quiz.proving import SharedProofs
from quiz.web.app import create_app
from quiz.web.settings import Settings
from quiz.web.watching.lines import Form, Lines, logging_of

#: How many bodies may be on their way to one worker while it answers others.
_THREADS = 32
#: What glibc calls M_ARENA_MAX.
_MALLOC_ARENAS = -8


def free_address(host: str, port: int) -> str:
    """Return the IP address of a host, which is what the server needs.

    Raises OSError when the host is unknown or something listens there already: the server
    itself would silently share the port.
    """
    family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)
    return str(address[0])


def serve_forever(address: str, settings: Settings, proofs: SharedProofs) -> None:
    """Serve until stopped; every worker makes the application for itself.

    A worker that is started later takes the last good rulebook if the folder holds no better.
    """
    logging.getLogger("_granian").addFilter(_is_news)
    make = partial(
        create_app,
        settings.rules,
        prover=proofs,
        last_good=proofs.last_good,
        settings=settings,
        lines=None if settings.log == "off" else Lines(Form(settings.log)),
    )
    server(address, settings, threads=_THREADS).serve(
        target_loader=partial(_alone, make), wrap_loader=False
    )


def _alone(make: Callable[[], Flask]) -> Flask:
    """Make the application in a worker, which ends at once if it is to end before it is there.

    A worker is a copy of the server, which takes a signal in its own way until then: it would
    forget to end, and be waited for.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _share_memory()
    return make()


def _share_memory() -> None:
    """Let all threads take memory from one place, where the C library can be told so (glibc).

    It would give each a place of its own, so that they need not wait for each other; ours take
    turns anyhow. A worker then takes about 25 MB less.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_MALLOC_ARENAS, 1)


def server(address: str, settings: Settings, *, threads: int) -> AbstractServer[Any]:
    """Make the server, for any application.

    Ours answers one request at a time in each worker (`quiz/web/turns.py`): with several threads
    at work, the slowest take far longer. The others wait for bodies that are slow to arrive.
    """
    return Server(
        target="quiz.web:create_app",
        address=address,
        port=settings.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=settings.workers,
        blocking_threads=threads,
        backpressure=settings.waiting,
        http1_settings=HTTP1Settings(header_read_timeout=settings.head_seconds * 1000),
        workers_kill_timeout=settings.stop_seconds,
        log_level=LogLevels.warning,
        log_dictconfig=logging_of(Form(settings.log)),
        respawn_failed_workers=True,
    )


def _is_news(record: logging.LogRecord) -> bool:
    """Leave out that there are more threads than cores: they only wait."""
    return "Python threads" not in record.getMessage()
