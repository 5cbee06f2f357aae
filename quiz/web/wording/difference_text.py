"""A difference as lines for a terminal. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import shorten

from quiz.checks.attribution import RuleChange
from quiz.checks.changed_texts import TextChange
from quiz.checks.compared import Direction, Effected
from quiz.checks.difference import Difference, Moved
from quiz.web.wording.difference import (
    GONE,
    SHARES,
    SUMMARY,
    by_itself,
    only_with,
    outcome,
    sets,
    sides,
    who,
)

Line = tuple[str, str]  #: a line and its style

_STYLES = {
    Direction.EQUAL: "",
    Direction.STRICTER: "green",
    Direction.LOOSER: "red",
    Direction.MIXED: "red",
}
_WIDTH = 96


def as_text(difference: Difference, unsafe: Iterable[str]) -> Iterator[Line]:
    """Yield all lines, what matters most first."""
    which = difference.direction
    yield f"{which.upper()}: {SUMMARY[which]}", f"bold {_STYLES[which]}"
    yield f"{sides(difference)}, compared for {sets(difference.compared)}. {SHARES}", "dim"
    for problem in unsafe:
        yield f"NEW IS NOT SAFE, and would not be served: {problem}", "bold red"
    yield "", ""
    for effect in difference.effects:
        yield from _effect(effect, "")
    yield from _only_one(difference)
    yield from _headed("Outcomes", [line for one in difference.outcomes for line in _moved(one)])
    yield from _headed("Urgency", [line for one in difference.urgencies for line in _moved(one)])
    yield from _headed("Rules", [line for one in difference.rules for line in _rule(one)])
    yield from _headed("Safety requirements", _requirements(difference))
    yield from _headed("Questions", [(f"  {one}", "") for one in difference.questions])
    yield from _headed("Texts", [line for one in difference.texts for line in _text(one)])


def _headed(heading: str, lines: Iterable[Line]) -> Iterator[Line]:
    found = list(lines)
    if found:
        yield from (("", ""), (heading, "bold"), *found)


def _effect(effect: Effected, indent: str) -> Iterator[Line]:
    yield f"{indent}{effect.to}: {effect.direction}", _STYLES[effect.direction]
    if effect.looser:
        yield f"{indent}  looser for {who(effect.looser)}", ""
    if effect.stricter:
        yield f"{indent}  stricter for {who(effect.stricter)}", ""


def _only_one(difference: Difference) -> Iterator[Line]:
    if difference.only_old:
        yield f"only OLD takes {who(difference.only_old)}. {GONE}", "red"
    if difference.only_new:
        yield f"only NEW takes {who(difference.only_new)}", "yellow"


def _moved(moved: Moved) -> Iterator[Line]:
    pair = f"{outcome(moved.before)} -> {outcome(moved.after)}"
    yield f"  {pair}: {moved.direction}, {who(moved.group)}", _STYLES[moved.direction]


def _rule(change: RuleChange) -> Iterator[Line]:
    told = "; ".join(change.what)
    yield f"  {change.sort} {change.id} {change.change}: {told}", _STYLES[change.direction]
    if not change.effects:
        yield "    leads nobody to another outcome", ""
    if change.together_with:
        yield f"    {only_with(change)}:", ""
    for line in by_itself(change):
        yield f"    {line}", ""


def _requirements(difference: Difference) -> Iterator[Line]:
    for one in difference.requirements:
        yield f"  {one.id} {one.change} ({one.direction}): {one.what}", _STYLES[one.direction]


def _text(text: TextChange) -> Iterator[Line]:
    yield f"  {text.where}{', ' if text.field else ''}{text.field}", ""
    if text.before:
        yield f"    - {shorten(text.before, _WIDTH, placeholder=' ...')}", "dim"
    if text.after:
        yield f"    + {shorten(text.after, _WIDTH, placeholder=' ...')}", "dim"
