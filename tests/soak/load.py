"""Processes full of threads that ask a server at a bounded rate, and judge what it answers."""

from __future__ import annotations

import multiprocessing
import threading
import time
from array import array
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection as Pipe
from random import Random

from tests.soak.asking import Asked, Mix, WrongError
from tests.soak.client import Connection
from tests.soak.people import Person

PROCESSES, THREADS = 2, 8
CLIENTS = PROCESSES * THREADS
#: Requests on one connection: who comes later must reach a worker that was started meanwhile.
_MOST_ON_ONE = 30
#: Seconds behind its schedule after which a client starts over: there are only so many of them.
_TOO_LATE = 2.0


@dataclass(frozen=True, slots=True)
class Failed:
    """A request that was not answered, and on which connection."""

    at: float
    begun: float  #: when its connection was opened
    own_port: int  #: of the connection; 0 if it never came to be
    first: bool  #: whether it was the first one on its connection
    name: str
    error: str


@dataclass
class Counted:
    """What became of the requests."""

    sent: Counter[str] = field(default_factory=Counter)
    failed: list[Failed] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)  #: the first of them in words
    number_wrong: int = 0
    errors: int = 0  #: answers of 500 and above
    let_go: int = 0  #: not sent, as no client was free
    seen: Counter[tuple[str, int]] = field(default_factory=Counter)  #: fingerprint, second sent
    seconds: dict[str, array[float]] = field(default_factory=dict)  #: from sending, by name
    since_due: array[float] = field(default_factory=lambda: array("f"))

    def add(self, other: Counted) -> None:
        """Add what another one counted."""
        self.sent += other.sent
        self.failed += other.failed
        self.wrong += other.wrong
        self.number_wrong += other.number_wrong
        self.errors += other.errors
        self.let_go += other.let_go
        self.seen += other.seen
        self.since_due.extend(other.since_due)
        for name, seconds in other.seconds.items():
            self.seconds.setdefault(name, array("f")).extend(seconds)


@dataclass(frozen=True, slots=True)
class Plan:
    """What each process is to do."""

    port: int
    seconds: float
    rate: float  #: requests a second of all clients together; 0 for as many as can be
    people: list[Person]
    variants: Mapping[str, int]  #: which way each fingerprint decides
    static: str


class Load:
    """Asks until its time is over."""

    def __init__(self, plan: Plan) -> None:
        context = multiprocessing.get_context("spawn")
        self._ends, self._children = [], []
        for number in range(PROCESSES):
            here, there = context.Pipe()
            child = context.Process(target=_run, args=(plan, number, there), daemon=True)
            child.start()
            there.close()  # else nobody would notice that a child has ended
            self._ends.append(here)
            self._children.append(child)

    def wait(self) -> Counted:
        """Wait until it is over and return what was counted."""
        counted = Counted()
        for end, child in zip(self._ends, self._children, strict=True):
            counted.add(end.recv())
            child.join()
        return counted


def _run(plan: Plan, number: int, pipe: Pipe) -> None:
    counted = [Counted() for _ in range(THREADS)]
    end = time.monotonic() + plan.seconds
    threads = [
        threading.Thread(
            target=_Client(plan, Random(f"{number} {one}"), counted[one]).run, args=[end]
        )
        for one in range(THREADS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one in counted[1:]:
        counted[0].add(one)
    pipe.send(counted[0])


class _Client:
    def __init__(self, plan: Plan, random: Random, counted: Counted) -> None:
        self._rate = plan.rate / CLIENTS
        self._random, self._counted = random, counted
        self._mix = Mix(plan.people, plan.variants, plan.static, random)
        self._connection = Connection(plan.port)

    def run(self, end: float) -> None:
        due = time.monotonic()
        while (now := time.monotonic()) < end:
            if self._rate:
                due += self._random.expovariate(self._rate)
                if now - due > _TOO_LATE:
                    self._counted.let_go += int((now - due) * self._rate)
                    due = now
                time.sleep(max(0.0, due - now))
            self._ask(self._mix.draw(), due if self._rate else now)
        self._connection.close()

    def _ask(self, asked: Asked, due: float) -> None:
        counted, connection = self._counted, self._connection
        if connection.used >= _MOST_ON_ONE:
            connection.close()
        first, sent = connection.used == 0, time.monotonic()
        counted.sent[asked.name] += 1
        try:
            answer = connection.ask(asked.request)
        except OSError as error:
            at, kind = time.monotonic(), type(error).__name__
            counted.failed.append(
                Failed(at, connection.begun, connection.own_port, first, asked.name, kind)
            )
            connection.close()
            return
        answered = time.monotonic()
        counted.seconds.setdefault(asked.name, array("f")).append(answered - sent)
        counted.since_due.append(answered - due)
        counted.errors += answer.status >= 500
        try:
            if fingerprint := asked.judge(answer):
                counted.seen[fingerprint, int(sent)] += 1
        except (WrongError, ValueError, KeyError) as error:
            counted.number_wrong += 1
            if len(counted.wrong) < 3:
                counted.wrong.append(f"{asked.name}: {type(error).__name__} {error}")
