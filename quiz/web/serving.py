"""The production server with embedded defaults."""

from __future__ import annotations

import ctypes
import gc
import signal
import socket
from contextlib import suppress
from functools import partial
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.common import AbstractServer
from granian.server.mp import MPServer

from quiz.proving import SharedProofs
from quiz.web.app import create_app
from quiz.web.in_turn import InTurn
from quiz.web.settings import Settings
from quiz.web.watching.lines import Form, Lines, logging_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.process import BaseProcess

    from _typeshed.wsgi import WSGIApplication

#: They are made when they are needed, and end when they were not for a while.
MOST_THREADS = 128
#: What glibc calls M_ARENA_MAX.
_MALLOC_ARENAS = -8
#: What Linux calls PR_SET_PDEATHSIG.
_PARENT_DEATH_SIGNAL = 1


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

    It has a thread for each request that is still on the way, so that none waits for another's
    body. A connection that is only kept alive needs none.
    """
    threads = min(settings.waiting, MOST_THREADS)
    run(address, settings, partial(_application, settings, proofs), threads=threads)


def run(
    address: str, settings: Settings, make: Callable[[], WSGIApplication], *, threads: int
) -> None:
    """Run the server with any application, made in each worker."""
    server = QuizServer(
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
    # Not its own `serve`, which only adds a warning of so many threads: see `in_turn`.
    AbstractServer[Any].serve(server, target_loader=make, wrap_loader=False)


class QuizServer(MPServer):
    """Granian's server, which also knows of a worker that has just ended that it has."""

    def _spawn_worker(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - of a library without types
        worker: Any = super()._spawn_worker(*args, **kwargs)
        worker.is_alive = partial(_runs, worker.inner)
        return worker


def _runs(process: BaseProcess) -> bool:
    """Tell whether a process still runs.

    `is_alive` says so as well while another thread is noting that it ended: two threads of
    Granian wait for each worker, and on a busy machine the log told of one that "refused to
    gracefully stop" and was killed, though it had stopped.
    """
    return process.is_alive() and not wait([process.sentinel], timeout=0)


def _application(settings: Settings, proofs: SharedProofs) -> InTurn:
    """Make the application of one worker.

    One that is started later takes the last good rulebook if the folder holds no better. What is
    there by now stays: without it, looking for garbage takes milliseconds of somebody's request.
    """
    # A worker is a copy of the server, which takes a signal in its own way until it serves: told
    # to end before, it would forget to, and be waited for.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _end_with_the_server()
    _share_memory()
    app = create_app(
        settings.rules,
        prover=proofs,
        last_good=proofs.last_good,
        settings=settings,
        lines=None if settings.log == "off" else Lines(Form(settings.log)),
    )
    gc.collect()
    gc.freeze()
    return InTurn(app)


def _end_with_the_server() -> None:
    """Have Linux stop this worker when the server is killed: it would go on, and hold the port."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGTERM)


def _share_memory() -> None:
    """Let all threads take memory from one place, where the C library can be told so (glibc).

    It would give each a place of its own, so that they need not wait for each other; ours take
    turns anyhow. A worker then takes about 25 MB less.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_MALLOC_ARENAS, 1)
