"""Measure what grows with the rulebook and with the number of clinics: time and memory.

Everything is measured in a process of its own: `quiz check` and `quiz diff` as they are run, and
an application that is started, asked for a page and sent answers, without a network.
`python -m tests.benchmarks.growth` takes a few minutes.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple
from urllib.parse import urlencode

from tests.web.asking import as_form

RULES = Path(__file__).parent.parent.parent / "rules"
#: How often each checklist stands in the rulebook: about 1, 3, 10 and 30 times the rules.
COPIES = (1, 4, 13, 39)
CLINICS = (1, 10, 100, 500)
ASKED = 200


class Spent(NamedTuple):
    """What a process took."""

    seconds: float
    megabytes: float


class Served(NamedTuple):
    """What an application took: to start, then for each request, in milliseconds."""

    start: Spent
    first_page: float  #: made and compressed
    page: float
    answer: float
    megabytes: float  #: after all of that


class Rulebooks(NamedTuple):
    """A rulebook of one size."""

    rules: int
    check: Spent
    diff: Spent
    served: Served


class Clinics(NamedTuple):
    """So many clinics, and all their pages asked for."""

    clinics: int
    served: Served


def main() -> None:
    """Print both tables."""
    for size in rulebooks():
        print(size)
    for number in clinics():
        print(number)


def rulebooks(copies: Sequence[int] = COPIES) -> list[Rulebooks]:
    """Measure rulebooks of several sizes, the project's own first."""
    from tests.benchmarks.large import write  # noqa: PLC0415 - what measures need not load it

    measured = []
    for number in copies:
        with tempfile.TemporaryDirectory() as folder:
            rules, changed = Path(folder, "rules"), Path(folder, "changed")
            write(rules, number)
            _change(shutil.copytree(rules, changed))
            body, count = _plain(rules)
            measured.append(
                Rulebooks(
                    rules=count,
                    check=_command("check", rules),
                    diff=_command("diff", rules, changed),
                    served=_served(rules, body, ["/"]),
                )
            )
    return measured


def clinics(numbers: Sequence[int] = CLINICS) -> list[Clinics]:
    """Measure several numbers of clinics; every tenth has rules of its own."""
    from tests.benchmarks import clinics as made  # noqa: PLC0415 - as above

    measured = []
    for number in numbers:
        with tempfile.TemporaryDirectory() as folder:
            rules = shutil.copytree(RULES, Path(folder, "rules"))
            for n in range(number):
                made._write(rules, n)
            body, _ = _plain(rules)
            addresses = [f"/c/clinic-{n}" for n in range(number)]
            measured.append(Clinics(number, _served(rules, body, addresses)))
    return measured


def _change(rules: Path) -> None:
    """Let one rule take away what it only cautioned of."""
    file = rules / "safety" / "skin-history.yaml"
    text = file.read_text(encoding="utf-8")
    assert "effect: caution" in text
    file.write_text(text.replace("effect: caution", "effect: out", 1), encoding="utf-8")


def _plain(rules: Path) -> tuple[bytes, int]:
    """Return the form of a person who ticks nothing, and the number of rules."""
    from quiz.reading import read  # noqa: PLC0415 - as above

    reading = read(rules)
    assert reading.rulebook, reading.problems[:3]
    fields = next(dict(case.fields) for case in reading.cases if case.id == "plain")
    return urlencode(as_form(fields), doseq=True).encode(), len(reading.rulebook.rules)


def _command(name: str, *folders: Path) -> Spent:
    return Spent(**_apart("command", name, *map(str, folders)))


def _served(rules: Path, body: bytes, addresses: list[str]) -> Served:
    found = _apart("serve", str(rules), body.decode(), json.dumps(addresses))
    return Served(Spent(**found.pop("start")), **found)


def _apart(*arguments: str) -> dict[str, Any]:
    """Run a part of this file in a process of its own, and return what it measured."""
    with tempfile.NamedTemporaryFile() as result:
        command = [sys.executable, "-m", "tests.benchmarks.growth", result.name, *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        found: dict[str, Any] = json.loads(Path(result.name).read_bytes())
    return found


def _run_command(*arguments: str) -> dict[str, object]:
    from quiz.web.commands import main as quiz  # noqa: PLC0415 - another process is measured

    begun = time.perf_counter()
    try:
        quiz(list(arguments))
    except SystemExit as ended:
        assert ended.code in (0, None, 3), ended.code  # noqa: PT017 - 3: a diff that lets through
    return _spent(begun)


def _run_serve(folder: str, body: str, addresses: str) -> dict[str, object]:
    from quiz.web import create_app  # noqa: PLC0415 - another process is measured

    begun = time.perf_counter()
    app = create_app(Path(folder))
    found: dict[str, object] = {"start": _spent(begun)}
    paths: list[str] = json.loads(addresses)
    found["first_page"] = _milliseconds(lambda: _ask(app, paths[0]), 1)
    for path in paths:
        _ask(app, path)
        _ask(app, path, body.encode())
    found["page"] = _milliseconds(lambda: _ask(app, paths[-1]), ASKED)
    found["answer"] = _milliseconds(lambda: _ask(app, paths[-1], body.encode()), ASKED)
    return found | {"megabytes": _megabytes()}


def _ask(app: Callable[..., Any], path: str, body: bytes | None = None) -> bytes:
    """Ask as a server would."""
    environ = {
        "REQUEST_METHOD": "GET" if body is None else "POST",
        "PATH_INFO": path,
        "SCRIPT_NAME": "",
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "HTTP_ACCEPT_ENCODING": "br",
        "CONTENT_LENGTH": str(len(body or b"")),
        "CONTENT_TYPE": "application/x-www-form-urlencoded" if body else "",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(body or b""),
        "wsgi.errors": sys.stderr,
    }
    said: list[str] = []
    answer = b"".join(app(environ, lambda status, _, __=None: said.append(status)))
    assert said == ["200 OK"], said
    return answer


def _milliseconds(ask: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - begun)
    return median(taken) * 1000


def _spent(begun: float) -> dict[str, object]:
    return {"seconds": time.perf_counter() - begun, "megabytes": _megabytes()}


def _megabytes() -> float:
    """Return the most that this process has taken; what getrusage says begins with its parent's."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


if __name__ == "__main__":
    if sys.argv[1:]:
        result, what, *given = sys.argv[1:]
        found = _run_command(*given) if what == "command" else _run_serve(*given)
        Path(result).write_text(json.dumps(found), encoding="utf-8")
        sys.stdout.flush()
        os._exit(0)  # the thread that looks for changes is not waited for
    main()
