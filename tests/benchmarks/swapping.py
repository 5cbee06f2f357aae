"""Swap good, broken and unsafe rules 200 times under load, and count what must be none.

A real server on a loopback port; some threads ask for the quiz and send answers all the time,
of a pregnant person too. Counted: requests that failed, answers from a rulebook that is not
one of the good ones, and a go-ahead in pregnancy, which the unsafe rules would give.
Run it with `make swap`, or `python -m tests.benchmarks.swapping SWAPS WORKERS CLIENTS`.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from quiz.proving.examining import examine
from tests.benchmarks.load import Load
from tests.copies import RULES, english_rules
from tests.web.running import Running, running

SWAPS, WORKERS, CLIENTS = 200, 2, 4
KINDS = ("good", "broken", "unsafe", "half-written", "good", "vanished")
FILES = STEP, SKIN, HEALTH = (
    "questions/1-concerns.yaml",
    "safety/skin-today.yaml",
    "safety/health.yaml",
)

Ready = dict[str, Any]


def main(swaps: int = SWAPS, workers: int = WORKERS, clients: int = CLIENTS) -> None:
    """Print what was counted; end with 1 if any of it is not none."""
    with tempfile.TemporaryDirectory() as folder:
        rules = english_rules(Path(folder))
        with running(rules, Path(folder), workers=workers) as server:
            passed = {server.ready()["rulebook"]["fingerprint"]}
            memory = [[_megabytes(pid) for pid in server.workers()]]
            with Load(server.port, clients) as load:
                seconds = _swapped(server, rules, swaps, passed)
            memory.append([_megabytes(pid) for pid in server.workers()])
        tracebacks = server.log.read_text(encoding="utf-8").count("Traceback")
    wrong = sum(count for one, count in load.fingerprints.items() if one not in passed)
    rate = load.answered / sum(map(sum, seconds.values()))
    print(f"{swaps} swaps, {workers} workers, {clients} clients, {rate:.0f} answers a second")
    print(f"{load.answered} answers, of {len(load.fingerprints)} rulebooks; {len(passed)} passed")
    print(f"failed requests: {sum(load.failed.values())} {dict(load.failed)}")
    print(f"answers of a rulebook that did not pass: {wrong}")
    print(f"go-aheads in pregnancy: {load.harmed}; tracebacks in the log: {tracebacks}")
    print(f"memory of the workers in MB: before {memory[0]}, after {memory[1]}")
    for kind, taken in seconds.items():
        median, most = sorted(taken)[len(taken) // 2], max(taken)
        print(f"{kind:<13} {len(taken):3} times, all workers in {median:.2f} s, at most {most:.2f}")
    sys.exit(1 if load.failed or wrong or load.harmed or tracebacks else 0)


def _swapped(server: Running, rules: Path, swaps: int, passed: set[str]) -> dict[str, list[float]]:
    """Change the rules again and again, each time until every worker has taken it up."""
    seconds: dict[str, list[float]] = {}
    for number, kind in enumerate(islice(cycle(KINDS), swaps)):
        texts, expected = _change(kind, number, passed)
        for name, text in texts.items():
            if text is None:
                (rules / name).unlink()
            else:
                (rules / name).write_text(text, encoding="utf-8")
        seconds.setdefault(kind, []).append(_until(server, expected))
    return seconds


def _change(
    kind: str, number: int, passed: set[str]
) -> tuple[dict[str, str | None], Callable[[Ready], bool]]:
    """Return new texts of files, None for none, and what /readyz says once they are taken up."""
    texts: dict[str, str | None] = {
        name: (RULES / name).read_text(encoding="utf-8") for name in FILES
    }
    health, skin, step = str(texts[HEALTH]), str(texts[SKIN]), str(texts[STEP])
    begin, end = health.index("- id: pregnant\n"), health.index("- id: breastfeeding\n")
    match kind:
        case "good":
            texts[STEP] = step.replace("title: ", f"title: No {number}, ", 1)
            fingerprint = _passing(str(texts[STEP]))
            passed.add(fingerprint)
            return texts, lambda ready: ready["rulebook"]["fingerprint"] == fingerprint
        case "broken":
            texts[SKIN] = skin.replace("active_acne", f"acne_{number}", 1)
            return texts, _refused_for(f"acne_{number}")
        case "unsafe":
            texts[HEALTH] = health[:begin] + health[end:]
            return texts, _refused_for("V07 unsafe")
        case "half-written":
            texts[HEALTH] = health[: end + 8]
            return texts, _refused_for("[R")
        case _:
            texts[SKIN] = None
            return texts, _refused_for("never-on-rosacea")


def _passing(step: str) -> str:
    """Return the fingerprint of a good change, proved here and apart from the server."""
    with tempfile.TemporaryDirectory() as folder:
        rules = english_rules(Path(folder))
        (rules / STEP).write_text(step, encoding="utf-8")
        rulebook = examine(rules).rulebook
    assert rulebook
    return rulebook.fingerprint


def _refused_for(what: str) -> Callable[[Ready], bool]:
    return lambda ready: bool(ready["refused"]) and what in str(ready["refused"]["problems"])


def _until(server: Running, expected: Callable[[Ready], bool]) -> float:
    """Wait until every worker says so; return when the last one was seen not to."""
    begun = last = time.perf_counter()
    in_a_row = 0
    while in_a_row < 20:
        in_a_row += 1
        if not expected(server.ready()):
            last, in_a_row = time.perf_counter(), 0
        if last - begun > 30:
            raise TimeoutError(f"not taken up: {server.ready()}")
        time.sleep(0.01)
    return last - begun


def _megabytes(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(status.split("VmRSS:")[1].split()[0]) // 1024


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
