"""Why, why not, and what is left out. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quiz.conditions import cited, leaves, merged
from quiz.explanation.items import Item, Uncovered
from quiz.explanation.wording import Told
from quiz.model import Rule
from quiz.recommendation import soonest


def why(told: Told) -> tuple[Item, ...]:
    """Give the rules that decided: what suits, the referrals, or what stood in the way."""
    if told.made.recommended:
        return told.said(told.suits_recommended)
    referrals = [(soonest(rule.urgency), rule) for rule in told.made.rules if rule.urgency]
    if referrals:
        return told.said([rule for _, rule in sorted(referrals, key=lambda pair: pair[0])])
    return _why_main_is_stopped(told) if told.suits_main else _why_nothing_suits_main(told)


def why_not(told: Told, treatment: str) -> tuple[Item, ...]:
    """Give what stopped a treatment, else that it suits none of the concerns here."""
    verdict = told.verdicts[treatment]
    name = told.named([treatment])
    if verdict.recommended:
        return ()
    if verdict.stopped_by:
        return told.said(verdict.stopped_by)
    if not verdict.wanted:
        return (told.fact("suits-none", treatment=name),)
    if verdict.too_many_cautions:
        return tuple(_too_many(told, treatment))
    if not told.made.recommended:
        return (told.fact("not-for-main", treatment=name),)
    return _careful(told)


def why_not_combination(told: Told) -> tuple[Item, ...]:
    """Give why the treatments are not offered together."""
    wanted = [verdict for verdict in told.verdicts.values() if verdict.wanted]
    stopping = [rule for verdict in wanted for rule in verdict.stopped_by]
    if len(told.made.recommended) > 1:
        return ()
    if len(wanted) <= 1:
        return (told.fact("combination-one-suits" if wanted else "combination-none-suits"),)
    if stopping:
        return (told.fact("combination-stopped"), *told.said(stopping))
    if too_many := [id for id, verdict in told.verdicts.items() if verdict.too_many_cautions]:
        return _once(item for treatment in too_many for item in _too_many(told, treatment))
    if not told.suits_main:
        return (told.fact("combination-not-for-main"),)
    return _careful(told)


def not_covered(told: Told) -> tuple[Uncovered, ...]:
    """Give each chosen concern that the outcome leaves out, and why.

    Where nothing is offered at all, `why` has the main reason; here stand the facts only.
    """
    rulebook, answers = told.made.rulebook, told.made.answers
    others = [str(concern) for concern in answers.chosen(rulebook.other_concerns)]
    served = {suit.concern for suit in told.suits_recommended}
    return tuple(
        Uncovered(
            text=item.text,
            rules=item.rules,
            answers=item.answers,
            sources=item.sources,
            concern=concern,
        )
        for concern in (told.main, *others)
        if concern not in served
        for item in _left_out(told, concern)
    )


def _left_out(told: Told, concern: str) -> tuple[Item, ...]:
    facts = [reason for reason in told.made.not_covered if reason.concern == concern]
    if facts or not told.made.recommended:
        return told.said(facts)
    suits = [suit.treatment for suit in told.made.suits if suit.concern == concern]
    treatments = dict.fromkeys(suits or told.verdicts)
    return tuple(item for treatment in treatments for item in why_not(told, treatment))


def _why_main_is_stopped(told: Told) -> tuple[Item, ...]:
    verdicts = {suit.treatment: told.verdicts[suit.treatment] for suit in told.suits_main}
    stopping = [rule for verdict in verdicts.values() for rule in verdict.stopped_by]
    items = list(told.said(stopping))
    for treatment, verdict in verdicts.items():
        if verdict.too_many_cautions and not verdict.stopped_by:
            items.extend(_too_many(told, treatment))
    if not any(_stops_all(told, rule) for rule in stopping):
        items.append(_nothing_else(told))
    return tuple(items)


def _why_nothing_suits_main(told: Told) -> tuple[Item, ...]:
    facts = [reason for reason in told.made.not_covered if reason.concern == told.main]
    stopping = [rule for rule in told.made.rules if _stops_all(told, rule)]
    return told.said([*facts, *stopping]) or (_nothing_else(told),)


def _nothing_else(told: Told) -> Item:
    """Say that nothing else suits the main concern, citing all that decides what suits it."""
    rulebook, given = told.made.rulebook, told.made.answers.given
    deciding = [
        leaf.question
        for suit in rulebook.suits
        if suit.concern == told.main
        for leaf in leaves(suit.when)
        if leaf.question in given and leaf.question != rulebook.other_concerns
    ]
    answers = {id: given[id] for id in (rulebook.main_concern, *deciding)}
    return told.fact("nothing-else-for-main", answers)


def _too_many(told: Told, treatment: str) -> Iterator[Item]:
    cautions = told.verdicts[treatment].cautions
    yield told.fact(
        "too-many-cautions",
        merged(cited(rule.when, told.made.answers) for rule in cautions),
        treatment=told.named([treatment]),
        count=len(cautions),
        allowed=told.made.rulebook.policy.cautions_allowed,
    )
    yield from told.said(cautions)


def _once(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple({item.text: item for item in items}.values())


def _careful(told: Told) -> tuple[Item, ...]:
    cautions = [rule for rule in told.made.rules if rule.cautions]
    return (told.fact("combination-caution"), *told.said(cautions))


def _stops_all(told: Told, rule: Rule) -> bool:
    return rule.stops >= told.verdicts.keys()
