"""The boxes of the picture and what is written in them. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from quiz.figures import Figures
from quiz.model import NotCovered, Reasoned, Suit
from quiz.web.drawing import layout as place
from quiz.web.drawing.layout import Layout, Rows
from quiz.web.drawing.marks import colour
from quiz.web.drawing.picture import Box, Words
from quiz.web.rulebook.rule_words import OUTCOMES, percent, rounded

_RULE_HEIGHT = 19.0
#: Where letters of this size stand on their line when their middle is given.
_DROP = 4.0
#: An outcome is tall: it says again what it is.
_SAID_AGAIN = 400.0


def boxes(layout: Layout, figures: Figures) -> Iterator[Box]:
    """Yield questions, rules and outcomes."""
    for rows in layout.rows:
        yield _question(rows)
        for rule in rows.rules:
            yield _rule(rule, layout.rule_y[rule.id], figures)
    for id in layout.outcomes:
        yield _outcome(layout, figures, id)


def lanes(layout: Layout) -> Iterator[Box]:
    """Yield the treatments, each as tall as the picture."""
    for id, x in layout.lane_x.items():
        top, height = place.TOP - place.EDGE, layout.bottom - place.TOP + 2 * place.EDGE
        name = layout.rulebook.treatments[id].name
        yield Box("lane", x, top, place.LANE_WIDTH, height, (), name)


def heads(layout: Layout) -> Iterator[Words]:
    """Yield the heads of the columns, and the treatments' names before each group of rules."""
    columns = {
        place.EDGE: "Questions",
        place.RULES_X: "Rules (with assumed shares)",
        place.LANES_X: "Treatments",
        layout.outcomes_x: "Outcomes",
    }
    for x, text in columns.items():
        yield Words(x, place.TOP - 44, text, "column-head")
    for rows in layout.rows:
        for id, x in layout.lane_x.items() if rows.rules else ():
            name, middle = layout.rulebook.treatments[id].name, x + place.LANE_WIDTH / 2
            yield Words(middle, rows.top - 14, name, "lane-name")


def _question(rows: Rows) -> Box:
    x, left = place.EDGE, place.EDGE + 10
    first = rows.top + min(18, (rows.height - place.LINE * (len(rows.lines) - 1)) / 2 + _DROP)
    words = (Words(left, first + n * place.LINE, line, "name") for n, line in enumerate(rows.lines))
    return Box(
        look="question-box",
        x=x,
        y=rows.top,
        width=place.QUESTION_WIDTH,
        height=rows.height,
        words=tuple(words),
        title=" ".join(rows.lines),
        anchor=f"question-{rows.questions[0]}",
    )


def _rule(rule: Reasoned, y: float, figures: Figures) -> Box:
    found = figures.reasons[rule.id]
    right = place.RULES_X + place.RULE_WIDTH - 8
    return Box(
        look=f"rule-box {_kind(rule)} {colour(found.share)}",
        x=place.RULES_X,
        y=y - _RULE_HEIGHT / 2,
        width=place.RULE_WIDTH,
        height=_RULE_HEIGHT,
        words=(
            Words(place.RULES_X + 8, y + _DROP, rule.id),
            Words(right, y + _DROP, percent(found.share), "share"),
        ),
        title=f"{rule.id}: {rule.because}",
        anchor=f"rule-{rule.id}",
    )


def _kind(rule: Reasoned) -> str:
    match rule:
        case Suit():
            return "of-suit"
        case NotCovered():
            return "of-not-covered"
        case _:
            return "of-safety"


def _outcome(layout: Layout, figures: Figures, id: str) -> Box:
    top, height = layout.outcomes[id]
    found = figures.outcomes[id]
    name = OUTCOMES.get(id) or layout.rulebook.treatments[id].name
    lines = (
        (name, "name"),
        (f"{percent(found.share)} (assumed)", ""),
        (f"{rounded(found.sets)} sets of answers", ""),
    )
    left, times = layout.outcomes_x + 12, 1 + max(0, int((height - 5 * place.LINE) // _SAID_AGAIN))
    words = (
        Words(left, top + 24 + again * _SAID_AGAIN + n * place.LINE, text, look)
        for again in range(times)
        for n, (text, look) in enumerate(lines)
    )
    box = ("outcome-box", layout.outcomes_x, top, place.OUTCOME_WIDTH, height)
    return Box(*box, tuple(words), f"{name}. Smallest example: {found.example}")
