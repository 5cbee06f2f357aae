"""Whether the cases would notice if a rule were wrong. Pure.

A mutant is the rulebook with one rule dropped, one condition dropped or moved, or one effect
changed. One that leads nobody to another outcome is equivalent; of the others each must make
some case fail.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from quiz.checks.cases import differences
from quiz.checks.check import Found, check
from quiz.checks.diagram import Node
from quiz.checks.examined import Examined
from quiz.checks.outcomes import Outcomes
from quiz.checks.people import People, Person
from quiz.checks.space import Space
from quiz.checks.tried import Tried
from quiz.checks.variants import moved, without_one
from quiz.conditions import Between, leaves
from quiz.engine import recommend, standing
from quiz.explanation import why_of
from quiz.model import Effect, NotCovered, Reasoned, Rule, Rulebook, Suit, Urgency
from quiz.recommendation import Recommendation

R = TypeVar("R", bound=Reasoned)

#: What an effect is changed to: what a slip of the pen would loosen, or tighten.
_SLIPS = {
    Effect.REFER: (Effect.OUT, Effect.CAUTION),
    Effect.OUT: (Effect.CAUTION,),
    Effect.WAIT: (Effect.CAUTION,),
    Effect.PREF: (Effect.CAUTION,),
    Effect.CAUTION: (Effect.OUT, Effect.NOTE),
    Effect.NOTE: (Effect.CAUTION, Effect.OUT),
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of a rulebook that a case should notice."""

    what: str
    original: Reasoned
    changed: Reasoned | None  #: None: dropped


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mutant that no case notices, and the most ordinary person who would."""

    mutant: Mutant
    person: Person
    expected: Recommendation  #: what the rulebook as it is says to that person

    def as_case(self) -> str:
        """Write the case that would have noticed, ready to be pasted."""
        deciding = [id for item in why_of(self.expected) for id in item.rules]
        reasons = [id for id in deciding if id not in self.expected.rulebook.facts]
        id = f"{self.mutant.original.id}-noticed"
        return self.person.as_case(id, self.expected.outcome, reasons, self.expected.urgency)


@dataclass(frozen=True, slots=True)
class Mutation:
    """What came of all mutants."""

    killed: int
    equivalent: int
    survivors: tuple[Survivor, ...]


@check("V16", "surviving-mutant", "warning")
def cases_kill_mutants(examined: Examined) -> Iterator[Found]:
    """For each slip in a rule that changes somebody's outcome, some case fails.

    Every rule is dropped in turn, every condition dropped or moved to the option beside it,
    every effect changed to one that is easily confused with it. What survives comes with the
    case that would have noticed.

    To mend it, judge the case that is proposed: if its outcome is right, add it.
    """
    for survivor in mutation(examined).survivors:
        mutant = survivor.mutant
        yield Found(
            mutant.original.place,
            f'no case fails if "{mutant.original.id}" is changed: {mutant.what}',
            "judge the case below, and add it if its outcome is right",
            survivor.as_case(),
        )


def mutation(examined: Examined) -> Mutation:
    """Try every mutant on the cases; prove of the others whether they are equivalent."""
    tried = Tried(examined.made_of_cases)
    unnoticed = []
    total = 0
    for mutant in mutants(examined.rulebook):
        total += 1
        examined.diagram.in_time()
        if not is_killed(mutant, tried):
            unnoticed.append(mutant)
    survivors = tuple(_survivors(examined, unnoticed))
    return Mutation(
        killed=total - len(unnoticed),
        equivalent=len(unnoticed) - len(survivors),
        survivors=survivors,
    )


def mutants(rulebook: Rulebook) -> Iterator[Mutant]:
    """Yield every mutant of a rulebook."""
    for reason in rulebook.reasons():
        yield Mutant("it is dropped", reason, None)
        for dropped, when in without_one(reason):
            yield Mutant(f"without the condition on {dropped}", reason, replace(reason, when=when))
        for what, when in moved(reason, rulebook.questions):
            yield Mutant(f"asking for {what}", reason, replace(reason, when=when))
        if isinstance(reason, Rule):
            yield from _slips(reason, rulebook)


def _slips(rule: Rule, rulebook: Rulebook) -> Iterator[Mutant]:
    for effect in dict.fromkeys(rule.effects.values()):
        for slip in _SLIPS[effect]:
            effects = {t: slip if one is effect else one for t, one in rule.effects.items()}
            changed = replace(rule, effects=effects, urgency=None)
            yield Mutant(f"{slip} instead of {effect}", rule, changed)
    for treatment in rulebook.treatments:
        if len(rule.effects) > 1 and treatment in rule.effects:
            effects = {t: one for t, one in rule.effects.items() if t != treatment}
            if rule.urgency is None:
                yield Mutant(f"nothing for {treatment}", rule, replace(rule, effects=effects))
    if rule.urgency:
        for urgency in Urgency:
            if urgency is not rule.urgency:
                yield Mutant(f"urgency {urgency}", rule, replace(rule, urgency=urgency))


def is_killed(mutant: Mutant, tried: Tried) -> bool:
    """Say whether some case fails with a mutant."""
    return any(
        any(differences(case, _mutated(made, mutant, fires=still)))
        for (case, made), still in tried.about(mutant.original, mutant.changed)
    )


def _mutated(made: Recommendation, mutant: Mutant, *, fires: bool) -> Recommendation:
    """Return what a recommendation would have been."""
    rules = _swapped(made.rules, mutant, Rule, fires=fires)
    suits = _swapped(made.suits, mutant, Suit, fires=fires)
    not_covered = _swapped(made.not_covered, mutant, NotCovered, fires=fires)
    recommended = standing(made.rulebook, made.answers, rules, suits)
    return made._replace(recommended=recommended, rules=rules, suits=suits, not_covered=not_covered)


def _swapped(
    reasons: tuple[R, ...], mutant: Mutant, kind: type[R], *, fires: bool
) -> tuple[R, ...]:
    kept = tuple(reason for reason in reasons if reason is not mutant.original)
    if fires and isinstance(mutant.changed, kind):
        return (*kept, mutant.changed)
    return kept


def _survivors(examined: Examined, unnoticed: list[Mutant]) -> Iterator[Survivor]:
    for mutant in unnoticed:
        person = _who_differs(examined, mutant)
        if person:
            yield Survivor(mutant, person, recommend(examined.rulebook, person.answers))


def _who_differs(examined: Examined, mutant: Mutant) -> Person | None:
    """Find whom a mutant leads to another outcome; None if it is equivalent."""
    rulebook, changed = examined.rulebook, mutant.changed
    space, before, people = examined.space, examined.outcomes, examined.people
    if _only_informs(mutant.original) and _only_informs(changed):
        return None
    if changed and any(isinstance(leaf, Between) for leaf in leaves(changed.when)):
        # Numbers have to be cut where either of the two conditions cuts them.
        space = Space(rulebook, examined.budget, [changed.when], examined.deadline)
        before, people = Outcomes(space), People(space, examined.population)
    after = Outcomes(
        space,
        _with(rulebook.rules, mutant, Rule),
        _with(rulebook.suits, mutant, Suit),
    )
    if isinstance(mutant.original, NotCovered):
        differs = _decides_differently(space, before, mutant.original, mutant)
    else:
        differs = space.diagram.any_of(_differences(before, after))
    return people.find(differs)


def _only_informs(reason: Reasoned | None) -> bool:
    """Say whether a reason decides nothing: a rule that only notes, or none at all."""
    if isinstance(reason, Rule):
        return not (reason.stops or reason.cautions or reason.urgency)
    return reason is None


def _with(reasons: Iterable[R], mutant: Mutant, kind: type[R]) -> list[R]:
    kept = [reason for reason in reasons if reason is not mutant.original]
    return [*kept, mutant.changed] if isinstance(mutant.changed, kind) else kept


def _differences(before: Outcomes, after: Outcomes) -> Iterator[Node]:
    pairs = [(before.permitted[t], after.permitted[t]) for t in before.treatments]
    pairs += [(before.urgencies[urgency], after.urgencies[urgency]) for urgency in Urgency]
    for one, other in pairs:
        yield (one & ~other) | (~one & other)


def _decides_differently(
    space: Space, outcomes: Outcomes, original: NotCovered, mutant: Mutant
) -> Node:
    """Return for whom a fact about what is not covered is the reason, with or without a change."""
    before = space.holds(original.when)
    after = space.holds(mutant.changed.when) if mutant.changed else space.diagram.nothing
    elsewhere = [*outcomes.urgencies.values(), *outcomes.suits_main.values()]
    main = space.chosen(space.rulebook.main_concern, original.concern)
    differs = (before & ~after) | (~before & after)
    return differs & main & space.valid & ~space.diagram.any_of(elsewhere)
