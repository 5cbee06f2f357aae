"""The picture in words: the same lines, with the same examples. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from quiz.conditions import leaves
from quiz.figures import Figures
from quiz.model import NotCovered, Reasoned
from quiz.recommendation import SEE_SPECIALIST
from quiz.web.drawing.layout import Layout
from quiz.web.drawing.picture import Doing, Told
from quiz.web.rulebook.rule_words import EFFECTS, OUTCOMES, effects_of, percent


def rules_told(layout: Layout, figures: Figures) -> Iterator[Told]:
    """Tell each rule, from the top of the picture down."""
    questions = layout.rulebook.questions
    for rows in layout.rows:
        for rule in rows.rules:
            asked = dict.fromkeys(questions[leaf.question].name for leaf in leaves(rule.when))
            yield Told(
                id=rule.id,
                anchor=f"rule-{rule.id}",
                asks=", ".join(asked),
                share=percent(figures.reasons[rule.id].share),
                doing=tuple(_doing(layout, figures, rule)),
            )


def outcomes_told(layout: Layout, figures: Figures) -> Iterator[Told]:
    """Tell who gets each outcome, and through which treatment."""
    treatments = layout.rulebook.treatments
    for id in layout.outcomes:
        found = figures.outcomes[id]
        doing = (
            Doing(f"suits: {treatments[one].name}", example)
            for one, example in found.through.items()
        )
        name = OUTCOMES.get(id) or treatments[id].name
        yield Told(name, "", "", percent(found.share), tuple(doing))


def _doing(layout: Layout, figures: Figures, rule: Reasoned) -> Iterator[Doing]:
    found = figures.reasons[rule.id]
    for treatment, effect in effects_of(rule).items():
        name = layout.rulebook.treatments[treatment].name
        yield Doing(f"{name}: {EFFECTS[effect]}", found.examples[treatment])
    if isinstance(rule, NotCovered):
        yield Doing(f"{OUTCOMES[SEE_SPECIALIST]}, as the main concern", found.example)
