"""The simulator as its template sees it: answers, and what each rule makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from quiz.answers import Answer
from quiz.model import Reasoned, Rulebook
from quiz.questions import Kind
from quiz.recommendation import Recommendation, Verdict
from quiz.web.forms import field_name
from quiz.web.pages.page import Frame
from quiz.web.pages.shown_quiz import DRAWN_BY, QuizPage, ShownError, ShownQuestion
from quiz.web.rulebook.rule_words import EFFECTS
from quiz.web.rulebook.shown_conditions import ShownCondition, shown_condition
from quiz.web.rulebook.shown_rules import Link, ShownEffect, rule_links, shown_effects
from quiz.web.wording.outcome import headline, sentence


@dataclass(frozen=True, slots=True)
class SmallQuestion:
    """A question as it stands in the simulator, and what is chosen in words."""

    shown: ShownQuestion
    many: bool
    chosen: str


@dataclass(frozen=True, slots=True)
class SmallStep:
    """The questions of one step."""

    id: str
    title: str
    questions: tuple[SmallQuestion, ...]


@dataclass(frozen=True, slots=True)
class TriedRule:
    """One rule with its condition tried on the answers."""

    id: str
    because: str
    effects: tuple[ShownEffect, ...]
    when: ShownCondition


@dataclass(frozen=True, slots=True)
class TriedTreatment:
    """What became of a treatment, and the rules behind it."""

    name: str
    verdict: str
    behind: tuple[tuple[str, tuple[Link, ...]], ...]  #: what rules did to it, by what they did


@dataclass(frozen=True, slots=True)
class Tried:
    """What the rules make of some answers."""

    outcome: str
    headline: str
    sentence: str
    treatments: tuple[TriedTreatment, ...]
    firing: tuple[TriedRule, ...]
    silent: tuple[TriedRule, ...]


@dataclass(frozen=True, slots=True)
class TryPage:
    """All that the template of the simulator sees."""

    frame: Frame
    stylesheet: str
    rulebook: str
    nothing_kept: str
    steps: tuple[SmallStep, ...]
    errors: tuple[ShownError, ...]
    tried: Tried | None  #: None while the answers are not complete


def try_page(
    quiz: QuizPage, stylesheet: str, rulebook: str, made: Recommendation | None
) -> TryPage:
    """Show a filled-in quiz in small, beside what the rules make of it."""
    return TryPage(
        frame=quiz.frame,
        stylesheet=stylesheet,
        rulebook=rulebook,
        nothing_kept=quiz.nothing_kept,
        steps=tuple(
            SmallStep(step.id, step.title, tuple(map(_small, step.questions)))
            for step in quiz.steps
        ),
        errors=quiz.errors,
        tried=tried(made) if made else None,
    )


def _small(shown: ShownQuestion) -> SmallQuestion:
    chosen = "; ".join(option.label for option in shown.options if option.chosen)
    return SmallQuestion(shown, shown.template == DRAWN_BY[Kind.MANY], chosen)


def ordinary_form(rulebook: Rulebook, answers: Mapping[str, Answer]) -> MultiDict[str, str]:
    """Fill the form in with answers, the follow-ups included: they count once they are asked."""
    form: MultiDict[str, str] = MultiDict()
    for id in rulebook.questions:
        given = answers.get(id, ())
        for one in given if isinstance(given, tuple) else (given,):
            form.add(field_name(id), str(one))
    return form


def tried(made: Recommendation) -> Tried:
    """Try every condition on the answers, and say what follows from those that hold."""
    rulebook = made.rulebook
    firing = {reason.id for reason in (*made.rules, *made.suits, *made.not_covered)}
    order = (*rulebook.suits, *rulebook.rules, *rulebook.not_covered)
    return Tried(
        outcome=made.outcome,
        headline=headline(made),
        sentence=sentence(made),
        treatments=tuple(_treatment(made, id, verdict) for id, verdict in made.verdicts.items()),
        firing=_tried_rules(made, (one for one in order if one.id in firing)),
        silent=_tried_rules(made, (one for one in order if one.id not in firing)),
    )


def _tried_rules(made: Recommendation, reasons: Iterable[Reasoned]) -> tuple[TriedRule, ...]:
    return tuple(
        TriedRule(
            id=reason.id,
            because=reason.because,
            effects=shown_effects(made.rulebook, reason),
            when=shown_condition(reason.when, made.rulebook.questions, made.answers),
        )
        for reason in reasons
    )


def _treatment(made: Recommendation, id: str, verdict: Verdict) -> TriedTreatment:
    behind = {
        "Suited by": rule_links(suit.id for suit in made.suits if suit.treatment == id),
        "Stopped by": rule_links(rule.id for rule in verdict.stopped_by),
        "Cautions": rule_links(rule.id for rule in verdict.cautions),
    }
    return TriedTreatment(
        name=made.rulebook.treatments[id].name,
        verdict=_in_words(made, id, verdict),
        behind=tuple((name, links) for name, links in behind.items() if links),
    )


def _in_words(made: Recommendation, id: str, verdict: Verdict) -> str:
    """Name the first thing that keeps a treatment out of the outcome."""
    if verdict.recommended:
        return "part of the outcome"
    if not verdict.wanted:
        return "suits nothing that was chosen"
    if verdict.stopped_by:
        effects = dict.fromkeys(EFFECTS[rule.effects[id]] for rule in verdict.stopped_by)
        return f"stopped: {', '.join(effects)}"
    if verdict.too_many_cautions:
        allowed = made.rulebook.policy.cautions_allowed
        return f"{len(verdict.cautions)} cautions, {allowed} are allowed"
    return "left out: the main concern is not served, or a caution forbids a combination"
