"""The plan that studies followed, and what the clinician should know. Pure."""

from __future__ import annotations

from quiz.conditions import cited
from quiz.explanation.items import Item, Planned
from quiz.explanation.wording import Told
from quiz.model import Effect, Rule

#: What stops comes first, then what to watch, then what is only worth knowing.
_ORDER = tuple(Effect)


def plan(told: Told) -> tuple[Planned, ...]:
    """Give what studies did, the main concern first; treatments stand one under the other."""
    planned = [
        Planned(
            text=suit.studies,
            rules=(suit.id,),
            answers=cited(suit.when, told.made.answers),
            sources=suit.sources,
            treatment=suit.treatment,
            plan=suit.plan,
        )
        for suit in told.suits_recommended
    ]
    if len(told.made.recommended) > 1:
        both = told.fact("combination-schedule")
        planned.append(Planned(text=both.text, rules=both.rules, treatment=None, plan=None))
    return tuple(planned)


def for_the_clinician(told: Told) -> tuple[Item, ...]:
    """Give every finding in the field's own terms, what is not covered, then what suits."""
    rules = sorted(told.made.rules, key=_weight)
    reasons = [*rules, *told.made.not_covered, *told.suits_recommended]
    return tuple(
        Item(
            text=reason.clinician,
            rules=(reason.id,),
            answers=cited(reason.when, told.made.answers),
            sources=reason.sources,
        )
        for reason in reasons
    )


def _weight(rule: Rule) -> int:
    return min(_ORDER.index(effect) for effect in rule.effects.values())
