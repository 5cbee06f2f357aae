"""The result as its template sees it: everything is put into words here, nothing in a template."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from flask import url_for

from quiz.answers import Answers
from quiz.assessment import Assessment
from quiz.clinic import Clinic
from quiz.model import Rulebook, Urgency
from quiz.offering import Offering, offering
from quiz.recommendation import Recommendation
from quiz.web.forms import field_name
from quiz.web.pages.first import first_plans, first_reasons
from quiz.web.pages.page import Frame
from quiz.web.pages.sheet import Sheet, sheet_of
from quiz.web.pages.treatment import ShownSection, shown_section
from quiz.web.pictures.fit import FitPicture
from quiz.web.wording.items import InWords, ShownAnswer, ShownReason
from quiz.web.wording.once import once
from quiz.web.wording.plan import ShownPlan
from quiz.web.wording.result import Result, result_in_words

#: The parts of a treatment's page that belong on its result.
_ON_THE_RESULT = ("recovery", "risks", "aftercare", "get_help")
#: The tones of a result that sends to a doctor within days.
_HURRY = ("now", "soon")


@dataclass(frozen=True, slots=True, eq=False)
class Guide:
    """What to know about a treatment of the outcome, made once."""

    id: str
    name: str
    href: str
    sections: tuple[ShownSection, ...]


@dataclass(frozen=True, slots=True)
class ResultPage:
    """All that the template of a result sees."""

    frame: Frame
    offering: Offering  #: of the clinic
    tone: str  #: now, soon, calm or treatment
    urgent: bool  #: whether nothing may stand beside the way to a doctor
    result: Result
    fit: FitPicture | None  #: none beside a way to a doctor that cannot wait
    why: tuple[ShownReason, ...]
    why_others: tuple[ShownReason, ...]  #: closed at first
    plans: tuple[ShownPlan, ...]
    other_plans: tuple[ShownPlan, ...]  #: closed at first
    guides: tuple[Guide, ...]
    nothing_kept: str
    other_answers: tuple[ShownAnswer, ...]  #: those that the result does not rest on
    sheet: Sheet
    hidden: tuple[tuple[str, str], ...]  #: the answers again, as the form sent them


def result_page(frame: Frame, assessed: Assessment, clinic: Clinic | None = None) -> ResultPage:
    """Make the page of an assessment, made by the rules of a clinic if there is one."""
    made = assessed.recommendation
    rulebook, answers = made.rulebook, made.answers
    result = result_in_words(assessed)
    decisive = {answer.question for answer in result.rests_on}
    (why, why_others), (plans, other_plans) = (
        first_reasons(made, result.why),
        first_plans(result.plan),
    )
    tone = _tone(made)
    return ResultPage(
        frame=frame,
        offering=offering(made, clinic),
        tone=tone,
        urgent=made.urgency is Urgency.SAME_DAY,
        result=result,
        fit=None if tone in _HURRY else result.fit,
        why=why,
        why_others=why_others,
        plans=plans,
        other_plans=other_plans,
        guides=tuple(_guide(rulebook, id) for id in made.recommended),
        nothing_kept=rulebook.fact("nothing-kept"),
        other_answers=tuple(one for one in result.answers if one.question not in decisive),
        sheet=sheet_of(made, result),
        hidden=tuple(_hidden(answers)),
    )


def _tone(made: Recommendation) -> str:
    match made.urgency:
        case Urgency.SAME_DAY:
            return "now"
        case Urgency.SOON:
            return "soon"
        case Urgency.BEFORE | None:
            return "treatment" if made.recommended else "calm"
        case _ as never:
            assert_never(never)


@once
def _guide(rulebook: Rulebook, id: str) -> Guide:
    treatment, in_words = rulebook.treatments[id], InWords(rulebook)
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
