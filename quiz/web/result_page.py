"""The result as its template sees it: everything is put into words here, nothing in a template."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for

from quiz.answers import Answers
from quiz.assessment import Assessment
from quiz.explanation import Item, Planned
from quiz.model import Plan, Rulebook, Urgency
from quiz.recommendation import Recommendation
from quiz.web import words
from quiz.web.forms import field_name
from quiz.web.in_words import InWords, ShownAnswer, ShownReason
from quiz.web.outcome_words import headline, sentence
from quiz.web.page import Frame
from quiz.web.reasons_once import Against, ReasonsOnce
from quiz.web.treatment_page import ShownSection, shown_section

#: The parts of a treatment's page that belong on its result.
_ON_THE_RESULT = ("recovery", "risks", "aftercare", "get_help")
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
class Guide:
    """What to know about a treatment of the outcome."""

    id: str
    name: str
    href: str
    sections: tuple[ShownSection, ...]


@dataclass(frozen=True, slots=True)
class ResultPage:
    """All that the template of a result sees."""

    frame: Frame
    tone: str  #: refer, specialist or treatment
    headline: str  #: how urgent, or what; nothing for a specialist without hurry
    urgent: bool
    sentence: str
    nothing_kept: str
    why: tuple[ShownReason, ...]
    why_not: tuple[Against, ...]
    could_change: tuple[str, ...]
    worth_knowing: tuple[ShownReason, ...]
    rests_on: tuple[ShownAnswer, ...]
    rests_on_text: str
    not_covered: tuple[Against, ...]
    plan: tuple[ShownPlan, ...]
    guides: tuple[Guide, ...]
    choosing: str
    for_the_clinician: tuple[Item, ...]
    other_answers: tuple[ShownAnswer, ...]  #: those not in `rests_on`
    hidden: tuple[tuple[str, str], ...]  #: the answers again, as the form sent them


def result_page(frame: Frame, assessed: Assessment) -> ResultPage:
    """Put an assessment into words."""
    made, explanation = assessed.recommendation, assessed.explanation
    rulebook = made.rulebook
    in_words, reasons = InWords(rulebook), ReasonsOnce(assessed)
    decisive = {id: one for item in explanation.rests_on for id, one in item.answers.items()}
    return ResultPage(
        frame=frame,
        tone=_tone(made),
        headline=headline(made),
        urgent=made.urgency is Urgency.SAME_DAY,
        sentence=sentence(made),
        nothing_kept=rulebook.fact("nothing-kept"),
        # In the order of the page: a reason is not given again further down.
        why=reasons.why(),
        worth_knowing=reasons.worth_knowing(),
        why_not=reasons.why_not(),
        not_covered=reasons.not_covered(),
        could_change=tuple(change.text for change in explanation.could_change),
        rests_on=in_words.answers(decisive),
        rests_on_text=rulebook.fact("rests-on"),
        plan=tuple(_plan(rulebook, planned) for planned in explanation.plan),
        guides=tuple(_guide(rulebook, in_words, id) for id in made.recommended),
        choosing=rulebook.fact("choosing-a-clinician") if made.recommended else "",
        for_the_clinician=explanation.for_the_clinician,
        other_answers=in_words.answers(
            {id: answer for id, answer in made.answers.given.items() if id not in decisive}
        ),
        hidden=tuple(_hidden(made.answers)),
    )


def _tone(made: Recommendation) -> str:
    if made.urgency:
        return "refer"
    return "treatment" if made.recommended else "specialist"


def _plan(rulebook: Rulebook, planned: Planned) -> ShownPlan:
    plan = planned.plan or _NOTHING_STATED
    return ShownPlan(
        treatment=rulebook.treatments[planned.treatment].name if planned.treatment else "",
        text=planned.text,
        sessions=words.span(plan.sessions),
        between=words.days(plan.days_between),
        judged=tuple(words.judged(one) for one in plan.judged),
        recovery=words.days(plan.recovery_days),
        keep_free=words.days(plan.plan_days),
    )


def _guide(rulebook: Rulebook, in_words: InWords, id: str) -> Guide:
    treatment = rulebook.treatments[id]
    parts = [name for name in _ON_THE_RESULT if name in treatment.sections]
    return Guide(
        id=id,
        name=treatment.name,
        href=url_for("treatments.show", treatment=id),
        sections=tuple(shown_section(in_words, part, treatment.sections[part]) for part in parts),
    )


def _hidden(answers: Answers) -> Iterator[tuple[str, str]]:
    for id in answers.given:
        for one in answers.chosen(id):
            yield field_name(id), str(one)
