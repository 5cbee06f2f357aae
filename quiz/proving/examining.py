"""Read a folder of rules and prove what was read: the only module here that loads a diagram."""

from __future__ import annotations

from pathlib import Path

from quiz.checks import SERVED_ONLY_WITH, Examined, run
from quiz.proving.proof import Proof
from quiz.reading import read


def examine(folder: Path) -> Proof:
    """Read a folder and prove its rulebook safe, here and now."""
    reading = read(folder, cases=False)
    if reading.rulebook is None:
        return Proof(None, reading.problems)
    examined = Examined(reading.rulebook, population=reading.population)
    broken = tuple(one for _, found in run(examined, SERVED_ONLY_WITH) for one in found)
    if broken:
        return Proof(None, (*broken, *reading.problems))
    return Proof(
        reading.rulebook,
        reading.problems,
        reading.clinics,
        checks=tuple(check.code for check in SERVED_ONLY_WITH),
        answers=examined.space.count(examined.space.valid),
    )
