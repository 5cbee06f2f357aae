"""An assessment as plain text, for a terminal. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import fill

from quiz.assessment import Assessment
from quiz.explanation import Item
from quiz.model import Rulebook
from quiz.web.outcome_words import headline, outcome_name, sentence

_WIDTH = 88


def text_answer(assessed: Assessment) -> str:
    """Put an assessment into paragraphs and lists."""
    made, explanation = assessed.recommendation, assessed.explanation
    rulebook = made.rulebook
    parts = [
        *_opening(headline(made), sentence(made)),
        *_part("Why", explanation.why),
        *(
            part
            for id, items in explanation.why_not.items()
            for part in _part(f"Why not {outcome_name(made, id)}", items)
        ),
        *_part("What could change this", explanation.could_change),
        *_part("What this does not cover", explanation.not_covered),
        *_part(f"What this rests on: {rulebook.fact('rests-on')}", explanation.rests_on),
        *_part("What studies did", explanation.plan),
        *_closing(rulebook),
    ]
    return "\n\n".join(parts)


def _opening(headline: str, sentence: str) -> Iterator[str]:
    if headline:
        yield headline.upper()
    yield fill(sentence, _WIDTH)


def _part(title: str, items: Iterable[Item]) -> Iterator[str]:
    lines = [_line(item) for item in items]
    if lines:
        yield "\n".join([title, *lines])


def _line(item: Item) -> str:
    rules = f" [{', '.join(item.rules)}]" if item.rules else ""
    return fill(item.text + rules, _WIDTH, initial_indent="  - ", subsequent_indent="    ")


def _closing(rulebook: Rulebook) -> Iterator[str]:
    facts = ["emergency", "information-only"] + ([] if rulebook.reviewed.on else ["not-reviewed"])
    yield fill(" ".join(rulebook.fact(id) for id in facts), _WIDTH)
    yield f"Rulebook {rulebook.version}, fingerprint {rulebook.fingerprint}"
