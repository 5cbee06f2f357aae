"""What a change of the rules does to patients: two rulebooks compared for all answers. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from quiz.beside import Population
from quiz.checks.attribution import Attribution, RuleChange
from quiz.checks.changed_texts import TextChange, changed_texts
from quiz.checks.changes import Change, edits, question_changes, requirement_changes
from quiz.checks.compared import (
    Comparing,
    Direction,
    Effected,
    Group,
    direction,
    together_in,
)
from quiz.checks.diagram import BUDGET, Node
from quiz.checks.outcomes import Outcomes
from quiz.checks.together import AsRead, Together
from quiz.model import Rulebook, Urgency

#: Stands for an outcome where a rulebook does not take the answers.
NOT_TAKEN = "not_taken"
NO_URGENCY = "none"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two rulebooks."""

    version: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Moved:
    """People who get another outcome, or another urgency, than before."""

    before: str
    after: str
    direction: Direction
    group: Group


@dataclass(frozen=True, slots=True)
class RequirementChange:
    """A safety requirement that changed; looser means that it forbids less."""

    id: str
    change: Change
    what: str
    direction: Direction


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that is different between two rulebooks."""

    old: Side
    new: Side
    compared: int  #: how many sets of answers both take
    effects: tuple[Effected, ...]  #: one for each treatment, the last for urgency
    outcomes: tuple[Moved, ...]
    urgencies: tuple[Moved, ...]
    only_old: Group | None  #: whose answers only the old one takes
    only_new: Group | None
    rules: tuple[RuleChange, ...]
    requirements: tuple[RequirementChange, ...]
    questions: tuple[str, ...]
    texts: tuple[TextChange, ...]

    @property
    def direction(self) -> Direction:
        """The whole of it; answers that cannot be given any more count as looser.

        Nobody knows what these people answer instead.
        """
        gone = direction(looser=bool(self.only_old), stricter=False)
        return together_in([*(one.direction for one in self.effects), gone])


def compare(
    old: Rulebook,
    new: Rulebook,
    population: Population,
    budget: int = BUDGET,
    deadline: float = math.inf,
) -> Difference:
    """Compare two rulebooks for every set of answers.

    The population, the new rulebook's own, weighs the counts. Raises NotComparableError when
    a question is of another kind in each, BudgetExceededError when it takes too many nodes
    or is not over by the deadline, by `time.monotonic()`.
    """
    together = Together(old, new, budget, deadline)
    comparing = Comparing(together, population)
    before, after = Outcomes(together.old), Outcomes(together.new)
    return Difference(
        old=Side(old.version, old.fingerprint),
        new=Side(new.version, new.fingerprint),
        compared=together.count(together.common),
        effects=tuple(comparing.effects(before, after, together.common)),
        outcomes=tuple(_outcomes(comparing, before, after)),
        urgencies=tuple(_urgencies(comparing, before, after)),
        only_old=comparing.group(together.only_old),
        only_new=comparing.group(together.only_new),
        rules=Attribution(comparing, old, new).of(tuple(edits(old, new))),
        requirements=tuple(_requirements(together, old, new)),
        questions=tuple(question_changes(old, new)),
        texts=tuple(changed_texts(old, new)),
    )


def _outcomes(comparing: Comparing, before: Outcomes, after: Outcomes) -> Iterator[Moved]:
    taken = {NOT_TAKEN: comparing.together.only_new}, {NOT_TAKEN: comparing.together.only_old}
    looser, stricter = _changed(comparing, before, after)
    for was, here in {**before.by_name(), **taken[0]}.items():
        for now, there in {**after.by_name(), **taken[1]}.items():
            group = comparing.group(here & there) if was != now else None
            if group:
                which = direction(
                    looser=bool(here & there & looser != comparing.nothing),
                    stricter=bool(here & there & stricter != comparing.nothing),
                )
                yield Moved(was, now, which, group)


def _changed(comparing: Comparing, before: Outcomes, after: Outcomes) -> tuple[Node, Node]:
    """Return for whom any treatment was added, and for whom one was taken away."""
    looser = stricter = comparing.nothing
    for treatment in comparing.together.rulebook.treatments:
        was, now = (one.permitted.get(treatment, comparing.nothing) for one in (before, after))
        looser, stricter = looser | now & ~was, stricter | was & ~now
    return looser, stricter


def _urgencies(comparing: Comparing, before: Outcomes, after: Outcomes) -> Iterator[Moved]:
    levels = [*Urgency, NO_URGENCY]
    for was, here in _by_urgency(before).items():
        for now, there in _by_urgency(after).items():
            later = levels.index(now) > levels.index(was)
            group = comparing.group(here & there) if was != now else None
            if group:
                yield Moved(was, now, direction(looser=later, stricter=not later), group)


def _by_urgency(outcomes: Outcomes) -> Mapping[str, Node]:
    sent = outcomes.space.diagram.any_of(outcomes.urgencies.values())
    found: dict[str, Node] = {str(one): node for one, node in outcomes.urgencies.items()}
    return found | {NO_URGENCY: outcomes.space.valid & ~sent}


def _requirements(together: Together, old: Rulebook, new: Rulebook) -> Iterator[RequirementChange]:
    for id, change, what in requirement_changes(old, new):
        before, after = _forbidden(together.old, id), _forbidden(together.new, id)
        looser = stricter = False
        for treatment in {**before, **after}:
            was, now = (one.get(treatment, together.diagram.nothing) for one in (before, after))
            looser |= not together.diagram.within(was & together.common, now)
            stricter |= not together.diagram.within(now & together.common, was)
        which = direction(looser=looser, stricter=stricter)
        yield RequirementChange(id, change, what, which)


def _forbidden(space: AsRead, id: str) -> Mapping[str, Node]:
    """Return who must never get each treatment, by one requirement."""
    return {
        treatment: space.holds(requirement.condition)
        for requirement in space.rulebook.requirements
        if requirement.id == id
        for treatment in requirement.never
    }
