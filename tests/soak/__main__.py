"""Load a real server for half an hour while its rules change and its workers are killed.

With a change of the rules every 10 seconds, every other one unsafe or broken, and the younger
worker killed (SIGKILL) every 20. First what it can do under that is measured; then it is asked at
80% of it, by clients that know what each answer must be. The eldest lives all the time: its memory
is looked at. Nothing is written; it ends with 1 if a request failed that was not on a killed
worker's connection, an answer was wrong or 500, a change was not taken up, or memory grew.
Run it with `make soak`, or `python -m tests.soak MINUTES WORKERS`.
"""

from __future__ import annotations

import re
import sys
import tempfile
import threading
import time
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from random import Random

from tests.copies import copied_rules
from tests.soak.changing import Changing
from tests.soak.killing import Kill, kill, listening
from tests.soak.load import Counted, Load, Plan
from tests.soak.memory import Watched
from tests.soak.people import people
from tests.soak.told import Soaked, told
from tests.web.running import Running, ask, running

MINUTES, WORKERS = 30.0, 2
SHARE, CHANGE_EVERY, KILL_EVERY, LOOK_EVERY = 0.8, 10, 20, 5
#: Seconds in which it is measured how many requests can be answered.
_WARM_UP, _REHEARSED = 5, 60
_PEOPLE = 2000


def main(minutes: float = MINUTES, workers: int = WORKERS) -> None:
    """Print what was counted; end with 1 if any of it is not as it must be."""
    with tempfile.TemporaryDirectory() as folder:
        changing = Changing(copied_rules(Path(folder)))
        with running(changing.rules, Path(folder), workers=workers) as server:
            changing.port = server.port
            lines, fine = told(_soaked(server, changing, minutes * 60))
    print("\n".join(lines))
    sys.exit(0 if fine else 1)


def _soaked(server: Running, changing: Changing, seconds: float) -> Soaked:
    variants = {one.fingerprint: number % 2 for number, one in enumerate(changing.rulebooks)}
    found = re.search(r'href="(/static/css/pages.css[^"]*)"', server.ask("GET", "/")[1])
    assert found, "the page names its stylesheet"
    made = people(tuple(changing.rulebooks[:2]), _PEOPLE, Random(1))

    def plan(seconds: float, rate: float) -> Plan:
        return Plan(server.port, seconds, rate, made, variants, found[1])

    Load(plan(_WARM_UP, 0)).wait()
    rehearsed, _ = _disturbed(server, changing, plan(_REHEARSED, 0))
    capacity = sum(rehearsed.sent.values()) / _REHEARSED
    print(f"capacity: {capacity:.0f} requests a second", flush=True)
    counted, beside = _disturbed(server, changing, plan(seconds, SHARE * capacity))
    with server.log.open(encoding="utf-8") as log:  # a line for each request: too long to be read
        tracebacks = sum("Traceback" in line for line in log)
    return Soaked(seconds, capacity, counted, changing, beside.kills, beside, tracebacks)


def _disturbed(server: Running, changing: Changing, plan: Plan) -> tuple[Counted, Beside]:
    """Load the server while its rules change and its workers are killed."""
    beside, load = Beside(server), Load(plan)
    end = time.monotonic() + plan.seconds
    while (begun := time.monotonic()) < end - CHANGE_EVERY:
        changing.change()
        time.sleep(max(0.0, begun + CHANGE_EVERY - time.monotonic()))
    counted = load.wait()
    beside.stop()
    return counted, beside


class Beside:
    """Kills workers and looks at their memory while the rules change; asks for the rulebook."""

    def __init__(self, server: Running) -> None:
        self.kills: list[Kill] = []
        self.watched = Watched()
        self.back: list[float] = []  #: seconds until there were as many workers as before
        self.late = self.books = 0
        self.workers = server.workers()  #: the eldest first
        self._server, self._number = server, len(self.workers)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    @property
    def server(self) -> int:
        """The process that the workers come from."""
        return self._server.pid

    def stop(self) -> None:
        """End it."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        round = 0
        while not self._stop.wait(LOOK_EVERY):
            round += 1
            self._meet()
            self.watched.look([self._server.pid, *self.workers])
            if round % (KILL_EVERY // LOOK_EVERY) == 0:
                self._kill_youngest()
            if round % (60 // LOOK_EVERY) == 0:
                self._ask_for_the_rulebook()
                self._say()

    def _meet(self) -> None:
        """Bring the list of workers up to date."""
        now = self._server.workers()
        self.workers = [one for one in self.workers if one in now]
        self.workers += [one for one in now if one not in self.workers]

    def _kill_youngest(self) -> None:
        if len(self.workers) < self._number or listening(self._server.port) < self._number:
            self.late += 1
            return
        self.kills.append(kill(self.workers[-1], self._server.port))
        begun = time.monotonic()
        while not self._stop.wait(0.1):
            if listening(self._server.port) == self._number:
                self.back.append(time.monotonic() - begun)
                break

    def _ask_for_the_rulebook(self) -> None:
        """Have its figures counted, in a process of their own: often would be a load by itself."""
        with suppress(OSError, HTTPException):
            self.books += ask(self._server.port, "GET", "/rulebook")[0] == 200

    def _say(self) -> None:
        megabytes = [round(self.watched.samples[one][-1].megabytes) for one in self.workers[:1]]
        print(f"{len(self.kills)} killed, eldest worker {megabytes} MB", flush=True)


if __name__ == "__main__":
    main(*(kind(text) for kind, text in zip((float, int), sys.argv[1:], strict=False)))
