"""The decision as types. Pure.

Tuples rather than dataclasses, because they are made for every decision and a frozen
dataclass takes five times as long to make.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from quiz.answers import Answer, Answers
from quiz.conditions import cited
from quiz.model import NotCovered, Rule, Suit, Urgency

SEE_SPECIALIST = "see_specialist"
COMBINATION = "combination"


class Finding(NamedTuple):
    """A safety rule that fired, and the answers that made it fire."""

    rule: Rule
    answers: Mapping[str, Answer]


class Verdict(NamedTuple):
    """What became of one treatment."""

    wanted: bool
    allowed: bool
    recommended: bool
    stopped_by: tuple[Rule, ...]
    cautions: tuple[Rule, ...]
    too_many_cautions: bool


class Recommendation(NamedTuple):
    """The decision, and everything that fired on the way to it, in the order of the answers."""

    outcome: str  #: the id of a treatment, COMBINATION or SEE_SPECIALIST
    urgency: Urgency | None  #: of the most urgent referral
    verdicts: Mapping[str, Verdict]
    rules: tuple[Rule, ...]
    suits: tuple[Suit, ...]
    not_covered: tuple[NotCovered, ...]
    answers: Answers

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The safety rules that fired, each with the answers that made it fire."""
        return tuple(Finding(rule, cited(rule.when, self.answers)) for rule in self.rules)

    @property
    def recommended(self) -> tuple[str, ...]:
        """The treatments of the outcome, none for SEE_SPECIALIST."""
        return tuple(id for id, verdict in self.verdicts.items() if verdict.recommended)
