"""The answers to two rulebooks in one space, so that what they say can be compared. Pure.

A person answers everything that either rulebook asks, and each rulebook reads what it knows:
a question that it does not ask is nothing to it; a row of a list that it does not have is not
ticked, and if no other row is, that is "none". Only what cannot be read at all, an unknown
option of a single choice or a number out of bounds, makes answers that one rulebook alone takes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from quiz.checks.diagram import BUDGET, Diagram, Node
from quiz.checks.space import Band, Choice, Space, conditions, name
from quiz.conditions import AnyOf, Between, Condition
from quiz.model import Policy, Rulebook
from quiz.questions import Kind, Means, Question, Step


class NotComparableError(Exception):
    """No person can answer both rulebooks; its text says why."""


class AsRead(Space):
    """The same people, as one rulebook reads their answers."""

    def __init__(
        self, rulebook: Rulebook, choices: Mapping[str, tuple[Choice, ...]], diagram: Diagram
    ) -> None:
        self.rulebook = rulebook
        self.diagram = diagram
        self.choices = {
            question.id: tuple(one for one in choices[question.id] if _known(question, one))
            for question in rulebook.questions.values()
        }
        self._every_choice = choices
        self._holds: dict[Condition, Node] = {}

    def chosen(self, question: str, choice: Choice) -> Node:
        """Return where one choice is read: ticked, and the question asked."""
        asked = self.rulebook.questions[question]
        ticked = self.diagram.ticked(name(question, choice))
        if choice in asked.meaning(Means.NOTHING):
            ticked = ticked | self._only_strange(asked)
        return ticked & self.asked(asked)

    def _only_strange(self, question: Question) -> Node:
        """Return where nothing is ticked in a list but what this rulebook does not have."""
        known, anything = (
            self.diagram.any_of(self.diagram.ticked(name(question.id, one)) for one in choices)
            for choices in (self.choices[question.id], self._every_choice[question.id])
        )
        return anything & ~known


class Together(Space):
    """Everyone who can answer either of two rulebooks.

    Raises NotComparableError when a question is of another kind in each.
    """

    def __init__(
        self, old: Rulebook, new: Rulebook, budget: int = BUDGET, deadline: float = math.inf
    ) -> None:
        both = (old, new)
        cuts = [cut for one in both for cut in (*conditions(one), *_bounds(one))]
        super().__init__(_united(old, new), budget, cuts, deadline)
        self.old, self.new = (AsRead(one, self.choices, self.diagram) for one in both)

    def asked(self, question: Question) -> Node:
        """Return where either rulebook asks a question."""
        return self.diagram.any_of(
            one.asked(one.rulebook.questions[question.id])
            for one in (self.old, self.new)
            if question.id in one.rulebook.questions
        )

    def stage(self, policy: Policy) -> AsRead:
        """Return the people as a mixture of both rulebooks would read them."""
        mixed = replace(self.rulebook, policy=policy)
        return AsRead(mixed, self.choices, self.diagram)

    @cached_property
    def common(self) -> Node:
        """Whose answers both rulebooks take."""
        return self.valid & self.old.valid & self.new.valid

    @cached_property
    def only_old(self) -> Node:
        """Whose answers only the old rulebook takes."""
        return self.valid & self.old.valid & ~self.new.valid

    @cached_property
    def only_new(self) -> Node:
        """Whose answers only the new rulebook takes."""
        return self.valid & self.new.valid & ~self.old.valid

    @cached_property
    def everyone(self) -> Node:
        """Whose answers either takes."""
        return self.common | self.only_old | self.only_new


def _united(old: Rulebook, new: Rulebook) -> Rulebook:
    questions = [_one_question(old.questions.get(id), one) for id, one in new.questions.items()]
    questions += [one for id, one in old.questions.items() if id not in new.questions]
    treatments = {
        **new.treatments,
        **{t: one for t, one in old.treatments.items() if t not in new.treatments},
    }
    return replace(new, steps=(Step("both", "", tuple(questions)),), treatments=treatments)


def _one_question(old: Question | None, new: Question) -> Question:
    if old is None:
        return new
    if old.kind is not new.kind:
        raise NotComparableError(
            f"{new.id} was answered by {old.kind}, and is now by {new.kind}: "
            "give the new question an id of its own"
        )
    known = new.option_ids
    always = old.ask_when is None or new.ask_when is None
    whens = tuple(one for one in (old.ask_when, new.ask_when) if one)
    return replace(
        new,
        options=(*new.options, *(one for one in old.options if one.id not in known)),
        low=min(old.low, new.low),
        high=max(old.high, new.high),
        optional=old.optional or new.optional,
        ask_when=None if always else AnyOf(whens),
    )


def _known(question: Question, choice: Choice) -> bool:
    if isinstance(choice, Band):
        return question.low <= choice.low and choice.high <= question.high
    return choice in question.option_ids


def _bounds(rulebook: Rulebook) -> Iterator[Between]:
    for question in rulebook.questions.values():
        if question.kind is Kind.NUMBER:
            yield Between(question.id, question.low, question.high)
