"""The result as its template sees it: everything is put into words here, nothing in a template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask import url_for

from quiz.answers import Answers
from quiz.assessment import Assessment
from quiz.explanation import Item, Planned
from quiz.explanation.wording import Told
from quiz.model import Effect, Rule, Rulebook, Urgency
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
class Against:
    """The reasons against one outcome, or for leaving one concern out."""

    name: str
    together: bool  #: the name is of several treatments at once
    reasons: tuple[ShownReason, ...]  #: those not given above; () if all of them were


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
    in_words, reasons = InWords(rulebook), _Reasons(assessed)
    decisive = {id: one for item in explanation.rests_on for id, one in item.answers.items()}
    return ResultPage(
        frame=frame,
        tone=_tone(made),
        headline=headline(made),
        urgent=made.urgency is Urgency.SAME_DAY,
        sentence=sentence(made),
        nothing_kept=rulebook.fact("nothing-kept"),
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


class _Reasons:
    """The reasons of one result, in the order of the page: each is given only once."""

    def __init__(self, assessed: Assessment) -> None:
        self._made, self._explanation = assessed.recommendation, assessed.explanation
        self._in_words = InWords(self._made.rulebook)
        self._given: set[str] = set()

    def why(self) -> tuple[ShownReason, ...]:
        """Give what decided."""
        return self._new(self._explanation.why, self._made.recommended)

    def worth_knowing(self) -> tuple[ShownReason, ...]:
        """Give what fired without stopping anything, where it concerns the outcome."""
        touching = [rule for rule in self._made.rules if self._touched(rule)]
        return tuple(
            reason
            for rule in touching
            for reason in self._new(Told(self._made).said([rule]), self._touched(rule))
        )

    def why_not(self) -> tuple[Against, ...]:
        """Give what stands against each other outcome."""
        return tuple(
            self._against(outcome_name(self._made, id), items, treatments_of(self._made, id))
            for id, items in self._explanation.why_not.items()
            if items
        )

    def not_covered(self) -> tuple[Against, ...]:
        """Give why the outcome leaves concerns out, by concern."""
        rulebook, items = self._made.rulebook, self._explanation.not_covered
        main = rulebook.questions[rulebook.main_concern]
        return tuple(
            self._against(main.label(concern), [one for one in items if one.concern == concern])
            for concern in dict.fromkeys(item.concern for item in items)
        )

    def _touched(self, rule: Rule) -> tuple[str, ...]:
        treatments = self._made.recommended
        return tuple(id for id in treatments if rule.effects.get(id) in _WORTH_KNOWING)

    def _against(
        self, name: str, items: Iterable[Item], treatments: tuple[str, ...] = ()
    ) -> Against:
        return Against(name, len(treatments) > 1, self._new(items, treatments))

    def _new(self, items: Iterable[Item], treatments: tuple[str, ...]) -> tuple[ShownReason, ...]:
        new = [item for item in items if item.text not in self._given]
        self._given.update(item.text for item in new)
        return tuple(self._in_words.reason(item, treatments) for item in new)


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
