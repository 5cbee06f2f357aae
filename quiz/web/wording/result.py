"""A result in words, for pages and terminals alike. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from quiz.assessment import Assessment
from quiz.explanation import Item
from quiz.web.pictures.fit import FitPicture, fit_picture
from quiz.web.wording.items import InWords, ShownAnswer, ShownReason
from quiz.web.wording.outcome import headline, sentence
from quiz.web.wording.plan import ShownPlan, plans_in_words
from quiz.web.wording.reasons import Against, ReasonsOnce


@dataclass(frozen=True, slots=True)
class Result:
    """All that is said about one assessment, in the order in which it is said."""

    headline: str  #: how urgent, or what
    sentence: str
    why: tuple[ShownReason, ...]
    fit: FitPicture | None  #: None where no treatment suits anything that was chosen
    worth_knowing: tuple[ShownReason, ...]
    could_change: tuple[str, ...]
    why_not: tuple[Against, ...]
    not_covered: tuple[Against, ...]
    plan: tuple[ShownPlan, ...]
    choosing: str
    answers: tuple[ShownAnswer, ...]  #: all of them
    rests_on: tuple[ShownAnswer, ...]
    rests_on_text: str
    for_the_clinician: tuple[Item, ...]


def result_in_words(assessed: Assessment) -> Result:
    """Put an assessment into words."""
    made, explanation = assessed.recommendation, assessed.explanation
    rulebook, reasons = made.rulebook, ReasonsOnce(assessed)
    decisive = {id for item in explanation.rests_on for id in item.answers}
    answers = InWords(rulebook).answers(made.answers.given)
    return Result(
        headline=headline(made),
        sentence=sentence(made),
        # In the order of the page: what is given in full here is only named further down.
        why=reasons.why(),
        fit=fit_picture(made),
        worth_knowing=reasons.worth_knowing(),
        could_change=tuple(change.text for change in explanation.could_change),
        why_not=reasons.why_not(),
        not_covered=reasons.not_covered(),
        plan=plans_in_words(rulebook, explanation.plan),
        choosing=rulebook.fact("choosing-a-clinician") if made.recommended else "",
        answers=answers,
        rests_on=tuple(answer for answer in answers if answer.question in decisive),
        rests_on_text=rulebook.fact("rests-on"),
        for_the_clinician=explanation.for_the_clinician,
    )
