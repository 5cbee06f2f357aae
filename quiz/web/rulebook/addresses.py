"""Where the rulebook's pages and their files are."""

from __future__ import annotations

from flask import url_for

from quiz.content import styles
from quiz.web.site import Stored, site

_STYLES = ("rulebook.css", "graph.css")


def stylesheet() -> Stored:
    """Return what only the rulebook's pages need, beside the quiz's own stylesheet."""
    stored = site().stored
    if "rulebook.css" not in stored:
        stored["rulebook.css"] = Stored(styles(*_STYLES).encode(), "text/css")
    return stored["rulebook.css"]


def stylesheet_address() -> str:
    """Return the address of the stylesheet in its version."""
    return url_for("rulebook.style", v=stylesheet().etag)
