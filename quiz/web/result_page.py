"""The result as its template sees it: everything is put into words here, nothing in a template."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for

from quiz.answers import Answers
from quiz.assessment import Assessment
from quiz.explanation import Item, Planned
from quiz.explanation.wording import Told
from quiz.model import Effect, Rulebook, Urgency
from quiz.recommendation import Recommendation
from quiz.web import words
from quiz.web.forms import field_name
from quiz.web.outcome_words import headline, outcome_name, sentence, treatments_of
from quiz.web.page import Frame
from quiz.web.reasons import InWords, ShownAnswer, ShownReason
from quiz.web.treatment_page import ShownSection, shown_section

#: The parts of a treatment's page that belong on its result.
_ON_THE_RESULT = ("recovery", "risks", "aftercare", "get_help")
_WORTH_KNOWING = frozenset({Effect.CAUTION, Effect.NOTE})


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why another outcome is not this one."""

    names: tuple[str, ...]
    reasons: tuple[ShownReason, ...]  #: those that no one gave before; () for "as above"


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
    why_not: tuple[WhyNot, ...]
    could_change: tuple[str, ...]
    worth_knowing: tuple[ShownReason, ...]
    rests_on: tuple[ShownAnswer, ...]
    rests_on_text: str
    not_covered: tuple[ShownReason, ...]
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
    in_words = InWords(rulebook)
    decisive = {id: one for item in explanation.rests_on for id, one in item.answers.items()}
    return ResultPage(
        frame=frame,
        tone=_tone(made),
        headline=headline(made),
        urgent=made.urgency is Urgency.SAME_DAY,
        sentence=sentence(made),
        nothing_kept=rulebook.fact("nothing-kept"),
        why=tuple(in_words.reason(item, made.recommended) for item in explanation.why),
        why_not=tuple(_why_not(in_words, assessed)),
        could_change=tuple(change.text for change in explanation.could_change),
        worth_knowing=tuple(_worth_knowing(in_words, made)),
        rests_on=in_words.answers(decisive),
        rests_on_text=rulebook.fact("rests-on"),
        not_covered=tuple(_not_covered(in_words, assessed)),
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


def _why_not(in_words: InWords, assessed: Assessment) -> Iterator[WhyNot]:
    """Give each reason once: what stands above is not said again."""
    made, given = assessed.recommendation, {item.text for item in assessed.explanation.why}
    as_above: list[str] = []
    for id, items in assessed.explanation.why_not.items():
        new = [item for item in items if item.text not in given]
        given.update(item.text for item in new)
        name, touched = outcome_name(made, id), treatments_of(made, id)
        if new:
            yield WhyNot((name,), tuple(in_words.reason(item, touched) for item in new))
        elif items:
            as_above.append(name)
    if as_above:
        yield WhyNot(tuple(as_above), ())


def _worth_knowing(in_words: InWords, made: Recommendation) -> Iterator[ShownReason]:
    """Give what fired without stopping anything, where it concerns the outcome."""
    for rule in made.rules:
        touched = [id for id in made.recommended if rule.effects.get(id) in _WORTH_KNOWING]
        for item in Told(made).said([rule]) if touched else ():
            yield in_words.reason(item, touched)


def _not_covered(in_words: InWords, assessed: Assessment) -> Iterator[ShownReason]:
    """Give the chosen concerns that are left out, unless that is why already."""
    given = {item.text for item in assessed.explanation.why}
    for item in assessed.explanation.not_covered:
        if item.text not in given:
            yield in_words.reason(item)


def _plan(rulebook: Rulebook, planned: Planned) -> ShownPlan:
    plan = planned.plan
    return ShownPlan(
        treatment=rulebook.treatments[planned.treatment].name if planned.treatment else "",
        text=planned.text,
        sessions=words.span(plan.sessions) if plan and plan.sessions else "",
        between=words.days((plan.days_between,) * 2) if plan and plan.days_between else "",
        judged=tuple(words.judged(one) for one in plan.judged) if plan else (),
        recovery=words.days(plan.recovery_days) if plan and plan.recovery_days else "",
        keep_free=words.days((plan.plan_days,) * 2) if plan and plan.plan_days else "",
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
