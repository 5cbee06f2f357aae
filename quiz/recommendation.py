"""The decision as types. Pure.

Tuples rather than dataclasses, because they are made for every decision and a frozen
dataclass takes five times as long to make.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from quiz.answers import Answer, Answers
from quiz.conditions import cited
from quiz.model import NotCovered, Rule, Rulebook, Suit, Urgency

SEE_SPECIALIST = "see_specialist"
COMBINATION = "combination"

_URGENCIES = tuple(Urgency)


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
    """The decision, and everything that fired on the way to it.

    Rules that one answer alone sets off stand first, in the order of the questions; those that
    need more answers, or ask about a follow-up, stand after them.
    """

    rulebook: Rulebook
    answers: Answers
    #: The treatments that are left: the main concern's first, and then as the rulebook has them.
    recommended: tuple[str, ...]
    rules: tuple[Rule, ...]
    suits: tuple[Suit, ...]
    not_covered: tuple[NotCovered, ...]

    @property
    def outcome(self) -> str:
        """The id of the one treatment left, COMBINATION for several, SEE_SPECIALIST for none."""
        if not self.recommended:
            return SEE_SPECIALIST
        return self.recommended[0] if len(self.recommended) == 1 else COMBINATION

    @property
    def urgency(self) -> Urgency | None:
        """The urgency of the most urgent referral."""
        found = [rule.urgency for rule in self.rules if rule.urgency]
        return (
            next((urgency for urgency in _URGENCIES if urgency in found), None) if found else None
        )

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The safety rules that fired, each with the answers that made it fire."""
        return tuple(Finding(rule, cited(rule.when, self.answers)) for rule in self.rules)

    @property
    def verdicts(self) -> Mapping[str, Verdict]:
        """What became of each treatment, worked out anew at every call."""
        return {treatment: self._verdict(treatment) for treatment in self.rulebook.treatments}

    def _verdict(self, treatment: str) -> Verdict:
        stopped_by = tuple(rule for rule in self.rules if treatment in rule.stops)
        cautions = tuple(rule for rule in self.rules if treatment in rule.cautions)
        too_many = len(cautions) > self.rulebook.policy.cautions_allowed
        return Verdict(
            wanted=any(suit.treatment == treatment for suit in self.suits),
            allowed=not stopped_by and not too_many,
            recommended=treatment in self.recommended,
            stopped_by=stopped_by,
            cautions=cautions,
            too_many_cautions=too_many,
        )


def soonest(urgency: Urgency) -> int:
    """Order urgencies, the most urgent first."""
    return _URGENCIES.index(urgency)
