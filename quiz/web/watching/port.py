"""Numbers on a port of their own, for the whole server."""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import AF_INET6
from tempfile import TemporaryDirectory

from quiz.web.headers import bare
from quiz.web.settings import Settings
from quiz.web.watching.metrics import CONTENT_TYPE, FOLDER, text_of


class CannotCountError(Exception):
    """There is no room or no port for the numbers; its text says why."""


@contextmanager
def counting(settings: Settings) -> Iterator[None]:
    """Let the workers that are started meanwhile count together, if anybody is to see numbers.

    They count in a folder that only this user can read, and that is removed with the server.
    Raises CannotCountError.
    """
    if not settings.counts:
        yield
        return
    try:
        folder = TemporaryDirectory(prefix="quiz-metrics-", ignore_cleanup_errors=True)
    except OSError as error:
        raise CannotCountError(f"no folder for the metrics: {error.strerror}") from None
    with folder as name, _in_use(name):
        os.environ[FOLDER] = name
        if settings.metrics_port:
            _open(settings.metrics_host, settings.metrics_port, Path(name))
        yield


@contextmanager
def _in_use(folder: str) -> Iterator[None]:
    """Lock a folder, as a sign: systemd-tmpfiles takes away what was not touched for days else."""
    place = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(place, fcntl.LOCK_SH)
        yield
    finally:
        os.close(place)


def _open(host: str, port: int, folder: Path) -> None:
    try:
        MetricsPort(host, port, folder).begin()
    except OSError as error:
        raise CannotCountError(
            f"cannot listen on {host} port {port} for the metrics: {error.strerror}"
        ) from None


class MetricsPort(ThreadingHTTPServer):
    """Answers `GET /metrics`, and nothing else."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, host: str, port: int, folder: Path) -> None:
        """Take the port. Raises OSError where it cannot be had."""
        self.folder = folder
        if ":" in host:
            self.address_family = AF_INET6
        super().__init__((host, port), _Asked)
        os.register_at_fork(after_in_child=self.socket.close)  # the workers have no part in it

    def begin(self) -> None:
        """Answer from now on, beside all else."""
        threading.Thread(target=self.serve_forever, name="metrics", daemon=True).start()

    def handle_error(self, *_: object) -> None:
        """Say nothing: somebody hung up."""


class _Asked(BaseHTTPRequestHandler):
    timeout = 10
    server: MetricsPort

    def do_GET(self) -> None:
        found = self.path.partition("?")[0] == "/metrics"
        body = text_of(self.server.folder) if found else b"not found\n"
        self.send_response_only(200 if found else 404)
        for name, value in bare(len(body), CONTENT_TYPE if found else "text/plain"):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def send_error(self, code: int, *_: object) -> None:
        """Refuse anything else, without saying again what was asked."""
        self.close_connection = True
        self.send_response_only(code)
        for name, value in bare(0):
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep no log of who looks."""

    def version_string(self) -> str:
        """Name no version."""
        return "quiz"
