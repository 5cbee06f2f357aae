"""What is checked of each clinic: its own rules only tighten, and it can be shown. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from quiz.checks.budget import ran_out
from quiz.checks.check import OVER_BUDGET, Found, check
from quiz.checks.diagram import Node
from quiz.checks.examined import Examined
from quiz.checks.explained import not_compiled
from quiz.checks.outcomes import Outcomes
from quiz.checks.telling_more import monotone, unsure_is_careful
from quiz.clinic import Clinic
from quiz.model import Urgency


@check("V19", "house-rules")
def house_rules(examined: Examined) -> Iterator[Found]:
    """With a clinic's own rules added, every outcome is at most as permissive as before.

    For every set of answers: no treatment is recommended that was not, no combination appears,
    and nobody is sent to a doctor later than before. Reading already refuses, with its line,
    every kind of rule that could loosen.

    What must hold of the rulebook must hold with the clinic's rules as well: who tells more, or
    is not sure, is never offered more. What breaks that is told as V09 or V10, at the clinic's
    rule, and what could not be proved in time as V18. A clinic of which any of this is told is
    not served; all others are. So it is with a clinic by whose rules the engine cannot decide.

    To mend it, take the rule out of the clinic's file.
    """
    for clinic in examined.clinics:
        if clinic.has_rules:
            yield from _proved(examined, clinic)


def _proved(examined: Examined, clinic: Clinic) -> Iterator[Found]:
    """Prove one clinic; one that takes too much is a problem of its own and of no other."""
    try:
        own = examined.with_rules_of(clinic)
        yield from looser(examined, clinic, examined.outcomes_for_clinics, own.outcomes)
        yield from _careless(own, clinic)
        if unfit := not_compiled(own.rulebook):
            yield replace(unfit, what=f'by the rules of "{clinic.id}", {unfit.what}')
    except Exception as error:
        if not (why := ran_out(error)):
            raise
        examined.forget()
        what = f'the rules of "{clinic.id}" could not be proved: {why}'
        hint = "simplify them, or give it more time (--seconds)"
        yield Found(clinic.place, what, hint, kind=OVER_BUDGET)


def _careless(own: Examined, clinic: Clinic) -> Iterator[Found]:
    """Yield who is offered more by the clinic's rules for telling more, or for not being sure."""
    for proof in (monotone, unsure_is_careful):
        for found in proof.find(own):
            told = f'by the rules of "{clinic.id}", {found.what}'
            yield replace(found, what=told, kind=proof.kind)


def looser(
    examined: Examined, clinic: Clinic, before: Outcomes, after: Outcomes
) -> Iterator[Found]:
    """Yield all in which some outcomes are more permissive than others."""
    for what, gained in _gained(before, after):
        if gained != before.space.diagram.nothing:
            who = examined.who_among(before.space, gained)
            count = before.space.count(gained)
            told = f'the rules of "{clinic.id}" {what} for someone who answers {who}'
            yield Found(clinic.place, f"{told} ({count:,} sets of answers)", "rules only take away")


def _gained(before: Outcomes, after: Outcomes) -> Iterator[tuple[str, Node]]:
    for treatment, permitted in after.permitted.items():
        yield f"add {treatment}", permitted & ~before.permitted[treatment]
    yield "add the combination", after.combination & ~before.combination
    for urgency in Urgency:
        yield f"no longer say {urgency}", before.no_later(urgency) & ~after.no_later(urgency)


@check("V21", "no-origins", "warning")
def has_origins(examined: Examined) -> Iterator[Found]:
    """A clinic says which sites may frame its quiz.

    Without `origins` in its file no browser shows the quiz inside any page: only its own page
    can be linked to.

    To mend it, name the clinic's site under `origins`, such as "https://www.example.org".
    """
    for clinic in examined.clinics:
        if not clinic.origins:
            what = f'no site may frame the quiz of "{clinic.id}"'
            yield Found(clinic.place, what, 'write origins: ["https://www.example.org"]')


@check("V22", "clinic-language", "warning")
def speaks(examined: Examined) -> Iterator[Found]:
    """A clinic offers languages that the rulebook has, and has its own rules in each of them.

    A language that the rulebook cannot be had in is not offered. A clinic's own rules are shown
    as they are written, in every language.

    To mend it, take the language out of `languages` in the clinic's file.
    """
    known = examined.rulebook.languages
    for clinic in examined.clinics:
        for language in clinic.languages:
            if language not in known:
                what = f'"{clinic.id}" offers {language}, which the rulebook does not have'
                yield Found(clinic.place, what, f"it has {', '.join(known)}")
        others = clinic.spoken(known)[1:] if clinic.house_rules else ()
        if others or (clinic.house_rules and clinic.spoken(known)[0] != known[0]):
            what = f'the rules of "{clinic.id}" are shown in {known[0]} only'
            yield Found(clinic.place, what, f"write languages: [{known[0]}]")
