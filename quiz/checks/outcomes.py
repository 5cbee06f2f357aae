"""What the rules permit, for every set of answers at once. Pure.

The decision of `quiz.engine` said again as sets, so that it can be proved and counted. That
the two agree is a check of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from quiz.checks.diagram import Node
from quiz.checks.space import Space
from quiz.conditions import leaves
from quiz.model import Reasoned, Rule, Suit, Urgency
from quiz.recommendation import COMBINATION, SEE_SPECIALIST


class Outcomes:
    """The sets of answers that lead to each outcome, for some rules and suits of a rulebook."""

    def __init__(
        self,
        space: Space,
        rules: Iterable[Rule] | None = None,
        suits: Iterable[Suit] | None = None,
    ) -> None:
        rulebook = space.rulebook
        self.space = space
        self.treatments = tuple(rulebook.treatments)
        self.rules = tuple(rulebook.rules if rules is None else rules)
        self.suits = tuple(rulebook.suits if suits is None else suits)
        self._diagram = space.diagram

    def fires(self, reason: Reasoned) -> Node:
        """Return where a reason fires, for valid answers only."""
        return self.space.valid & self.space.holds(reason.when)

    @cached_property
    def wanted(self) -> Mapping[str, Node]:
        """Where each treatment suits one of the concerns."""
        return self._suiting(lambda suit: self.space.holds(suit.when))

    @cached_property
    def suits_main(self) -> Mapping[str, Node]:
        """Where each treatment suits the main concern."""
        main = self.space.rulebook.main_concern
        return self._suiting(
            lambda suit: self.space.holds(suit.when) & self.space.chosen(main, suit.concern)
        )

    @cached_property
    def stopped(self) -> Mapping[str, Node]:
        """Where each treatment is stopped by some rule."""
        return {
            treatment: self._any(rule for rule in self.rules if treatment in rule.stops)
            for treatment in self.treatments
        }

    @cached_property
    def stopping(self) -> Mapping[str, Mapping[frozenset[str], Node]]:
        """Where each treatment is stopped, by the questions that the rules ask."""
        return {treatment: self._stopping(treatment) for treatment in self.treatments}

    @cached_property
    def too_careful(self) -> Mapping[str, Node]:
        """Where each treatment has more cautions than are allowed."""
        number = self.space.rulebook.policy.cautions_allowed + 1
        return {
            treatment: self._diagram.at_least(number, self._cautions(treatment))
            for treatment in self.treatments
        }

    @cached_property
    def suits_main_well(self) -> Mapping[str, Node]:
        """Where each treatment suits the main concern, without too many cautions."""
        return {
            treatment: self.space.valid & node & ~self.too_careful[treatment]
            for treatment, node in self.suits_main.items()
        }

    @cached_property
    def careful(self) -> Node:
        """Where there are more cautions than a combination may have."""
        number = self.space.rulebook.policy.cautions_allowed_for_combination + 1
        return self._diagram.at_least(
            number, [self.space.holds(rule.when) for rule in self.rules if rule.cautions]
        )

    @cached_property
    def left(self) -> Mapping[str, Node]:
        """Where each treatment is left standing, whether the main concern is served or not."""
        candidates = {
            treatment: self.space.valid
            & self.wanted[treatment]
            & ~self.stopped[treatment]
            & ~self.too_careful[treatment]
            for treatment in self.treatments
        }
        several = self._diagram.at_least(2, candidates.values())
        return {
            treatment: node & (~(several & self.careful) | self.suits_main[treatment])
            for treatment, node in candidates.items()
        }

    @cached_property
    def permitted(self) -> Mapping[str, Node]:
        """Where each treatment is part of the outcome."""
        served = self._diagram.any_of(
            self.left[treatment] & self.suits_main[treatment] for treatment in self.treatments
        )
        return {treatment: node & served for treatment, node in self.left.items()}

    @cached_property
    def specialist(self) -> Node:
        """Where the outcome is to see a specialist."""
        return self.space.valid & ~self._diagram.any_of(self.permitted.values())

    @cached_property
    def combination(self) -> Node:
        """Where the outcome is a combination."""
        return self._diagram.at_least(2, self.permitted.values())

    def by_name(self) -> Mapping[str, Node]:
        """Return where each outcome is, by its name."""
        several = {COMBINATION: self.combination, SEE_SPECIALIST: self.specialist}
        return {treatment: self.alone(treatment) for treatment in self.treatments} | several

    def alone(self, treatment: str) -> Node:
        """Return where one treatment is the outcome by itself."""
        return self.permitted[treatment] & ~self.combination

    @cached_property
    def urgencies(self) -> Mapping[Urgency, Node]:
        """Where the most urgent referral has each urgency."""
        before = self._diagram.nothing
        found: dict[Urgency, Node] = {}
        for urgency in Urgency:
            here = self._any(rule for rule in self.rules if rule.urgency is urgency)
            found[urgency] = self.space.valid & here & ~before
            before = before | here
        return found

    def without(self, suit: Suit) -> Outcomes:
        """Return the outcomes if one suit were dropped; what the rules say stays as it is."""
        left = Outcomes(self.space, self.rules, [one for one in self.suits if one is not suit])
        vars(left).update(stopped=self.stopped, too_careful=self.too_careful, careful=self.careful)
        return left

    def no_later(self, urgency: Urgency) -> Node:
        """Return where somebody is told to see a doctor as soon as that, or sooner."""
        as_soon = tuple(Urgency)[: tuple(Urgency).index(urgency) + 1]
        here = self._any(rule for rule in self.rules if rule.urgency in as_soon)
        return self.space.valid & here

    def with_rules(self, rules: Iterable[Rule]) -> Outcomes:
        """Return the outcomes by other rules; what the suits say stays as it is."""
        other = Outcomes(self.space, rules, self.suits)
        vars(other).update(wanted=self.wanted, suits_main=self.suits_main)
        return other

    def stopped_but_by(self, rule: Rule, treatment: str) -> Node:
        """Return where a treatment is stopped by any other rule than this one."""
        return self._any(one for one in self.rules if treatment in one.stops and one is not rule)

    def _stopping(self, treatment: str) -> Mapping[frozenset[str], Node]:
        groups: dict[frozenset[str], list[Rule]] = {}
        for rule in self.rules:
            if treatment in rule.stops:
                asked = frozenset(leaf.question for leaf in leaves(rule.when))
                groups.setdefault(asked, []).append(rule)
        return {asked: self._any(rules) for asked, rules in groups.items()}

    def _suiting(self, where: Callable[[Suit], Node]) -> Mapping[str, Node]:
        return {
            treatment: self._diagram.any_of(
                where(suit) for suit in self.suits if suit.treatment == treatment
            )
            for treatment in self.treatments
        }

    def _any(self, reasons: Iterable[Reasoned]) -> Node:
        return self._diagram.any_of(self.space.holds(reason.when) for reason in reasons)

    def _cautions(self, treatment: str) -> list[Node]:
        return [self.space.holds(rule.when) for rule in self.rules if treatment in rule.cautions]
