"""`/rulebook` and the simulator, `/rulebook/try`."""

from __future__ import annotations

from pathlib import Path
from typing import cast
from weakref import ref

from flask import Blueprint, Response, current_app, make_response, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import UnsupportedMediaType

from quiz.answer_reader import read_answers
from quiz.answers import Answers
from quiz.engine import recommend
from quiz.web.forms import QuizForm, form_fields
from quiz.web.pages.page import Frame, send, send_versioned
from quiz.web.pages.shown_quiz import quiz_page
from quiz.web.rulebook.addresses import stylesheet, stylesheet_address
from quiz.web.rulebook.figures_apart import FiguresApart
from quiz.web.rulebook.page import Around, rulebook_page
from quiz.web.rulebook.simulator import ordinary_form, try_page
from quiz.web.site import Stored, site

rulebook_pages = Blueprint("rulebook", __name__)


@rulebook_pages.get("/rulebook")
def show() -> Response:
    """Send the rulebook, the same bytes to everybody once its checks have run."""
    stored = site().stored
    if request.path in stored:
        return send(stored[request.path])
    apart = figures_apart()
    figures = apart.ask()
    page = rulebook_page(
        Frame.of(site()),
        site().rulebook,
        figures,
        around=Around(
            stylesheet=stylesheet_address(),
            script=url_for("static", filename="js/rulebook.js"),
            simulator=url_for("rulebook.show_try"),
        ),
        failed=apart.failed,
    )
    body = render_template("pages/rulebook.html", page=page)
    if figures is None:
        return make_response(body)
    stored[request.path] = Stored(body.encode(), "text/html")
    return send(stored[request.path])


@rulebook_pages.get("/rulebook.css")
def style() -> Response:
    """Send the stylesheet of these pages; under its own version it may be kept for ever."""
    return send_versioned(stylesheet())


@rulebook_pages.get("/rulebook/try")
def show_try() -> Response:
    """Send the simulator with ordinary answers, tried."""
    found = figures_apart().ask()
    form = ordinary_form(site().rulebook, found.ordinary if found else {})
    return _answer(site().form_class(formdata=form), form)


@rulebook_pages.post("/rulebook/try")
def try_answers() -> Response:
    """Send what the rules make of answers; nothing is kept."""
    if request.content_length and request.mimetype != "application/x-www-form-urlencoded":
        raise UnsupportedMediaType
    return _answer(site().form_class(formdata=request.form), request.form)


def figures_apart() -> FiguresApart:
    """Return the figures of what is served, which may still be worked out.

    They tell of the cases as well, which have no part in the rulebook's fingerprint.
    """
    served, known = current_app.extensions["quiz"], current_app.extensions.get("figures")
    if known is None or known[0]() is not served:
        folder = cast("Path", current_app.config["RULES"])
        known = ref(served), FiguresApart(folder, served.rulebook.fingerprint)
        current_app.extensions["figures"] = known
    return cast("FiguresApart", known[1])


def _answer(form: QuizForm, given: MultiDict[str, str]) -> Response:
    """Answer 422 to what was sent and is not complete; nothing sent is nothing wrong."""
    rulebook = site().rulebook
    answers = read_answers(rulebook, form_fields(rulebook, given)) if given else ()
    problems = () if isinstance(answers, Answers) else answers
    made = recommend(rulebook, answers) if isinstance(answers, Answers) else None
    quiz = quiz_page(Frame.of(site()), rulebook, form, problems)
    page = try_page(quiz, stylesheet_address(), url_for("rulebook.show"), made)
    body = render_template("pages/try.html", page=page)
    return make_response(body, 422 if problems else 200)
