"""Rules that cannot matter, that say too much or that nobody needs. Pure.

Here a rule *changes* something when outcome, urgency, what rules a treatment out or the
cautions are different with it. Notes only inform, so V02 to V05 leave them alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from quiz.checks.check import Found, check
from quiz.checks.diagram import Node
from quiz.checks.examined import Examined
from quiz.checks.variants import without_one
from quiz.engine import standing
from quiz.model import Effect, Reasoned, Rule, Suit
from quiz.recommendation import Recommendation


@check("V01", "never-fires")
def satisfiable(examined: Examined) -> Iterator[Found]:
    """A rule can fire for some valid answers.

    A condition that asks for two answers at once which exclude each other, or for a follow-up
    that is not asked then, never holds: the rule looks like protection and is none.

    To mend it, ask for what people can really answer.
    """
    for reason in examined.rulebook.reasons():
        if examined.example(reason) is None:
            yield Found(reason.place, f'"{reason.id}" can never fire, whatever is answered')


@check("V02", "hidden")
def reachable(examined: Examined) -> Iterator[Found]:
    """A rule can matter: someone exists for whom no other rule already does what it does.

    A rule that stops a treatment is hidden if others stop it for everyone it fires for; a
    caution, if the treatment is stopped for all of them; what suits, if it is never
    recommended. The finding names what hides it.

    To mend it, drop the rule, or say more exactly when the others fire.
    """
    for reason in _that_count(examined):
        example = examined.example(reason)
        if example is None or _is_unhidden(reason, example):
            continue
        if not examined.nobody(_unhidden(examined, reason)):
            continue
        hiding = ", ".join(_hiding(examined, reason)) or "the rules of the outcome"
        yield Found(reason.place, f'"{reason.id}" can never matter: it is hidden by {hiding}')


@check("V03", "redundant", "warning")
def not_redundant(examined: Examined) -> Iterator[Found]:
    """Dropping the rule would change an outcome, an urgency or what is said of a treatment.

    `keep:` with a reason silences it.

    To mend it, drop the rule, or say in `keep:` why it stays.
    """
    for reason in _that_count(examined):
        example = examined.example(reason)
        changes = example is not None and _is_changed(reason, example)
        if not (reason.keep or changes) and examined.nobody(_changes(examined, reason)):
            yield Found(
                reason.place,
                f'dropping "{reason.id}" would change nothing',
                "drop it, or say why it stays in keep:",
            )


@check("V04", "subsumed", "warning")
def not_subsumed(examined: Examined) -> Iterator[Found]:
    """No other rule with the same effects fires whenever this one does.

    `keep:` with a reason silences it: two reasons may well say the same, each for its own
    sake.

    To mend it, drop the narrower rule, or say in `keep:` why both stay.
    """
    for narrow in examined.rulebook.rules:
        example = examined.example(narrow)
        if example is None or narrow.keep or _only_notes(narrow):
            continue
        # Whatever always fires with it also fires for this one person: few are left to prove.
        for wide in example.rules:
            same = dict(narrow.effects) == dict(wide.effects) and narrow.urgency == wide.urgency
            if same and wide is not narrow and _always_with(examined, narrow, wide):
                yield Found(
                    narrow.place,
                    f'whenever "{narrow.id}" fires, "{wide.id}" does the same',
                    "drop it, or say why it stays in keep:",
                )


@check("V05", "idle-condition", "warning")
def no_idle_condition(examined: Examined) -> Iterator[Found]:
    """Dropping any one condition of a rule would change when it fires.

    A condition that holds anyway makes a reader believe that it protects from something.
    `keep:` with a reason silences it. The concern of a suit is its subject, and never idle.

    To mend it, drop the condition.
    """
    for reason in _that_count(examined):
        for dropped, without in without_one(reason):
            left = examined.space.valid & examined.space.holds(without)
            if not reason.keep and left == examined.fires(reason):
                yield Found(
                    reason.place,
                    f'in "{reason.id}" the condition on {dropped} changes nothing',
                    "drop the condition, or say why it stays in keep:",
                )


def _that_count(examined: Examined) -> Iterator[Reasoned]:
    for reason in examined.rulebook.reasons():
        if not (isinstance(reason, Rule) and _only_notes(reason)):
            yield reason


def _only_notes(rule: Rule) -> bool:
    return set(rule.effects.values()) == {Effect.NOTE}


def _always_with(examined: Examined, narrow: Reasoned, wide: Reasoned) -> bool:
    return examined.diagram.within(examined.fires(narrow), examined.space.holds(wide.when))


def _is_unhidden(reason: Reasoned, example: Recommendation) -> bool:
    """Say whether one person shows that a reason does what nothing else does."""
    if isinstance(reason, Suit):
        return reason.treatment in example.recommended
    if not isinstance(reason, Rule):
        return True
    others = [rule for rule in example.rules if rule is not reason]
    stopped = {treatment for rule in others for treatment in rule.stops}
    return not (reason.stops | reason.cautions) <= stopped


def _is_changed(reason: Reasoned, example: Recommendation) -> bool:
    """Say whether one person shows that something is different without a reason."""
    if not isinstance(reason, Suit):
        return True
    left = [suit for suit in example.suits if suit is not reason]
    without = standing(example.rulebook, example.answers, example.rules, left)
    return without != example.recommended


def _unhidden(examined: Examined, reason: Reasoned) -> Node:
    """Return for whom a reason does something that no other rule does."""
    outcomes, fires = examined.outcomes, examined.fires(reason)
    if isinstance(reason, Suit):
        return fires & outcomes.permitted[reason.treatment]
    if not isinstance(reason, Rule):
        return fires
    stops = [fires & ~outcomes.stopped_but_by(reason, treatment) for treatment in reason.stops]
    cautions = [fires & ~outcomes.stopped[treatment] for treatment in reason.cautions]
    return examined.diagram.any_of([*stops, *cautions])


def _hiding(examined: Examined, reason: Reasoned) -> list[str]:
    """Name the fewest rules that together stop everyone for whom this one fires."""
    fires = examined.fires(reason)
    covering: list[Rule] = []
    left = fires
    for rule in examined.rulebook.rules:
        stopped = left & examined.space.holds(rule.when)
        if rule is not reason and rule.stops and not examined.nobody(stopped):
            covering.append(rule)
            left = left & ~stopped
    for rule in list(covering):
        rest = [one for one in covering if one is not rule]
        together = examined.diagram.any_of(examined.space.holds(one.when) for one in rest)
        if examined.diagram.within(fires, together):
            covering = rest
    return [rule.id for rule in covering]


def _changes(examined: Examined, reason: Reasoned) -> Node:
    """Return for whom something is different without a reason."""
    if not isinstance(reason, Suit):
        return examined.fires(reason)  # it is named among what rules out, or explains
    before, after = examined.outcomes, examined.outcomes.without(reason)
    return examined.diagram.any_of(
        before.permitted[treatment] & ~after.permitted[treatment]
        | ~before.permitted[treatment] & after.permitted[treatment]
        for treatment in before.treatments
    )
