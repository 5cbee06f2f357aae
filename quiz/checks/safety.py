"""Proofs that nobody is wrongly told to go ahead, over every valid set of answers. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from quiz.checks.check import Found, check
from quiz.checks.diagram import Node
from quiz.checks.examined import Examined
from quiz.conditions import leaves
from quiz.model import Requirement
from quiz.recommendation import SEE_SPECIALIST


@check("V06", "no-single-outcome")
def total(examined: Examined) -> Iterator[Found]:
    """Every valid set of answers leads to exactly one outcome.

    A rulebook whose questions exclude each other has no valid set of answers at all, and
    every other proof would hold of nothing.

    To mend it, look for a follow-up that can never be answered.
    """
    outcomes, diagram = examined.outcomes, examined.diagram
    if examined.nobody(examined.space.valid):
        yield Found(
            examined.rulebook.place, "nobody can answer the questions: they exclude each other"
        )
    alone = [outcomes.alone(treatment) for treatment in outcomes.treatments]
    parts = [outcomes.specialist, outcomes.combination, *alone]
    if not examined.nobody(examined.space.valid & ~diagram.exactly_one(parts)):
        yield Found(examined.rulebook.place, "some answers lead to no outcome, or to several")


@check("V07", "unsafe")
def safe(examined: Examined) -> Iterator[Found]:
    """Every safety requirement holds for every set of answers.

    `requirements.yaml` says what must never happen, written apart from the rules. This proves
    that it does not, for all answers at once; it cannot be silenced. Where it fails it names
    the most ordinary person who would be harmed, how many sets of answers are affected, the
    rule that let them through and the one that came nearest to stopping them.

    To mend it, write or correct the rule that ought to stop the treatment, and add the case.
    """
    seen: dict[tuple[frozenset[str], str], Node] = {}
    for requirement in examined.rulebook.requirements:
        condition = examined.space.holds(requirement.condition)
        asked = frozenset(leaf.question for leaf in leaves(requirement.condition))
        for treatment in sorted(requirement.never):
            permitted = examined.outcomes.permitted[treatment]
            if (asked, treatment) not in seen:
                seen[asked, treatment] = examined.seen_through(asked, permitted)
            if not examined.diagram.apart(condition, seen[asked, treatment]):
                yield _unsafe(examined, requirement, treatment, condition & permitted)


def _unsafe(examined: Examined, requirement: Requirement, treatment: str, harmed: Node) -> Found:
    let_through = [
        suit.id
        for suit in examined.rulebook.suits
        if suit.treatment == treatment
        and not examined.nobody(harmed & examined.space.holds(suit.when))
    ]
    return Found(
        requirement.place,
        f'"{requirement.id}" is broken: {treatment} is recommended to someone who answers '
        f"{examined.who(harmed)} "
        f"({examined.space.count(harmed):,} sets of answers; let through by {let_through[0]})",
        _nearest(examined, requirement, treatment),
        examined.case_of(harmed, requirement.id, SEE_SPECIALIST),
    )


def _nearest(examined: Examined, requirement: Requirement, treatment: str) -> str:
    """Name the rule that asks about the same answers, but did not stop the treatment."""
    asked = set(leaves(requirement.condition))
    questions = {leaf.question for leaf in asked}
    ranked = sorted(
        (
            (len(asked & set(leaves(rule.when))), treatment in rule.stops, rule.id, rule)
            for rule in examined.rulebook.rules
            if questions & {leaf.question for leaf in leaves(rule.when)}
        ),
        key=lambda entry: entry[:3],
        reverse=True,
    )
    if not ranked or not ranked[0][0]:
        return "no rule asks about these answers"
    _, stops, _, nearest = ranked[0]
    failed = "does not fire for everyone here" if stops else f"does not stop {treatment}"
    return f'the rule nearest to stopping it, "{nearest.id}" at {nearest.place}, {failed}'
