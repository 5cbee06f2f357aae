"""What came of it, in words."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from statistics import median
from typing import Protocol

from tests.soak.changing import Change, Changing, stale
from tests.soak.killing import Kill
from tests.soak.load import CLIENTS, Counted, Failed
from tests.soak.memory import Watched

#: What memory may differ by between two thirds: megabytes, and a share.
_MEGABYTES, _SHARE = 2.0, 1.03
_MORE_FILES = 8
_MOST_TOLD = 10


class Beside(Protocol):
    """What was seen of the processes."""

    watched: Watched
    workers: list[int]
    back: list[float]
    late: int
    books: int

    @property
    def server(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Soaked:
    """All that was counted and seen."""

    seconds: float
    capacity: float
    counted: Counted
    changing: Changing
    kills: list[Kill]
    beside: Beside
    tracebacks: int  #: in the log


def told(soaked: Soaked) -> tuple[list[str], bool]:
    """Return what came of it in lines, and whether all is as it must be."""
    counted, changes = soaked.counted, soaked.changing.changes
    lines, wrong = _of_requests(soaked)
    outdated = stale(changes, counted.seen, soaked.changing.rulebooks[0].fingerprint)
    missed = sum(change.done is None for change in changes)
    tracebacks = soaked.tracebacks
    memory, grew = _of_memory(soaked.beside)
    lines += [
        f"wrong answers: {counted.number_wrong} {counted.wrong[:3]}",
        f"answers of 500 and above: {counted.errors}",
        f"answers of a rulebook that was not the one to be served: {outdated}",
        *_of_changes(changes),
        f"changes that were not taken up: {missed}; tracebacks in the log: {tracebacks}",
        *_of_seconds(counted),
        *memory,
    ]
    bad = wrong + counted.number_wrong + counted.errors + outdated + missed + tracebacks + grew
    back = len(soaked.beside.back) >= len(soaked.kills) - 1
    return [*lines, "as it must be" if not bad and back else "NOT AS IT MUST BE"], not bad and back


def _of_requests(soaked: Soaked) -> tuple[list[str], int]:
    counted, kills, beside = soaked.counted, soaked.kills, soaked.beside
    sent = sum(counted.sent.values())
    explained = [one for one in counted.failed if any(kill.explains(one) for kill in kills)]
    others = [one for one in counted.failed if one not in explained]
    idle = sum(not one.first for one in explained)
    taken = sorted(beside.back)
    back = f"{median(taken):.1f} s, at most {taken[-1]:.1f} s" if taken else "never"
    return [
        f"{soaked.seconds / 60:g} minutes, {CLIENTS} clients",
        f"{sent / soaked.seconds:.0f} requests a second of {soaked.capacity:.0f} that could be",
        f"{counted.let_go} not sent as no client was free",
        f"{sent} requests: {dict(counted.sent.most_common())}",
        f"{len(kills)} workers killed ({beside.late} not, as one was missing), back after {back}",
        f"failed on connections of a killed worker: {len(explained)} ({idle} had answered before)",
        f"failed otherwise: {len(others)}",
        *(f"  {_nearest(one, kills)}" for one in others[:_MOST_TOLD]),
    ], len(others)


def _nearest(failed: Failed, kills: list[Kill]) -> str:
    """Say when a request failed, and how that lies to the nearest kill."""
    nearest = min(kills, key=lambda kill: abs(failed.at - kill.killed), default=None)
    if nearest is None:
        return str(failed)
    at, begun = failed.at - nearest.killed, failed.begun - nearest.stopped
    return f"{failed}: {at:.3f} s after the kill, opened {begun:.3f} s after the stop"


def _of_changes(changes: list[Change]) -> list[str]:
    lines = []
    for kind in dict.fromkeys(change.kind for change in changes):
        taken = sorted(one.done - one.begun for one in changes if one.kind == kind and one.done)
        if taken:
            lines.append(
                f"rules, {kind}: {len(taken)} times, known to all workers after "
                f"{median(taken):.1f} s, at most {taken[-1]:.1f} s"
            )
    return lines


def _of_seconds(counted: Counted) -> list[str]:
    lines = [f"since it was due: {_spread(counted.since_due)}"]
    every = sorted(counted.seconds.items(), key=lambda one: -len(one[1]))
    return lines + [f"  {name}: {_spread(seconds)}" for name, seconds in every]


def _spread(seconds: array[float]) -> str:
    ordered = sorted(seconds)
    if not ordered:
        return "never"
    half, most = ordered[len(ordered) // 2], ordered[-1]
    parts = [f"p{part:g} {1000 * _at(ordered, part):.1f}" for part in (95, 99, 99.9)]
    return f"median {1000 * half:.1f} ms, {', '.join(parts)}, most {1000 * most:.0f}"


def _at(ordered: list[float], part: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * part / 100))]


def _of_memory(beside: Beside) -> tuple[list[str], int]:
    """Say what the processes that lived all the time took; and count those that grew."""
    lines, grew = [], 0
    for name, pid in (("the eldest worker", beside.workers[0]), ("the server", beside.server)):
        samples = beside.watched.samples[pid]
        then, now = beside.watched.thirds(pid)
        more = now.megabytes > then.megabytes * _SHARE + _MEGABYTES
        grew += more or now.files > then.files + _MORE_FILES
        lines.append(
            f"{name}: {samples[0].megabytes:.0f} MB at first, {then.megabytes:.1f} in the second "
            f"third, {now.megabytes:.1f} in the last; open files {then.files}, {now.files}"
        )
    young = [
        sample.megabytes
        for pid in beside.watched.samples
        if pid not in (beside.workers[0], beside.server)
        and (sample := beside.watched.at_age(pid, 10))
    ]
    if young:
        lines.append(
            f"workers 10 s after they were first seen: first {young[0]:.0f} MB, last "
            f"{young[-1]:.0f} MB, at most {max(young):.0f} MB"
        )
    return lines, grew
