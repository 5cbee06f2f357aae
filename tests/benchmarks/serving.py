"""Measure what `quiz serve` answers in a second beside a bare Flask view on the very same server.

Both run on loopback at once, wrk asks one kind of request after the other, in rounds. Ratios
within one round are what counts; each figure is the median of the rounds.
Run it with `python -m tests.benchmarks.serving SECONDS ROUNDS`. It needs wrk.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from quiz.reading import read
from tests.web.asking import as_form
from tests.web.running import free_port, running, wait_for

RULES = Path(__file__).parent.parent.parent / "rules"
SECONDS, ROUNDS, WORKERS, CONNECTIONS = 5, 3, 2, 16
#: Whose answers are sent, by the names of cases: one treatment, and the combination.
PEOPLE = ("plain", "both")
#: Of what is answered with a page that was drawn beforehand.
UNDRAWN = "not drawn"
_FORM = "application/x-www-form-urlencoded"
_MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True, slots=True)
class Asked:
    """One kind of request."""

    name: str
    headers: Mapping[str, str]
    body: bytes | None = None
    status: int = 200
    port: int = 0


@dataclass(frozen=True, slots=True)
class Answered:
    """What wrk counted of one kind of request in one round."""

    per_second: float
    p50: float  #: milliseconds
    p99: float


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of request in all rounds."""

    name: str
    bytes: int  #: of the body of an answer, as it is sent
    per_second: float
    ratio: float  #: of requests in a second, to bare Flask in the same round
    p50: float
    p99: float


@dataclass(frozen=True, slots=True)
class Served:
    """All that was measured."""

    lines: tuple[Line, ...]
    workers: int
    connections: int
    megabytes: tuple[int, ...]  #: of each worker, at the end


def main(seconds: int = SECONDS, rounds: int = ROUNDS) -> None:
    """Print the ratios."""
    served = measured(seconds, rounds)
    load = os.getloadavg()[0]
    print(f"{served.workers} workers, {served.connections} connections, load {load:.1f}")
    print(f"{'':<24} {'bytes':>7} {'a second':>9} {'ratio':>6} {'p50 ms':>7} {'p99 ms':>7}")
    for one in served.lines:
        print(
            f"{one.name:<24} {one.bytes:7} {one.per_second:9.0f} {one.ratio:6.2f}"
            f" {one.p50:7.2f} {one.p99:7.2f}"
        )
    print(f"memory of the workers in MB: {served.megabytes}")


def measured(seconds: int = SECONDS, rounds: int = ROUNDS, workers: int = WORKERS) -> Served:
    """Run both servers and ask them."""
    with (
        tempfile.TemporaryDirectory() as folder,
        _beside("bare", workers) as bare,
        _beside("undrawn", workers) as undrawn,
        running(RULES, Path(folder), workers=workers) as quiz,
    ):
        kinds = list(_kinds(bare, quiz.port, undrawn))
        sizes = [_size(kind) for kind in kinds]
        for kind in kinds:
            _wrk(kind, 1)
        counted = [[_wrk(kind, seconds) for kind in kinds] for _ in range(rounds)]
        megabytes = tuple(_megabytes(pid) for pid in quiz.workers())
    lines = tuple(
        Line(
            kind.name,
            size,
            median(one[at].per_second for one in counted),
            median(one[at].per_second / one[0].per_second for one in counted),
            median(one[at].p50 for one in counted),
            median(one[at].p99 for one in counted),
        )
        for at, (kind, size) in enumerate(zip(kinds, sizes, strict=True))
    )
    return Served(lines, workers, CONNECTIONS, megabytes)


def _kinds(bare: int, quiz: int, undrawn: int) -> Iterator[Asked]:
    """Yield every kind of request, bare Flask first; each server is known by its port."""
    yield Asked("bare Flask", {}, port=bare)
    yield Asked("GET of the quiz", {}, port=quiz)
    brotli = Asked("GET, brotli", {"Accept-Encoding": "br"}, port=quiz)
    yield brotli
    etag = _answer(brotli)[1]["ETag"]
    yield Asked("GET, 304", {**brotli.headers, "If-None-Match": etag}, None, 304, quiz)
    cases = {case.id: case.fields for case in read(RULES).cases}
    for name in PEOPLE:
        body = urlencode(as_form(dict(cases[name])), doseq=True).encode()
        yield Asked(f"POST, {name}", {"Content-Type": _FORM}, body, port=quiz)
        brotli_too = {"Content-Type": _FORM, "Accept-Encoding": "br"}
        yield Asked(f"POST, {name}, brotli", brotli_too, body, port=quiz)
        if name == PEOPLE[0]:
            yield Asked(f"POST, {name}, brotli, {UNDRAWN}", brotli_too, body, port=undrawn)
    api = json.dumps(dict(cases["plain"])).encode()
    yield Asked("POST, API", {"Content-Type": "application/json"}, api, port=quiz)


def _answer(asked: Asked) -> tuple[int, HTTPMessage, bytes]:
    connection = HTTPConnection("127.0.0.1", asked.port, timeout=20)
    try:
        connection.request(_method(asked), _address(asked), asked.body, dict(asked.headers))
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def _method(asked: Asked) -> str:
    return "GET" if asked.body is None else "POST"


def _address(asked: Asked) -> str:
    return "/api/v1/recommendations" if "json" in asked.headers.get("Content-Type", "") else "/"


def _size(asked: Asked) -> int:
    """Return the bytes of an answer, having seen that it is the one that is meant."""
    status, _, body = _answer(asked)
    assert status == asked.status, (asked.name, status)
    return len(body)


def _wrk(asked: Asked, seconds: int) -> Answered:
    """Ask for some seconds. Raises AssertionError if anything was not answered as it should be."""
    wrk = shutil.which("wrk")
    assert wrk, "wrk is not installed"
    lines = [f'wrk.method = "{_method(asked)}"', f'wrk.path = "{_address(asked)}"']
    lines += [f"wrk.headers[{json.dumps(k)}] = {json.dumps(v)}" for k, v in asked.headers.items()]
    if asked.body is not None:
        lines.append(f"wrk.body = {json.dumps(asked.body.decode())}")
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write("\n".join(lines))
        script.flush()
        said = subprocess.run(
            [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "30s", "--latency",
             "-s", script.name, f"http://127.0.0.1:{asked.port}{_address(asked)}"],
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
    assert "Socket errors" not in said, said
    assert "Non-2xx" not in said, said
    return Answered(_number(said, r"Requests/sec: +([\d.]+)"), _time(said, 50), _time(said, 99))


def _number(said: str, pattern: str) -> float:
    found = re.search(pattern, said)
    assert found, said
    return float(found[1])


def _time(said: str, percent: int) -> float:
    """Return a percentile in milliseconds."""
    found = re.search(rf"{percent}% +([\d.]+)(us|ms|s|m)\b", said)
    assert found, said
    return float(found[1]) * _MILLISECONDS[found[2]]


@contextmanager
def _beside(module: str, workers: int) -> Iterator[int]:
    """Run another server, and give its port."""
    port = free_port()
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", str(port), str(workers)]
    with subprocess.Popen(command) as process:
        try:
            wait_for(port)
            yield port
        finally:
            process.terminate()
            process.wait(timeout=30)


def _megabytes(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(status.split("VmRSS:")[1].split()[0]) // 1024


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
