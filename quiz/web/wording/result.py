"""A result in words, for pages and terminals alike. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from quiz.assessment import Assessment
from quiz.explanation import Item, Planned
from quiz.model import Plan, Rulebook
from quiz.web.wording import labels
from quiz.web.wording.items import InWords, ShownAnswer, ShownReason
from quiz.web.wording.outcome import headline, sentence
from quiz.web.wording.reasons import Against, ReasonsOnce

_NOTHING_STATED = Plan(None, None, (), None, None)


@dataclass(frozen=True, slots=True)
class ShownPlan:
    """What studies did; a figure is empty where it is not stated."""

    treatment: str
    text: str
    sessions: str
    between: str
    judged: tuple[str, ...]
    recovery: str
    keep_free: str

    @property
    def stated(self) -> bool:
        """Whether there is any figure to show."""
        return bool(self.sessions or self.between or self.judged or self.recovery)


@dataclass(frozen=True, slots=True)
class Result:
    """All that is said about one assessment, in the order in which it is said."""

    headline: str  #: how urgent, or what
    sentence: str
    why: tuple[ShownReason, ...]
    worth_knowing: tuple[ShownReason, ...]
    could_change: tuple[str, ...]
    why_not: tuple[Against, ...]
    not_covered: tuple[Against, ...]
    plan: tuple[ShownPlan, ...]
    choosing: str
    rests_on: tuple[ShownAnswer, ...]
    rests_on_text: str
    for_the_clinician: tuple[Item, ...]


def result_in_words(assessed: Assessment) -> Result:
    """Put an assessment into words."""
    made, explanation = assessed.recommendation, assessed.explanation
    rulebook, reasons = made.rulebook, ReasonsOnce(assessed)
    decisive = {id: one for item in explanation.rests_on for id, one in item.answers.items()}
    return Result(
        headline=headline(made),
        sentence=sentence(made),
        # In the order of the page: what is given in full here is only named further down.
        why=reasons.why(),
        worth_knowing=reasons.worth_knowing(),
        could_change=tuple(change.text for change in explanation.could_change),
        why_not=reasons.why_not(),
        not_covered=reasons.not_covered(),
        plan=tuple(_plan(rulebook, planned) for planned in explanation.plan),
        choosing=rulebook.fact("choosing-a-clinician") if made.recommended else "",
        rests_on=InWords(rulebook).answers(decisive),
        rests_on_text=rulebook.fact("rests-on"),
        for_the_clinician=explanation.for_the_clinician,
    )


def _plan(rulebook: Rulebook, planned: Planned) -> ShownPlan:
    plan = planned.plan or _NOTHING_STATED
    return ShownPlan(
        treatment=rulebook.treatments[planned.treatment].name if planned.treatment else "",
        text=planned.text,
        sessions=labels.span(rulebook, plan.sessions),
        between=labels.days(rulebook, plan.days_between),
        judged=tuple(labels.judged(rulebook, one) for one in plan.judged),
        recovery=labels.days(rulebook, plan.recovery_days),
        keep_free=labels.days(rulebook, plan.plan_days),
    )
