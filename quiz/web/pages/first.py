"""What of a result is read first, where somebody chose many concerns. Pure."""

from __future__ import annotations

from collections.abc import Collection

from quiz.recommendation import Recommendation
from quiz.web.wording.items import ShownReason
from quiz.web.wording.plan import ShownPlan


def first_reasons(
    made: Recommendation, why: Collection[ShownReason]
) -> tuple[tuple[ShownReason, ...], tuple[ShownReason, ...]]:
    """Part the reasons: one for each treatment of the outcome, all that stops; then the others.

    The main concern comes first in `why`, so it is never among the others.
    """
    suits = {suit.id: suit.treatment for suit in made.rulebook.suits}
    first: dict[str, ShownReason] = {}
    for reason in why:
        rule = reason.rules[0].id if reason.rules else reason.text
        first.setdefault(suits.get(rule, rule), reason)
    shown = tuple(first.values())
    return shown, tuple(reason for reason in why if reason not in shown)


def first_plans(
    plans: Collection[ShownPlan],
) -> tuple[tuple[ShownPlan, ...], tuple[ShownPlan, ...]]:
    """Part the plans: one for each treatment and what is said of all; then the others."""
    first: dict[str, ShownPlan] = {}
    for plan in plans:
        first.setdefault(plan.treatment, plan)
    shown = tuple(first.values())
    return shown, tuple(plan for plan in plans if plan not in shown)
