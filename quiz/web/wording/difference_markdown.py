"""A difference as Markdown, to be pasted under a pull request. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from quiz.checks.attribution import RuleChange
from quiz.checks.compared import Effected, Group
from quiz.checks.difference import Difference, Moved
from quiz.web.wording.difference import (
    GONE,
    SHARES,
    SUMMARY,
    by_itself,
    counted,
    only_with,
    outcome,
    sets,
    share,
    sides,
    who,
)

Row = tuple[str, ...]


def as_markdown(difference: Difference, unsafe: Iterable[str]) -> str:
    """Write a short table, examples, and the rest folded."""
    return "\n".join(_lines(difference, unsafe))


def _lines(difference: Difference, unsafe: Iterable[str]) -> Iterator[str]:
    which = difference.direction
    yield f"### What this change of the rules does to patients: {which}\n"
    yield f"**{SUMMARY[which]}**\n"
    for problem in unsafe:
        yield f"> **The new rules are not safe, and would not be served**: {_plain(problem)}\n"
    yield from _table(
        ("treatment", "change", "looser for", "stricter for"), map(_effect, difference.effects)
    )
    if difference.only_old:
        yield f"**Only the old rules take {_plain(who(difference.only_old))}.** {GONE}\n"
    if difference.only_new:
        yield f"Only the new rules take {_plain(who(difference.only_new))}\n"
    moved = [*difference.outcomes, *difference.urgencies]
    header = ("before", "after", "change", "sets of answers", "people", "for example")
    yield from _table(header, map(_moved, moved))
    yield from _folded(
        counted(len(difference.rules), "changed rule"),
        [line for one in difference.rules for line in _rule(one)],
    )
    yield from _folded(
        counted(len(difference.requirements), "changed safety requirement"),
        [
            f"- **{one.id}** {one.change}, {one.direction}: {_code(one.what)}"
            for one in difference.requirements
        ],
    )
    yield from _folded(
        counted(len(difference.questions), "change") + " of the questions",
        [f"- {_plain(one)}" for one in difference.questions],
    )
    yield from _folded(
        counted(len(difference.texts), "changed text"),
        [
            f"- {_plain(one.where)} {one.field}: {_quoted(one.before)} -> {_quoted(one.after)}"
            for one in difference.texts
        ],
    )
    yield f"{_plain(sides(difference))}, compared for {sets(difference.compared)} exactly "
    yield f"({difference.compared:,}). {SHARES}"


def _table(header: Row, rows: Iterable[Row]) -> Iterator[str]:
    found = list(rows)
    if found:
        yield _row(header)
        yield _row(("---",) * len(header))
        yield from map(_row, found)
        yield ""


def _row(cells: Row) -> str:
    return f"| {' | '.join(_plain(cell) for cell in cells)} |"


def _effect(effect: Effected) -> Row:
    return effect.to, effect.direction, _short(effect.looser), _short(effect.stricter)


def _short(group: Group | None) -> str:
    if group is None:
        return "nobody"
    return f"{share(group)} of people" if share(group) else sets(group.count)


def _moved(moved: Moved) -> Row:
    group = moved.group
    pair = outcome(moved.before), outcome(moved.after)
    return *pair, moved.direction, f"{group.count:,}", share(group), group.example


def _rule(change: RuleChange) -> Iterator[str]:
    told = "; ".join(map(_code, change.what))
    yield f"- {change.sort} **{change.id}** {change.change}, {change.direction}: {told}"
    if not change.effects:
        yield "  - leads nobody to another outcome"
    if change.together_with:
        yield f"  - {only_with(change)}"
    yield from (f"  - {_plain(line)}" for line in by_itself(change))


def _folded(summary: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"<details><summary>{summary}</summary>\n"
        yield from lines
        yield "\n</details>\n"


def _plain(text: str) -> str:
    """Keep a text from being read as a table, a list or HTML."""
    whole = escape(" ".join(text.split()), quote=False)
    for mark in "\\|*_`[]":
        whole = whole.replace(mark, f"\\{mark}")
    return whole


def _code(text: str) -> str:
    return f"`{text.replace('`', chr(39))}`"


def _quoted(text: str) -> str:
    return f"“{_plain(text)}”" if text else "nothing"
