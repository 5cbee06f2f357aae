"""Rules that change all the time: good ones, and unsafe or broken ones that must be refused."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException
from itertools import cycle
from pathlib import Path
from typing import Any

from quiz.model import Rulebook
from quiz.proving.examining import examine
from tests.copies import RULES
from tests.web.running import ask

#: How many good rulebooks follow each other: half of them allow one caution less.
GOOD = 4
_ABOUT, _HEALTH, _CLINIC = "rulebook.yaml", "safety/health.yaml", "clinics/demo.yaml"
_BAD = ("unsafe", "half-written", "unsafe", "vanished")
#: How many times in a row each worker must be met, and seconds in which it must have been.
_IN_A_ROW, _PATIENCE = 16, 60


@dataclass(frozen=True, slots=True)
class Change:
    """One change: when it was written, and when every worker had taken it up."""

    kind: str
    fingerprint: str  #: of the rulebook that is served afterwards
    begun: float
    done: float | None  #: None if that was never seen


@dataclass
class Changing:
    """Changes a copy of the rules under a server."""

    rules: Path
    port: int = 0
    changes: list[Change] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rulebooks = [_proved(self.rules, number) for number in range(GOOD)]
        _write(self.rules, 0)
        self._good, self._bad = cycle([1, 2, 3, 0]), cycle(_BAD)
        self._served = self.rulebooks[0].fingerprint

    def change(self) -> None:
        """Make the next change, and wait until every worker has taken it up."""
        good, begun = len(self.changes) % 2 == 0, time.monotonic()
        if good:
            number = next(self._good)
            kind, self._served = "good", self.rulebooks[number].fingerprint
            _write(self.rules, number, clinic=f"Demo clinic {len(self.changes)}")
        else:
            kind = next(self._bad)
            _spoil(self.rules, kind)
        taken = self._until(lambda ready: self._is(ready, refused=not good))
        self.changes.append(Change(kind, self._served, begun, time.monotonic() if taken else None))

    def _is(self, ready: dict[str, Any], *, refused: bool) -> bool:
        served = ready["rulebook"]["fingerprint"] == self._served
        return served and bool(ready["refused"]) is refused

    def _until(self, holds: Callable[[dict[str, Any]], bool]) -> bool:
        end, in_a_row = time.monotonic() + _PATIENCE, 0
        while time.monotonic() < end:
            try:
                status, text = ask(self.port, "GET", "/readyz")
            except (OSError, HTTPException):  # of a worker that was killed
                in_a_row = 0
                continue
            in_a_row = in_a_row + 1 if status == 200 and holds(json.loads(text)) else 0
            if in_a_row == _IN_A_ROW:
                return True
            time.sleep(0.05)
        return False


def stale(changes: list[Change], seen: dict[tuple[str, int], int], first: str) -> int:
    """Count answers of a rulebook that was not the one to be served when they were asked for.

    Between writing and taking up it may be either of the two; a second is the finest that is known.
    """
    count = 0
    for (fingerprint, second), number in seen.items():
        allowed, before = set(), first
        for change in changes:
            if second <= (change.done or change.begun + _PATIENCE):
                break
            before = change.fingerprint
        allowed = {before} | {
            one.fingerprint
            for one in changes
            if one.begun - 1 <= second <= (one.done or one.begun + _PATIENCE)
        }
        count += 0 if fingerprint in allowed else number
    return count


def _write(rules: Path, number: int, clinic: str = "Demo clinic") -> None:
    """Make the rules whole again, in one of the good ways."""
    text = (RULES / _ABOUT).read_text(encoding="utf-8")
    for old, new in (
        ('version: "', f'version: "{number}.'),
        ("cautions_allowed: 2", f"cautions_allowed: {2 - number % 2}"),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    about = (RULES / _CLINIC).read_text(encoding="utf-8")
    _replace(rules / _ABOUT, text)
    _replace(rules / _CLINIC, about.replace("name: Demo clinic", f"name: {clinic}", 1))
    shutil.copy(RULES / _HEALTH, rules / _HEALTH)


def _spoil(rules: Path, kind: str) -> None:
    text = (RULES / _HEALTH).read_text(encoding="utf-8")
    begin, end = text.index("- id: pregnant\n"), text.index("- id: breastfeeding\n")
    match kind:
        case "unsafe":
            _replace(rules / _HEALTH, text[:begin] + text[end:])
        case "half-written":
            (rules / _HEALTH).write_text(text[: end + 8], encoding="utf-8")
        case _:
            (rules / _HEALTH).unlink()


def _replace(file: Path, text: str) -> None:
    """Write as most editors do: another file, put in its place."""
    new = file.with_suffix(".new")
    new.write_text(text, encoding="utf-8")
    new.replace(file)


def _proved(rules: Path, number: int) -> Rulebook:
    _write(rules, number)
    proof = examine(rules)
    assert proof.rulebook, proof.problems
    return proof.rulebook
