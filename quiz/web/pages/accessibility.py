"""`/accessibility`: who can use the pages, what was tried, and what was not."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, request

from quiz.web.errors import refuse_unknown_language
from quiz.web.pages.page import Frame, send
from quiz.web.site import Stored, site
from quiz.web.speaking import draw

accessibility_page = Blueprint("accessibility", __name__)


@dataclass(frozen=True, slots=True)
class AccessibilityPage:
    """All that the template sees."""

    frame: Frame


@accessibility_page.get("/accessibility")
def show() -> Response:
    """Send the statement, the same bytes to everybody."""
    refuse_unknown_language()
    stored = site().stored
    if request.path not in stored:
        page = AccessibilityPage(Frame.of(site()))
        body = draw("pages/accessibility.html", page)
        stored[request.path] = Stored(body.encode(), "text/html")
    return send(stored[request.path])
