"""A result as plain text, for a terminal: all that the page says of it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from textwrap import fill as fill_anyhow

from quiz.assessment import Assessment
from quiz.catalogue import N_
from quiz.clinic import Clinic
from quiz.model import Rulebook
from quiz.offering import Offering, offering
from quiz.web.wording import reaching
from quiz.web.wording.items import ShownReason
from quiz.web.wording.labels import unreviewed
from quiz.web.wording.plan import ShownPlan
from quiz.web.wording.reasons import Against
from quiz.web.wording.result import Result, result_in_words

_WIDTH = 88
#: A word with a hyphen stays whole: it is looked for, and copied.
fill = partial(fill_anyhow, width=_WIDTH, break_on_hyphens=False)


def text_answer(assessed: Assessment, clinic: Clinic | None = None) -> str:
    """Put an assessment into paragraphs and lists, with what a clinic offers of it."""
    made = assessed.recommendation
    said = _result(made.rulebook, result_in_words(assessed))
    outcome = tuple(islice(said, 2))
    offered = _offered(made.rulebook, offering(made, clinic))
    return "\n\n".join((*outcome, *offered, *said, *_closing(made.rulebook, clinic)))


def _result(rulebook: Rulebook, result: Result) -> Iterator[str]:
    say = rulebook.say
    yield result.headline.upper()
    yield fill(result.sentence)
    yield from _part(say("Why"), _reasons(rulebook, result.why))
    yield from _part(say("What to keep in mind"), _reasons(rulebook, result.worth_knowing))
    yield from _part(say("What could change this"), map(_point, result.could_change))
    yield from _why_not(rulebook, result.why_not)
    yield from _not_covered(rulebook, result.not_covered)
    plans = (line for one in result.plan for line in _plan(one))
    yield from _part(say("What studies did"), plans)
    choosing = [_point(result.choosing)] if result.choosing else []
    yield from _part(say("Choosing a clinician"), choosing)
    answers = (_point(f"{answer.name}: {answer.text}") for answer in result.rests_on)
    yield from _part(say("What this rests on: {text}", text=result.rests_on_text), answers)
    notes = (_point(_cited(item.text, item.rules)) for item in result.for_the_clinician)
    yield from _part(say("For the clinician"), notes)


def _offered(rulebook: Rulebook, offered: Offering) -> Iterator[str]:
    if offered.text:
        yield fill(offered.text)
    if offered.booking:
        yield rulebook.say("To book: {address}", address=offered.booking)


def _part(title: str, lines: Iterable[str]) -> Iterator[str]:
    if text := "\n".join(lines):
        yield f"{title}\n{text}"


def _why_not(rulebook: Rulebook, each: Iterable[Against]) -> Iterator[str]:
    for one in each:
        title = N_("Why not {name} together") if one.together else N_("Why not {name}")
        yield from _part(rulebook.say(title, name=one.name), _reasons(rulebook, one.reasons))


def _not_covered(rulebook: Rulebook, each: Iterable[Against]) -> Iterator[str]:
    for one in each:
        title = rulebook.say("Not covered: {name}", name=one.name)
        yield from _part(title, _reasons(rulebook, one.reasons))


def _reasons(rulebook: Rulebook, reasons: Iterable[ShownReason]) -> Iterator[str]:
    for reason in reasons:
        again = rulebook.say("Because of: {answers}", answers=reason.causes)
        text = again if reason.again else reason.text
        yield _point(_cited(text, tuple(rule.id for rule in reason.rules)))
        yield from (_below(text) for text in (reason.strength, *map(str, reason.advice)) if text)


def _plan(plan: ShownPlan) -> Iterator[str]:
    for text in plan.texts:
        yield _point(f"{plan.treatment}: {text}" if plan.treatment else text)


def _cited(text: str, rules: tuple[str, ...]) -> str:
    return f"{text} [{', '.join(rules)}]" if rules else text


def _point(text: str) -> str:
    return fill(text, initial_indent="  - ", subsequent_indent="    ")


def _below(text: str) -> str:
    return fill(text, initial_indent="    ", subsequent_indent="    ")


def _closing(rulebook: Rulebook, clinic: Clinic | None) -> Iterator[str]:
    reached = (reaching.emergency(rulebook, clinic), reaching.phone(rulebook, clinic))
    said = (*reached, rulebook.fact("information-only"), unreviewed(rulebook))
    yield fill(" ".join(filter(None, said)))
    yield rulebook.say(
        "Rulebook {version}, fingerprint {fingerprint}",
        version=rulebook.version,
        fingerprint=rulebook.fingerprint,
    )
    if clinic:
        yield rulebook.say(
            "Clinic {name}, fingerprint {fingerprint}",
            name=clinic.name,
            fingerprint=clinic.fingerprint,
        )
