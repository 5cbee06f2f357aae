"""What was counted and proved of a rulebook, as plain numbers and texts. Pure.

Nothing here holds or needs a diagram, so that a child process can hand it over as JSON and
pages can show it long after the proofs are forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quiz.answers import Answer


@dataclass(frozen=True, slots=True)
class CheckFigures:
    """What one check found."""

    code: str
    name: str
    level: str
    holds: str  #: what is so when nothing was found: the first line of the check's page
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReasonFigures:
    """For whom a rule, suit or missing cover fires."""

    share: float | None  #: of the assumed population, from 0 to 1; None if none is assumed
    sets: int  #: how many sets of answers
    example: str  #: the most ordinary person for whom it fires; "" if there is nobody
    examples: Mapping[str, str]  #: by treatment, the same where it makes the difference
    always_with: tuple[str, ...]  #: what fires whenever this does, by id


@dataclass(frozen=True, slots=True)
class OutcomeFigures:
    """Who gets an outcome."""

    share: float | None
    sets: int
    example: str
    through: Mapping[str, str]  #: by treatment, the most ordinary person who gets it through that


@dataclass(frozen=True, slots=True)
class Figures:
    """All that is counted and proved of one rulebook."""

    fingerprint: str
    checked_on: str  #: an ISO date; "" if review dates were not looked at
    answers: int  #: how many sets of answers the proofs are about
    checks: tuple[CheckFigures, ...]
    reasons: Mapping[str, ReasonFigures]
    outcomes: Mapping[str, OutcomeFigures]
    ordinary: Mapping[str, Answer]  #: the most ordinary answer to each question, asked or not
