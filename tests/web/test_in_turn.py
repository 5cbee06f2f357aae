"""Who is slow to send their answers keeps nobody else waiting."""

from __future__ import annotations

import socket
from pathlib import Path
from threading import Event, Lock, Thread

from quiz.web.in_turn import InTurn
from tests.web.asking import TINY
from tests.web.running import running

HEAD = b"POST /c/one HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
HEAD += b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 8\r\n\r\n"


def test_answers_that_arrive_slowly_are_read_once_they_are_there(tmp_path: Path) -> None:
    with (
        running(TINY, tmp_path) as server,
        socket.create_connection(("127.0.0.1", server.port), 20) as slow,
    ):
        slow.sendall(HEAD + b"q_age=")
        slow.sendall(b"40")
        answer = slow.makefile("rb").readline()

    assert answer == b"HTTP/1.1 422 Unprocessable Entity\r\n"
    assert "threads" not in server.log.read_text(encoding="utf-8")


def test_a_connection_that_is_idle_is_closed(tmp_path: Path) -> None:
    """It would hold its place for as long as it likes."""
    with (
        running(TINY, tmp_path, QUIZ_HEAD_SECONDS="1") as server,
        socket.create_connection(("127.0.0.1", server.port), 20) as idle,
    ):
        idle.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        answer = b"".join(iter(lambda: idle.recv(65536), b""))

    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
    assert answer.count(b"HTTP/1.1") == 1


def test_only_one_request_is_answered_at_a_time() -> None:
    inside, overlapped, go = Lock(), [], Event()

    def application(*_: object) -> list[bytes]:
        overlapped.append(not inside.acquire(blocking=False))
        go.wait(0.05)
        inside.release()
        return []

    in_turn = InTurn(application)
    threads = [Thread(target=in_turn, args=({}, lambda *_: lambda _: None)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert overlapped == [False] * 4
