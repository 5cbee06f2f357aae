"""The colours beside options, as style: a page may hold none itself. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from quiz.model import Rulebook
from quiz.web.follow_ups import option_id


def swatch_styles(rulebook: Rulebook) -> str:
    """Return the rules that give each swatch its colour."""
    return "".join(_rules(rulebook))


def _rules(rulebook: Rulebook) -> Iterator[str]:
    for question in rulebook.questions.values():
        for option in question.options:
            if option.swatch:
                selector = f"#{option_id(question.id, option.id)} ~ .swatch"
                yield f"{selector} {{ background: {option.swatch}; }}\n"
