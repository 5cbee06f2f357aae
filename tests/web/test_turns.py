"""Who is slow to send their answers keeps nobody else waiting."""

from __future__ import annotations

import socket
from pathlib import Path
from threading import Event, Lock, Thread

from quiz.web.turns import InTurn
from tests.conftest import ROOT
from tests.web.running import running

HEAD = b"POST /c/demo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
HEAD += b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 8\r\n\r\n"


def test_half_sent_answers_keep_nobody_waiting(tmp_path: Path) -> None:
    with running(ROOT / "rules", tmp_path) as server:
        slow = [socket.create_connection(("127.0.0.1", server.port), 20) for _ in range(20)]
        for one in slow:
            one.sendall(HEAD + b"q_age=")
        assert [server.ask("GET", "/")[0] for _ in range(5)] == [200] * 5

        slow[0].sendall(b"40")
        assert slow[0].makefile("rb").readline() == b"HTTP/1.1 422 Unprocessable Entity\r\n"
        for one in slow:
            one.close()
        assert server.ask("GET", "/healthz")[0] == 200
    assert "threads" not in server.log.read_text(encoding="utf-8")


def test_only_one_request_is_answered_at_a_time() -> None:
    inside, overlapped, go = Lock(), [], Event()

    def application(*_: object) -> list[bytes]:
        overlapped.append(not inside.acquire(blocking=False))
        go.wait(0.05)
        inside.release()
        return []

    in_turn = InTurn(application, 10)
    threads = [Thread(target=in_turn, args=({}, lambda *_: lambda _: None)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert overlapped == [False] * 4
