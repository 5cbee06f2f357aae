"""What stands beside the rulebook as types: its cases, and the assumed population. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from quiz.model import Urgency
from quiz.problems import Place


@dataclass(frozen=True, slots=True)
class Case:
    """Answers as they would be given, and the outcome they must lead to."""

    id: str
    because: str
    fields: Mapping[str, object]
    outcome: str
    urgency: Urgency | None
    decided_by: tuple[str, ...]
    mentions: tuple[str, ...]
    place: Place = field(compare=False, default=Place("?"))


@dataclass(frozen=True, slots=True)
class Population:
    """The assumed shares of answers, for weighing counts: never a measurement.

    Shares go from 0 to 1, by question and option; of a number by "from-to". In a list each
    stands for itself: how many people would tick that row.
    """

    shares: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    place: Place = field(compare=False, default=Place("?"))
