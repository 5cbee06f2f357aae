"""The picture of a rulebook: questions, rules, treatments and outcomes in four columns. Pure."""

from __future__ import annotations

from quiz.figures import Figures
from quiz.model import Rulebook
from quiz.web.drawing import layout as place
from quiz.web.drawing.boxes import boxes, heads, lanes
from quiz.web.drawing.edges import edges
from quiz.web.drawing.layout import Layout
from quiz.web.drawing.marks import legend
from quiz.web.drawing.picture import Picture
from quiz.web.drawing.told import outcomes_told, rules_told

_DESCRIPTION = (
    "Each row is a rule. To its left stand the questions that it asks about, to its right the "
    "treatments that it touches, with a mark for what it does to them, and the outcomes. A dashed "
    "frame says for what nothing is offered. "
    "The shares are assumptions: nobody was counted."
)


def draw(rulebook: Rulebook, figures: Figures) -> Picture:
    """Lay out a rulebook with the figures that were counted for it."""
    layout = Layout(rulebook)
    return Picture(
        width=layout.width,
        height=layout.bottom + 3 * place.EDGE,
        title=f"The rulebook {rulebook.version} as a picture",
        description=_DESCRIPTION,
        lanes=tuple(lanes(layout)),
        boxes=tuple(boxes(layout, figures)),
        edges=tuple(edges(layout, figures)),
        words=tuple(heads(layout)),
        legend=legend(place.EDGE, 20),
        rules_told=tuple(rules_told(layout, figures)),
        outcomes_told=tuple(outcomes_told(layout, figures)),
    )
