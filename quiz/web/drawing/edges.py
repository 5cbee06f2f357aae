"""The lines of the picture, each with the smallest example behind it. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from quiz.figures import Figures
from quiz.model import Reasoned
from quiz.recommendation import SEE_SPECIALIST
from quiz.web.drawing import layout as place
from quiz.web.drawing.layout import Layout, Rows
from quiz.web.drawing.marks import ARROW, START, mark
from quiz.web.drawing.picture import Edge
from quiz.web.rulebook.rule_words import EFFECTS, OUTCOMES, effects_of

_QUESTIONS_END = place.EDGE + place.QUESTION_WIDTH
_RULES_END = place.RULES_X + place.RULE_WIDTH


def edges(layout: Layout, figures: Figures) -> Iterator[Edge]:
    """Yield all lines, those that others may cover first."""
    for rows in layout.rows:
        yield from _asking(layout, figures, rows)
    for rule in layout.rulebook.not_covered:
        yield _to_specialist(layout, figures, rule)
    for reason in layout.rulebook.reasons():
        # The farthest treatment first: the lines to nearer ones lie on it.
        for treatment, effect in reversed(effects_of(reason).items()):
            yield _doing(layout, figures, reason, treatment, effect)
    for outcome in layout.outcomes:
        yield from _leading(layout, figures, outcome)


def _asking(layout: Layout, figures: Figures, rows: Rows) -> Iterator[Edge]:
    """Yield level lines to the rules beside a question, and arcs to those elsewhere."""
    names = " and ".join(layout.rulebook.questions[id].name for id in rows.questions)
    for rule in (*rows.rules, *rows.others):
        y = layout.rule_y[rule.id]
        path = f"M{_QUESTIONS_END:g} {y:g}H{place.RULES_X:g}"
        if rule in rows.others:
            path = _arc(_QUESTIONS_END, rows.middle, place.RULES_X, y)
        title = f"{rule.id} asks about {names}. {_example(figures.reasons[rule.id].example)}"
        look = "edge edge-arc" if rule in rows.others else "edge"
        yield Edge(look, path, "", title)


def _doing(layout: Layout, figures: Figures, reason: Reasoned, treatment: str, effect: str) -> Edge:
    y, x = layout.rule_y[reason.id], layout.lane_x[treatment] + place.LANE_WIDTH / 2
    name = layout.rulebook.treatments[treatment].name
    example = figures.reasons[reason.id].examples[treatment]
    return Edge(
        look=f"edge edge-{effect}",
        path=f"M{_RULES_END:g} {y:g}H{x:g}",
        mark=mark(effect, x, y),
        title=f"{reason.id}: {name} {EFFECTS[effect]}. {_example(example)}",
    )


def _to_specialist(layout: Layout, figures: Figures, rule: Reasoned) -> Edge:
    y, (top, height) = layout.rule_y[rule.id], layout.outcomes[SEE_SPECIALIST]
    there = min(max(y, top + place.EDGE), top + height - place.EDGE)
    turn = layout.outcomes_x - place.BEFORE_OUTCOMES
    arc = _arc(turn, y, layout.outcomes_x, there).removeprefix(f"M{turn:g} {y:g}")
    end = layout.outcomes_x
    example = _example(figures.reasons[rule.id].example)
    title = f"{rule.id}: {OUTCOMES[SEE_SPECIALIST]}, as the main concern. {example}"
    path = f"M{_RULES_END:g} {y:g}H{turn:g}{arc}"
    return Edge("edge edge-uncovered", path, f"M{end:g} {there:g}{ARROW}", title)


def _leading(layout: Layout, figures: Figures, outcome: str) -> Iterator[Edge]:
    top, height = layout.outcomes[outcome]
    through = figures.outcomes[outcome].through
    for n, (treatment, example) in enumerate(through.items(), start=1):
        y = layout.between_rows(top + height * n / (len(through) + 1))
        y = min(max(y, top + place.EDGE), top + height - place.EDGE)
        x, end = layout.lane_x[treatment] + place.LANE_WIDTH / 2, layout.outcomes_x
        title = f"{_told(layout, treatment, outcome)}. {_example(example)}"
        marks = f"M{x:g} {y:g}{START}M{end:g} {y:g}{ARROW}"
        yield Edge("edge edge-outcome", f"M{x:g} {y:g}H{end - 8:g}", marks, title)


def _told(layout: Layout, treatment: str, outcome: str) -> str:
    treatments = layout.rulebook.treatments
    name = treatments[treatment].name
    if outcome == SEE_SPECIALIST:
        return f"{name} suits, but not for this person: {OUTCOMES[outcome]}"
    return f"{name} suits and nothing is in its way: {OUTCOMES.get(outcome) or name}"


def _arc(x: float, y: float, to_x: float, to_y: float) -> str:
    bend = (to_x - x) * 0.6
    return f"M{x:g} {y:g}C{x + bend:g} {y:g} {to_x - bend:g} {to_y:g} {to_x:g} {to_y:g}"


def _example(example: str) -> str:
    return f"Smallest example: {example}" if example else "There is nobody for it"
