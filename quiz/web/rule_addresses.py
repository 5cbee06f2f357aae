"""Where a rule stands in the rulebook that everybody can read."""

from __future__ import annotations

from flask import url_for

from quiz.model import Rulebook


def rule_address(rulebook: Rulebook, id: str) -> str:
    """Return the address of a rule, suit, missing cover or fact."""
    anchor = f"fact-{id}" if id in rulebook.facts else f"rule-{id}"
    return url_for("rulebook.show", _anchor=anchor)
