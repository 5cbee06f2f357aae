"""What no browser sends, byte by byte, to a real server: it goes on answering the others."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from tests.conftest import ROOT
from tests.fuzz.lengths import TIMES
from tests.web.running import Running, running

HOST = b"Host: localhost\r\n"
GET = b"GET /healthz HTTP/1.1\r\n" + HOST
POST = b"POST / HTTP/1.1\r\n" + HOST + b"Content-Type: application/x-www-form-urlencoded\r\n"
LENGTH = b"Content-Length: "
CHUNKED = b"Transfer-Encoding: chunked\r\n"
END = b"\r\n"

#: What is sent, and the status of each answer; none where the connection is only closed.
TABLE: list[tuple[str, bytes, list[int]]] = [
    ("HTTP/0.9", b"GET /healthz\r\n\r\n", [400]),
    ("HTTP/1.0", b"GET /healthz HTTP/1.0\r\n\r\n", [200]),
    ("another version", b"GET /healthz HTTP/9.9\r\n" + HOST + END, [400]),
    ("a NUL in the address", b"GET /\0 HTTP/1.1\r\n" + HOST + END, [400]),
    ("a NUL in a header", GET + b"X: a\0b\r\n" + END, [400]),
    ("a NUL, quoted, in the address", b"GET /%00 HTTP/1.1\r\n" + HOST + END, [404]),
    ("a line break, quoted", b"GET /%0d%0aX:1 HTTP/1.1\r\n" + HOST + END, [404]),
    ("bytes that are no text", b"GET /\xff\xfe HTTP/1.1\r\n" + HOST + END, [400]),
    ("a header over two lines", GET + b"X: a\r\n b\r\n" + END, [400]),
    ("a blank before the colon", b"GET / HTTP/1.1\r\nHost : a\r\n" + END, [400]),
    ("a host that cannot be", b"GET /healthz HTTP/1.1\r\nHost: " + b"x" * 64 + END + END, [200]),
    ("a method of no sense", b"ZQ7 /healthz HTTP/1.1\r\n" + HOST + END, [405]),
    ("the hello of TLS", bytes.fromhex("16030100c8010000c40303") + b"\0" * 100, [400]),
    ("an address of 70 KB", b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n" + HOST + END, [414]),
    ("200 headers", GET + b"X: a\r\n" * 200 + END, [431]),
    ("a header without an end", GET + b"X: " + b"a" * 600_000, [431]),
    ("two lengths", POST + LENGTH + b"3\r\n" + LENGTH + b"4\r\n" + END + b"a=1", [400]),
    ("a length below nothing", POST + LENGTH + b"-1\r\n" + END, [400]),
    ("a length beyond counting", POST + LENGTH + b"9" * 30 + END + END, [400]),
    ("a length over the limit", POST + LENGTH + b"65537\r\n" + END, [413]),
    ("chunks", POST + CHUNKED + END + b"3\r\na=1\r\n0\r\n\r\n", [411]),
    ("chunks that are none", POST + CHUNKED + END + b"ZZ\r\na=1\r\n0\r\n\r\n", [411]),
    # The second request of a smuggler is never read: the connection is closed after the first.
    ("chunks and a length", POST + LENGTH + b"3\r\n" + CHUNKED + END + b"0\r\n\r\n" + GET, [411]),
    ("another coding", POST + b"Transfer-Encoding: xchunked\r\n" + END + b"a=1", [400]),
    ("five at once", (GET + END) * 5, [200] * 5),
    ("a body, then another", POST + LENGTH + b"3\r\n" + END + b"a=1" + GET + END, [422, 200]),
    ("a body nobody reads", GET + LENGTH + b"3\r\n" + END + b"a=1" + GET + END, [200, 200]),
    (
        "100-continue",
        POST + LENGTH + b"3\r\nExpect: 100-continue\r\n" + END + b"a=1",
        [100, 422],
    ),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(ROOT / "rules", tmp_path_factory.mktemp("sockets")) as server:
        yield server
    assert "Traceback" not in server.log.read_text(encoding="utf-8")


def answers(server: Running, sent: bytes, number: int) -> list[int]:
    """Send bytes; return the status of each answer, waiting for no more than are expected."""
    found = b""
    # It may be refused before all is sent.
    with connected(server, 20) as one, suppress(OSError):
        one.sendall(sent)
        while len(statuses(found)) < number or not whole(found):
            more = one.recv(65_536)
            found += more
            if not more:
                break
    return statuses(found)


def connected(server: Running, seconds: float) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=seconds)


def statuses(found: bytes) -> list[int]:
    return [int(part[2:5]) for part in found.split(b"HTTP/1.")[1:] if len(part) > 5]


def whole(found: bytes) -> bool:
    """Say whether the head of the last answer is there."""
    return b"\r\n\r\n" in found.rpartition(b"HTTP/1.")[2]


@pytest.mark.parametrize(
    ("sent", "expected"), [row[1:] for row in TABLE], ids=[r[0] for r in TABLE]
)
def test_what_is_malformed_is_refused_and_the_next_one_is_answered(
    server: Running, sent: bytes, expected: list[int]
) -> None:
    assert answers(server, sent, len(expected)) == expected
    assert server.ask("GET", "/healthz") == (200, "ok\n")


def test_bytes_changed_at_random_end_in_no_failure_and_take_no_memory(server: Running) -> None:
    random, seen = Random(7), set[int]()
    whole_requests = [row[1] for row in TABLE if len(row[1]) < 1000]
    memory = []
    for number in range(300 * TIMES):
        sent = spoiled(random.choice(whole_requests), random)
        # Nobody knows whether there is an answer to wait for.
        with connected(server, 0.02) as one, suppress(OSError):
            one.sendall(sent)
            if number % 2:
                one.shutdown(socket.SHUT_WR)
            seen |= set(statuses(one.recv(65_536)))
        if number % 50 == 49:
            assert server.ask("GET", "/healthz") == (200, "ok\n")
            memory.append(megabytes(server.workers()[0]))

    assert {200, 400} <= seen
    assert max(seen) < 500
    assert memory[-1] < memory[len(memory) // 3] + 8


def spoiled(sent: bytes, random: Random) -> bytes:
    """Cut a request off, or change, repeat or leave out some of its bytes."""
    for _ in range(random.randint(1, 3)):
        begin, end = sorted(random.choices(range(len(sent) + 1), k=2))
        end = min(end, begin + 8)
        piece = random.choice(
            (b"", b"\0", b"\r\n", b":", bytes([random.randrange(256)]), sent[begin:end] * 2)
        )
        sent = sent[:begin] + piece + sent[end:]
    return sent[: random.choice((len(sent), len(sent), random.randint(0, len(sent))))]


def megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024
