"""`/treatments/<treatment>`: what it is, how it works, recovery, risks, evidence."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from werkzeug.exceptions import NotFound

from quiz.web.page import Frame, send
from quiz.web.site import Stored, site
from quiz.web.treatment_page import treatment_page

treatment_pages = Blueprint("treatments", __name__)


@treatment_pages.get("/treatments/<treatment>")
def show(treatment: str) -> Response:
    """Send the page of a treatment, the same bytes to everybody."""
    rulebook, stored = site().rulebook, site().stored
    if treatment not in rulebook.treatments:
        raise NotFound
    if request.path not in stored:
        page = treatment_page(Frame.of(site()), rulebook, rulebook.treatments[treatment])
        body = render_template("pages/treatment.html", page=page)
        stored[request.path] = Stored(body.encode(), "text/html")
    return send(stored[request.path])
