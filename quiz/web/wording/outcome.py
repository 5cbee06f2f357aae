"""An outcome in the rulebook's own words, for pages and terminals alike. Pure."""

from __future__ import annotations

from quiz.explanation.wording import Told
from quiz.recommendation import COMBINATION, Recommendation


def headline(made: Recommendation) -> str:
    """Say in a few words what comes next: how soon to see someone, else which treatments."""
    if made.urgency:
        return made.rulebook.fact(f"urgency-{made.urgency.replace('_', '-')}")
    if made.recommended:
        return Told(made).named(made.recommended)
    return made.rulebook.fact("headline-see-specialist")


def sentence(made: Recommendation) -> str:
    """Give the outcome in one sentence."""
    if not made.recommended:
        return made.rulebook.fact("outcome-see-specialist")
    names = Told(made).named(made.recommended)
    if made.outcome == COMBINATION:
        return made.rulebook.fact("outcome-combination", treatments=names)
    return made.rulebook.fact("outcome-treatment", treatment=names)


def outcome_name(made: Recommendation, id: str) -> str:
    """Name a treatment, or all of them for the combination."""
    return Told(made).named(treatments_of(made, id))


def treatments_of(made: Recommendation, id: str) -> tuple[str, ...]:
    """Return the treatments that an outcome is made of."""
    return tuple(made.rulebook.treatments) if id == COMBINATION else (id,)
