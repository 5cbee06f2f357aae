"""The plan that studies followed, along a line of days. Pure.

Every place across is a share of the width in percent, so that the picture is as wide as there
is room while its marks and words keep their size. What is not stated is not drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from quiz.model import Judged, Plan

_WEEK = 7
#: Weeks between two figures under the line; there is room for eight of them on a small phone.
_STEPS = (1, 2, 4, 8, 13, 26, 52)
_MOST_FIGURES = 8
#: The least share of the width between two sessions that leaves room for large marks.
_ROOMY = 8.0
#: The height in pixels with one line, or with the one for what is not stated under it.
_ONE_LINE, _TWO_LINES = 56, 88
#: A longer time to keep free is told in words only.
_LONGEST_STRIP = 14


@dataclass(frozen=True, slots=True)
class Point:
    """A mark on the line."""

    x: float
    sure: bool = True  #: False: only in some studies


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some days on the line."""

    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A figure under the line: weeks since its start."""

    x: float
    week: int


@dataclass(frozen=True, slots=True)
class Day:
    """One day after a session, for the strip of days."""

    number: int
    look: str  #: recovery, perhaps or free


@dataclass(frozen=True, slots=True)
class Timeline:
    """All that the template of a plan's picture draws."""

    roomy: bool
    sessions: tuple[Point, ...]
    going_on: Stretch | None  #: where there are more sessions, nobody says how many
    recovery: tuple[Stretch, ...]
    free: tuple[Stretch, ...]
    judged: tuple[Stretch, ...]  #: on the line of the sessions
    judged_apart: tuple[Stretch, ...]  #: on a line of their own: from which day is not stated
    review: float | None
    ticks: tuple[Tick, ...]
    height: int


def timeline(plan: Plan) -> Timeline | None:
    """Lay a plan out; nothing where too little of it is stated for a line of time."""
    days = _session_days(plan)
    if not days:
        return None
    length = max(chain(days, _ends(plan, days)))
    if not length:
        return None
    line = _Line(length)
    known = [judged for judged in plan.judged if judged.since != "not_stated"]
    apart = [judged for judged in plan.judged if judged.since == "not_stated"]
    return Timeline(
        roomy=line.at(plan.days_between or length) >= _ROOMY,
        sessions=tuple(Point(line.at(day), sure) for day, sure in days.items()),
        going_on=line.stretch(_going_on(plan, days)) if plan.sessions is None else None,
        recovery=tuple(line.stretches(days, (0, (plan.recovery_days or (0, 0))[1]))),
        free=tuple(line.stretches(days, (0, plan.plan_days or 0))),
        judged=tuple(_judged(line, one, days) for one in known),
        judged_apart=tuple(line.stretch(one.days) for one in apart),
        review=line.at(_review(plan)) if _review(plan) else None,
        ticks=tuple(line.ticks()),
        height=_TWO_LINES if apart else _ONE_LINE,
    )


def strip(plan: Plan) -> tuple[Day, ...]:
    """Give the days after a session one by one; none where it is not stated how many."""
    shortest, longest = plan.recovery_days or (0, 0)
    count = max(longest, plan.plan_days or 0)
    if count > _LONGEST_STRIP:
        return ()
    looks = ["recovery"] * shortest + ["perhaps"] * (longest - shortest)
    looks += ["free"] * (count - longest)
    return tuple(Day(number, look) for number, look in enumerate(looks, 1))


class _Line:
    def __init__(self, length: int) -> None:
        self._length = length

    def at(self, day: int) -> float:
        return round(100 * day / self._length, 2)

    def stretch(self, days: tuple[int, int]) -> Stretch:
        first, last = days
        return Stretch(self.at(first), round(self.at(last) - self.at(first), 2))

    def stretches(self, days: dict[int, bool], after: tuple[int, int]) -> Iterator[Stretch]:
        if after[1]:
            yield from (self.stretch((day + after[0], day + after[1])) for day in days)

    def ticks(self) -> Iterator[Tick]:
        weeks = self._length // _WEEK
        step = next((n for n in _STEPS if weeks // n < _MOST_FIGURES), weeks)
        yield from (Tick(self.at(week * _WEEK), week) for week in range(0, weeks + 1, step or 1))


def _session_days(plan: Plan) -> dict[int, bool]:
    """Return the day of each session, and whether all studies had it."""
    if plan.sessions == (1, 1):
        return {0: True}
    if plan.days_between is None:
        return {}
    # How many is not stated, only that there are several: two show the gap, and it goes on.
    fewest, most = plan.sessions or (0, 2)
    return {n * plan.days_between: n < fewest for n in range(most)}


def _ends(plan: Plan, days: dict[int, bool]) -> Iterator[int]:
    """Yield the last day of everything that is drawn."""
    last = max(days)
    yield last + (plan.plan_days or 0)
    yield last + (plan.recovery_days or (0, 0))[1]
    yield _review(plan)
    if plan.sessions is None:
        yield _going_on(plan, days)[1]
    yield from (_start(one, days) + one.days[1] for one in plan.judged)


def _going_on(plan: Plan, days: dict[int, bool]) -> tuple[int, int]:
    return max(days), max(days) + (plan.days_between or 0)


def _review(plan: Plan) -> int:
    """Return the day of the review that follows a single session."""
    return plan.days_between or 0 if plan.sessions == (1, 1) else 0


def _start(judged: Judged, days: dict[int, bool]) -> int:
    return max(days) if judged.since == "last_session" else 0


def _judged(line: _Line, judged: Judged, days: dict[int, bool]) -> Stretch:
    start, (first, last) = _start(judged, days), judged.days
    return line.stretch((start + first, start + last))
