"""Why the outcome is what it is, why not another, and what could change it. Pure.

Every sentence is that of a rule that fired or of a named fact of the rulebook, so that an
explanation cannot disagree with the decision.
"""

from __future__ import annotations

from quiz.explanation.items import Change, Explanation, Item, Planned, Uncovered
from quiz.explanation.notes import for_the_clinician, plan
from quiz.explanation.reasons import not_covered, why, why_not, why_not_combination
from quiz.explanation.what_if import could_change, rests_on
from quiz.explanation.wording import Told
from quiz.recommendation import COMBINATION, Recommendation

__all__ = ["Change", "Explanation", "Item", "Planned", "Uncovered", "explain", "why_of"]


def explain(recommendation: Recommendation) -> Explanation:
    """Put a recommendation into the words of the rules that led to it."""
    told = Told(recommendation)
    return Explanation(
        why=why(told),
        why_not={id: why_not(told, id) for id in told.verdicts}
        | {COMBINATION: why_not_combination(told)},
        could_change=could_change(told),
        rests_on=rests_on(told),
        not_covered=not_covered(told),
        plan=plan(told),
        for_the_clinician=for_the_clinician(told),
    )


def why_of(recommendation: Recommendation) -> tuple[Item, ...]:
    """Say only why: the reasons that decided."""
    return why(Told(recommendation))
