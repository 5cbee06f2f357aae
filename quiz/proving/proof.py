"""What came of proving a folder of rules. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from quiz.clinic import Clinic
from quiz.model import Rulebook
from quiz.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class Proof:
    """A rulebook that may be served, or the problems because of which it may not."""

    rulebook: Rulebook | None  #: None if it does not read or its proofs do not hold
    problems: tuple[Problem, ...]  #: with a rulebook: what was left out of it, a broken clinic say
    clinics: Mapping[str, Clinic] = field(default_factory=dict)
    checks: tuple[str, ...] = ()  #: the codes of what was proved
    answers: int = 0  #: for how many sets of answers
    final: bool = True  #: False if nobody knows, as the proofs were cut short
    program: str = ""  #: the stamp of the program that proved it


#: Reads and proves a folder of rules; never raises.
Prover: TypeAlias = Callable[[Path], Proof]
#: The same, given an earlier proof: what has not changed since need not be proved again.
Renewer: TypeAlias = Callable[[Path, Proof | None], Proof]


def unknown(why: str) -> Proof:
    """Return the proof of a rulebook of which nothing was proved."""
    what, hint = f"nothing was proved: {why}", "run quiz check on this folder"
    problem = Problem(Place("rulebook.yaml"), "V18", "over-budget", what, hint)
    return Proof(None, (problem,), final=False)
