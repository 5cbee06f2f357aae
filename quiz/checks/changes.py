"""What was edited between two rulebooks, item by item, whether it matters or not. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from quiz.checks.written import effects, written
from quiz.model import NotCovered, Reasoned, Requirement, Rule, Rulebook, Suit
from quiz.questions import Kind, Question


class Change(StrEnum):
    """What became of an item."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True)
class Edit:
    """One rule, suit or policy number, before and after; None where there was or is none."""

    id: str
    change: Change
    what: tuple[str, ...]  #: what is different, one line each
    before: Reasoned | None = None
    after: Reasoned | None = None
    policy: bool = field(default=False)  #: about a policy number, before and after being None


def edits(old: Rulebook, new: Rulebook) -> Iterator[Edit]:
    """Yield what changed about rules, suits, what is not covered and the policy's numbers."""
    before = {one.id: one for one in old.reasons()}
    after = {one.id: one for one in new.reasons()}
    renamed = dict(renames(old, new))
    for id, reason in before.items():
        if id in renamed:
            yield Edit(renamed[id], Change.RENAMED, (f"it was {id}",), reason, after[renamed[id]])
        elif id not in after:
            yield Edit(id, Change.REMOVED, (_told(reason, old),), before=reason)
        elif what := _differences(reason, after[id], old, new):
            yield Edit(id, Change.CHANGED, what, reason, after[id])
    for id, reason in after.items():
        if id not in before and id not in renamed.values():
            yield Edit(id, Change.ADDED, (_told(reason, new),), after=reason)
    yield from _policy(old, new)


def renames(old: Rulebook, new: Rulebook) -> Iterator[tuple[str, str]]:
    """Yield the old and new id of each reason that does the same under another name."""
    gone = {one.id: one for one in old.reasons()}
    come = {one.id: one for one in new.reasons()}
    left = [one for id, one in come.items() if id not in gone]
    for id, reason in gone.items():
        alike = [one for one in left if _logic(one, new) == _logic(reason, old)]
        if id not in come and alike:
            match = max(alike, key=lambda one: one.because == reason.because)
            left.remove(match)
            yield id, match.id


def requirement_changes(old: Rulebook, new: Rulebook) -> Iterator[tuple[str, Change, str]]:
    """Yield each safety requirement that changed: its id, and what is different."""
    before, after = ({one.id: one for one in book.requirements} for book in (old, new))
    for id in {**before, **after}:
        was = _required(before[id], old) if id in before else ""
        is_now = _required(after[id], new) if id in after else ""
        if not is_now:
            yield id, Change.REMOVED, was
        elif not was:
            yield id, Change.ADDED, is_now
        elif was != is_now:
            yield id, Change.CHANGED, f"{was} -> {is_now}"


def question_changes(old: Rulebook, new: Rulebook) -> Iterator[str]:
    """Yield what changed about which answers there can be, one line each."""
    for what in ("main_concern", "other_concerns"):
        was, now = getattr(old, what), getattr(new, what)
        if was != now:
            yield f"{what}: {was} -> {now}"
    for id in {**old.questions, **new.questions}:
        if id not in new.questions:
            yield f"question {id} removed"
        elif id not in old.questions:
            yield f"question {id} added"
        else:
            yield from _one_question(old.questions[id], new.questions[id], old, new)
    for treatment in {**old.treatments, **new.treatments}:
        if treatment not in new.treatments:
            yield f"treatment {treatment} removed"
        elif treatment not in old.treatments:
            yield f"treatment {treatment} added"


def _one_question(was: Question, now: Question, old: Rulebook, new: Rulebook) -> Iterator[str]:
    before, after = ({one.id: one for one in question.options} for question in (was, now))
    for id in {**before, **after}:
        if id not in after:
            yield f"option {id} of {now.id} removed"
        elif id not in before:
            yield f"option {id} of {now.id} added"
        elif before[id].means != after[id].means:
            meanings = f"{before[id].means or 'itself'} -> {after[id].means or 'itself'}"
            yield f"option {id} of {now.id} means: {meanings}"
    if now.kind is Kind.NUMBER and (was.low, was.high) != (now.low, now.high):
        yield f"{now.id}: from {was.low} to {was.high} -> from {now.low} to {now.high}"
    if was.optional != now.optional:
        yield f"{now.id} {'may' if now.optional else 'must'} be answered now"
    if was.ask_when != now.ask_when:
        yield f"{now.id} asked: {_asked(was, old)} -> {_asked(now, new)}"


def _asked(question: Question, rulebook: Rulebook) -> str:
    return written(question.ask_when, rulebook) if question.ask_when else "always"


def _differences(
    before: Reasoned, after: Reasoned, old: Rulebook, new: Rulebook
) -> tuple[str, ...]:
    was, now = _logic(before, old), _logic(after, new)
    return tuple(
        f"{name}: {was.get(name, 'nothing')} -> {now.get(name, 'nothing')}"
        for name in {**was, **now}
        if was.get(name) != now.get(name)
    )


def _told(reason: Reasoned, rulebook: Rulebook) -> str:
    return "; ".join(f"{name}: {value}" for name, value in _logic(reason, rulebook).items())


def _logic(reason: Reasoned, rulebook: Rulebook) -> Mapping[str, str]:
    """Return whatever of a reason the decision depends on, as it is written."""
    logic = {"when": written(reason.when, rulebook)}
    match reason:
        case Rule():
            logic["effect"] = effects(reason.effects)
            if reason.urgency:
                logic["urgency"] = reason.urgency
        case Suit():
            logic |= {"suits": f"{reason.treatment} for {reason.concern}"}
        case NotCovered():
            logic |= {"not covered": reason.concern}
    return logic


def _required(requirement: Requirement, rulebook: Rulebook) -> str:
    never = ", ".join(sorted(requirement.never))
    return f"if {written(requirement.condition, rulebook)} never [{never}]"


def _policy(old: Rulebook, new: Rulebook) -> Iterator[Edit]:
    for name in ("cautions_allowed", "cautions_allowed_for_combination"):
        was, now = getattr(old.policy, name), getattr(new.policy, name)
        if was != now:
            yield Edit(name, Change.CHANGED, (f"{was} -> {now}",), policy=True)
