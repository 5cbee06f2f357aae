"""The real server: started as a person would, asked over the network, stopped."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sysconfig
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

QUIZ = str(Path(sysconfig.get_path("scripts")) / "quiz")


@dataclass(frozen=True)
class Running:
    """A server that answers."""

    port: int
    pid: int
    log: Path

    def ask(
        self, method: str, address: str, body: bytes | None = None, **headers: str
    ) -> tuple[int, str]:
        return ask(self.port, method, address, body, **headers)

    def ready(self) -> dict[str, Any]:
        status, text = self.ask("GET", "/readyz")
        assert status == 200
        found: dict[str, Any] = json.loads(text)
        return found

    def wait_until(self, holds: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Wait until what /readyz says holds several times in a row: of every worker."""
        end, in_a_row = time.monotonic() + 30, 0
        while time.monotonic() < end:
            ready = self.ready()
            in_a_row = in_a_row + 1 if holds(ready) else 0
            if in_a_row == 12:
                return ready
            time.sleep(0.02)
        raise AssertionError(f"not within 30 seconds, but {self.ready()}\n{self.log.read_text()}")

    def wait_again(self) -> None:
        """Wait until a new worker answers."""
        wait_for(self.port)

    def workers(self) -> list[int]:
        """Return the processes that answer, without the proofs that they started."""
        text = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        commands = {int(pid): _command(pid) for pid in text.split()}
        return [pid for pid, told in commands.items() if told and b"resource_tracker" not in told]


def _command(pid: str) -> bytes:
    """Return what a process was started with; nothing if it has ended meanwhile."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


@contextmanager
def running(
    rules: Path, elsewhere: Path, *, workers: int = 1, **settings: str
) -> Iterator[Running]:
    """Start a server on a free port, from a folder that has nothing to do with it; stop it."""
    port, log = free_port(), elsewhere / "server.log"
    command = [QUIZ, "serve", "--port", str(port), "--workers", str(workers)]
    environment = os.environ | {"QUIZ_RULES": str(rules)} | settings
    with (
        log.open("wb") as out,
        subprocess.Popen(
            command, cwd=elsewhere, env=environment, stdout=out, stderr=subprocess.STDOUT
        ) as server,
    ):
        try:
            wait_for(port)
            yield Running(port, server.pid, log)
        finally:
            server.terminate()
            ended = server.wait(timeout=40)  # what hangs is killed after 20 seconds
        assert ended == 0


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def wait_for(port: int) -> None:
    for _ in range(600):
        try:
            assert ask(port, "GET", "/healthz")[0] == 200
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server did not answer within a minute")


def ask(
    port: int, method: str, address: str, body: bytes | None = None, **headers: str
) -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(method, address, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()
