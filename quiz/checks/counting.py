"""Counts for whom each rule fires and who gets each outcome, with an example of each. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from quiz.checks import run
from quiz.checks.check import Check
from quiz.checks.diagram import Node
from quiz.checks.examined import Examined
from quiz.checks.population import ordinary
from quiz.engine import recommend
from quiz.figures import CheckFigures, Figures, OutcomeFigures, ReasonFigures
from quiz.model import Reasoned, Rule, Suit
from quiz.problems import Problem


def figures(examined: Examined) -> Figures:
    """Run every check, and count for whom each rule fires.

    Raises BudgetExceededError when the counting takes too many nodes; a check that does is a
    problem of its own.
    """
    return Figures(
        fingerprint=examined.rulebook.fingerprint,
        checked_on=examined.today.isoformat() if examined.today else "",
        answers=examined.space.count(examined.space.valid),
        checks=tuple(_check(check, problems) for check, problems in run(examined)),
        reasons={reason.id: _reason(examined, reason) for reason in examined.rulebook.reasons()},
        outcomes={id: _outcome(examined, node) for id, node in examined.outcomes.by_name().items()},
        ordinary={
            id: ordinary(question, examined.population)
            for id, question in examined.rulebook.questions.items()
        },
    )


def _check(check: Check, problems: Iterable[Problem]) -> CheckFigures:
    holds = check.page.strip().split("\n")[0]
    return CheckFigures(check.code, check.name, check.level, holds, tuple(map(str, problems)))


def _reason(examined: Examined, reason: Reasoned) -> ReasonFigures:
    fires = examined.fires(reason)
    return ReasonFigures(
        share=_share(examined, fires),
        sets=examined.space.count(fires),
        example=_who(examined, fires),
        examples={
            treatment: _who(examined, node) or _who(examined, fires)
            for treatment, node in _mattering(examined, reason, fires).items()
        },
        always_with=_always_with(examined, reason, fires),
    )


def _mattering(examined: Examined, reason: Reasoned, fires: Node) -> Mapping[str, Node]:
    """Return by treatment for whom a reason makes the difference.

    What suits is offered, what stops is all that stops, and whatever else touches a treatment
    touches one that is offered.
    """
    outcomes = examined.outcomes
    if isinstance(reason, Suit):
        return {reason.treatment: fires & outcomes.permitted[reason.treatment]}
    if not isinstance(reason, Rule):
        return {}
    return {
        treatment: fires
        & outcomes.suits_main[treatment]
        & ~outcomes.stopped_but_by(reason, treatment)
        if treatment in reason.stops
        else fires & outcomes.permitted[treatment]
        for treatment in reason.effects
    }


def _always_with(examined: Examined, reason: Reasoned, fires: Node) -> tuple[str, ...]:
    """Name what fires whenever a reason does, for whatever can fire at all."""
    someone = examined.people.find(fires)
    if someone is None:
        return ()
    # Whatever always fires with it also fires for this one person: few are left to prove.
    made = recommend(examined.rulebook, someone.answers)
    return tuple(
        other.id
        for other in (*made.rules, *made.suits, *made.not_covered)
        if other is not reason and examined.diagram.within(fires, examined.space.holds(other.when))
    )


def _outcome(examined: Examined, node: Node) -> OutcomeFigures:
    outcomes = examined.outcomes
    through = {
        treatment: _who(examined, node & outcomes.suits_main[treatment])
        for treatment in outcomes.treatments
    }
    return OutcomeFigures(
        share=_share(examined, node),
        sets=examined.space.count(node),
        example=_who(examined, node),
        through={treatment: who for treatment, who in through.items() if who},
    )


def _who(examined: Examined, node: Node) -> str:
    return "" if examined.nobody(node) else examined.who(node)


def _share(examined: Examined, node: Node) -> float | None:
    return examined.share(node) if examined.population.shares else None
