"""Where everything stands in the picture: four columns, one row for each rule. Pure.

A treatment is a lane as tall as the picture, so that nearly every line is level and every
rule is one row of a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from textwrap import wrap

from quiz.conditions import leaves
from quiz.model import Reasoned, Rulebook
from quiz.recommendation import COMBINATION, SEE_SPECIALIST

EDGE = 8.0
ROW = 24.0
LINE = 16.0
QUESTION_WIDTH, RULE_WIDTH, LANE_WIDTH, OUTCOME_WIDTH = 196.0, 272.0, 104.0, 180.0
RULES_X = 284.0
LANES_X = RULES_X + RULE_WIDTH + 36
BETWEEN_LANES = 12.0
BEFORE_OUTCOMES = 64.0
#: Below the legend and the heads of the columns.
TOP = 128.0
#: Between groups: the treatments' names stand there again.
GAP = 30.0
_LETTERS = 25  #: that fit into a line of a question


@dataclass(frozen=True, slots=True)
class Rows:
    """Questions that the same rules ask about, and the rules that stand beside them."""

    questions: tuple[str, ...]
    lines: tuple[str, ...]  #: the questions' names, wrapped
    rules: tuple[Reasoned, ...]
    others: tuple[Reasoned, ...]  #: they ask about these questions too, but stand elsewhere
    top: float
    height: float

    @property
    def middle(self) -> float:
        """The middle of the whole group."""
        return self.top + self.height / 2

    def middle_of(self, n: int) -> float:
        """Return the middle of a row."""
        return self.top + ROW * (n + 0.5)


class Layout:
    """The places of one rulebook's questions, rules, treatments and outcomes."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook

    @cached_property
    def rows(self) -> tuple[Rows, ...]:
        """All groups, from the top down."""
        return tuple(_rows(self.rulebook))

    @cached_property
    def rule_y(self) -> Mapping[str, float]:
        """The middle of each rule's row."""
        return {
            rule.id: rows.middle_of(n) for rows in self.rows for n, rule in enumerate(rows.rules)
        }

    @cached_property
    def lane_x(self) -> Mapping[str, float]:
        """The left of each treatment's lane."""
        step = LANE_WIDTH + BETWEEN_LANES
        return {id: LANES_X + n * step for n, id in enumerate(self.rulebook.treatments)}

    @property
    def outcomes_x(self) -> float:
        """The left of the last column."""
        return max(self.lane_x.values(), default=LANES_X) + LANE_WIDTH + BEFORE_OUTCOMES

    @property
    def width(self) -> float:
        """The width of the whole picture."""
        return self.outcomes_x + OUTCOME_WIDTH + EDGE

    @property
    def bottom(self) -> float:
        """The end of the last group."""
        return self.rows[-1].top + self.rows[-1].height

    @cached_property
    def outcomes(self) -> Mapping[str, tuple[float, float]]:
        """The top and height of each outcome, the most careful one first."""
        names = (SEE_SPECIALIST, *self.rulebook.treatments, COMBINATION)
        each = (self.bottom - TOP + ROW) / len(names)
        return {id: (TOP + n * each, each - ROW) for n, id in enumerate(names)}

    def between_rows(self, y: float) -> float:
        """Return the nearest place between two rows, where a level line crosses no mark."""
        places = [rows.top + n * ROW for rows in self.rows for n in range(1, len(rows.rules))]
        return min(places, key=lambda place: abs(place - y), default=y)


def _rows(rulebook: Rulebook) -> Iterator[Rows]:
    asking = _asking(rulebook)
    top, placed = TOP, set[str]()
    by_rules = groupby(rulebook.questions, key=asking.__getitem__)
    for _, together in by_rules:
        questions = tuple(together)
        names = [line for id in questions for line in wrap(rulebook.questions[id].name, _LETTERS)]
        rules = tuple(rule for rule in asking[questions[0]] if rule.id not in placed)
        others = tuple(rule for rule in asking[questions[0]] if rule.id in placed)
        placed |= {rule.id for rule in rules}
        height = max(ROW * len(rules), LINE * len(names) + EDGE)
        yield Rows(questions, tuple(names), rules, others, top, height)
        top += height + GAP


def _asking(rulebook: Rulebook) -> Mapping[str, tuple[Reasoned, ...]]:
    """Return by question what asks about it, what suits first."""
    reasons = (*rulebook.suits, *rulebook.rules, *rulebook.not_covered)
    asked = {reason.id: {leaf.question for leaf in leaves(reason.when)} for reason in reasons}
    return {
        id: tuple(reason for reason in reasons if id in asked[reason.id])
        for id in rulebook.questions
    }
