"""Read a folder of rules and prove what was read: the only module here that loads a diagram."""

from __future__ import annotations

from pathlib import Path

from quiz.checks import CLINIC_SERVED_ONLY_WITH, SERVED_ONLY_WITH, Examined, run
from quiz.proving.proof import Proof
from quiz.proving.stamp import program_stamp
from quiz.reading import read


def examine(folder: Path, former: Proof | None = None) -> Proof:
    """Read a folder and prove its rulebook safe, here and now.

    A clinic is taken over from a former proof by this very program if all that it was made from
    is what it was: its own file, its logo, and every rule of the rulebook.
    """
    program = program_stamp()
    known = former.clinics if former and former.program == program else {}
    reading = read(folder, cases=False, known=known.values())
    if reading.rulebook is None:
        return Proof(None, reading.problems)
    new = tuple(one for id, one in reading.clinics.items() if one is not known.get(id))
    examined = Examined(reading.rulebook, population=reading.population, clinics=new)
    broken = tuple(one for _, found in run(examined, SERVED_ONLY_WITH) for one in found)
    if broken:
        return Proof(None, (*broken, *reading.problems))
    looser = tuple(one for _, found in run(examined, CLINIC_SERVED_ONLY_WITH) for one in found)
    left_out = {problem.place.file for problem in looser}
    return Proof(
        reading.rulebook,
        (*looser, *reading.problems),
        {id: one for id, one in reading.clinics.items() if one.place.file not in left_out},
        checks=tuple(check.code for check in (*SERVED_ONLY_WITH, *CLINIC_SERVED_ONLY_WITH)),
        answers=examined.space.count(examined.space.valid),
        program=program,
    )
