"""Every valid set of answers to a rulebook, as one diagram. Pure.

A variable for each option that can be chosen, a number cut into bands where the rules cut
it. Follow-ups that do not apply, "none", "not sure" and all else that the reader of answers
demands are part of it, so that nobody impossible is ever found.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple, assert_never

from quiz.answers import Answer, Answers
from quiz.checks.diagram import BUDGET, Diagram, Node
from quiz.conditions import AllOf, AnyOf, Between, Chosen, Condition, NoneOf, leaves
from quiz.model import Rulebook
from quiz.questions import Kind, Question


class Band(NamedTuple):
    """Numbers between which no condition makes a difference, both included."""

    low: int
    high: int


Choice = str | Band


class Space:
    """The sets of answers of one rulebook, with conditions as parts of it."""

    def __init__(
        self,
        rulebook: Rulebook,
        budget: int = BUDGET,
        cut_for: Iterable[Condition] = (),
        deadline: float = math.inf,
    ) -> None:
        self.rulebook = rulebook
        cuts = [*conditions(rulebook), *cut_for]
        self.choices: Mapping[str, tuple[Choice, ...]] = {
            id: _choices(question, cuts) for id, question in rulebook.questions.items()
        }
        self.diagram = Diagram(_order(rulebook, self.choices), budget, deadline)
        self._holds: dict[Condition, Node] = {}
        #: Of a question's row: whether ticking it can only make a condition hold (V09).
        self.only_adds: dict[tuple[str, str, Condition], bool] = {}

    def holds(self, condition: Condition) -> Node:
        """Return where a condition holds."""
        if condition not in self._holds:
            self._holds[condition] = self._encoded(condition)
        return self._holds[condition]

    def chosen(self, question: str, choice: Choice) -> Node:
        """Return where one choice is made."""
        return self.diagram.ticked(name(question, choice))

    def asked(self, question: Question) -> Node:
        """Return where a question is asked."""
        return self.holds(question.ask_when) if question.ask_when else self.diagram.everything

    @cached_property
    def valid(self) -> Node:
        """Return every valid set of answers."""
        # From the last question up: each new part then stands on top of the graph.
        questions = reversed(list(self.rulebook.questions.values()))
        main, others = self.rulebook.main_concern, self.rulebook.other_concerns
        apart = (
            ~(self.chosen(main, one) & self.chosen(others, one))
            for one in reversed(self.choices[main])
            if one in self.choices[others]
        )
        return self.diagram.all_of([*map(self._answered, questions), *apart])

    def count(self, node: Node) -> int:
        """Count the sets of answers in a part of the space, every age for itself."""
        widths = {
            name(question, choice): choice.high - choice.low + 1
            for question, choices in self.choices.items()
            for choice in choices
            if isinstance(choice, Band)
        }
        return int(self.diagram.weigh(node, widths))  # the weights are whole, and so is their sum

    def answers(self, ticked: Iterable[str]) -> Answers:
        """Return the answers that a member of the space stands for."""
        true = frozenset(ticked)
        given: dict[str, Answer] = {}
        for question in self.rulebook.questions.values():
            made = [one for one in self.choices[question.id] if name(question.id, one) in true]
            if question.kind in (Kind.MANY, Kind.CHECKLIST):
                given[question.id] = tuple(str(one) for one in made)
            elif made:
                given[question.id] = _one(made[0])
        return Answers(given)

    def ticked(self, answers: Answers) -> frozenset[str]:
        """Return the variables that are true for a set of answers."""
        return frozenset(
            name(question, choice)
            for question, answer in answers.given.items()
            for choice in self.made(question, answer)
        )

    def made(self, question: str, answer: Answer) -> Iterator[Choice]:
        """Yield the choices that an answer makes: of a number the band that it lies in."""
        if isinstance(answer, tuple):
            yield from answer
        elif isinstance(answer, str):
            yield answer
        else:
            bands = (one for one in self.choices[question] if isinstance(one, Band))
            yield from (band for band in bands if band.low <= answer <= band.high)

    def _answered(self, question: Question) -> Node:
        nodes = {one: self.chosen(question.id, one) for one in self.choices[question.id]}
        alone = [nodes[option.id] for option in question.options if option.means]
        rows = [nodes[option.id] for option in question.options if not option.means]
        diagram = self.diagram
        if question.kind in (Kind.ONE, Kind.NUMBER):
            answered = diagram.exactly_one(list(nodes.values()))
        elif question.optional:
            answered = diagram.everything
        else:
            some, none_alone = diagram.any_of(rows), ~diagram.any_of(alone)
            answered = (some & none_alone) | (~some & diagram.exactly_one(alone))
        asked = self.asked(question)
        return (asked & answered) | (~asked & ~diagram.any_of(nodes.values()))

    def _encoded(self, condition: Condition) -> Node:
        diagram = self.diagram
        match condition:
            case Chosen(question, options):
                return diagram.any_of(self.chosen(question, one) for one in sorted(options))
            case Between(question, low, high):
                bands = [one for one in self.choices[question] if isinstance(one, Band)]
                inside = [one for one in bands if low <= one.low and one.high <= high]
                return diagram.any_of(self.chosen(question, band) for band in inside)
            case AllOf(parts):
                return diagram.all_of(map(self.holds, parts))
            case AnyOf(parts):
                return diagram.any_of(map(self.holds, parts))
            case NoneOf(parts):
                return ~diagram.any_of(map(self.holds, parts))
            case _:
                assert_never(condition)


def name(question: str, choice: Choice) -> str:
    """Name the variable of a choice."""
    return (
        f"{question}={choice.low}-{choice.high}"
        if isinstance(choice, Band)
        else f"{question}={choice}"
    )


def conditions(rulebook: Rulebook) -> Iterator[Condition]:
    """Yield every condition that a rulebook holds."""
    for reason in rulebook.reasons():
        yield reason.when
    for requirement in rulebook.requirements:
        yield requirement.condition
    for question in rulebook.questions.values():
        if question.ask_when:
            yield question.ask_when


def _choices(question: Question, conditions: Iterable[Condition]) -> tuple[Choice, ...]:
    if question.kind is not Kind.NUMBER:
        return tuple(option.id for option in question.options)
    cuts = {question.low, question.high + 1}
    for condition in conditions:
        for leaf in leaves(condition):
            if isinstance(leaf, Between) and leaf.question == question.id:
                cuts |= {leaf.low, leaf.high + 1}
    inside = sorted(cut for cut in cuts if question.low <= cut <= question.high + 1)
    return tuple(Band(low, after - 1) for low, after in pairwise(inside))


def _order(rulebook: Rulebook, choices: Mapping[str, tuple[Choice, ...]]) -> list[str]:
    """Order the variables: what conditions mention together stands together.

    The two concern questions alternate, option by option, because every condition on a
    concern asks for either; the other questions stand in the order in which they are asked.
    """
    main, others = rulebook.main_concern, rulebook.other_concerns
    order = [name(id, one) for one in choices[main] for id in (main, others) if one in choices[id]]
    return list(dict.fromkeys(order + [name(id, one) for id in choices for one in choices[id]]))


def _one(choice: Choice) -> Answer:
    return choice.low if isinstance(choice, Band) else choice
