"""The application factory."""

from __future__ import annotations

from pathlib import Path

from flask import Flask, request
from jinja2 import StrictUndefined
from werkzeug.exceptions import LengthRequired, RequestEntityTooLarge

from quiz.content import STATIC, TEMPLATES
from quiz.web import errors, headers
from quiz.web import site as sites
from quiz.web.api import api
from quiz.web.files import files
from quiz.web.quiz_pages import quiz_pages
from quiz.web.rulebook.pages import rulebook_pages
from quiz.web.treatment_pages import treatment_pages


def create_app(rules: Path | None = None) -> Flask:
    """Make the application from a folder of rules.

    Without one it takes the folder that QUIZ_RULES names, else the rules it came with.
    Raises RulebookRefusedError, whose text is every problem, when they do not read.
    """
    opened = sites.open_site(rules or sites.rules_folder())
    app = errors.QuizFlask(__name__, static_folder=STATIC, template_folder=TEMPLATES)
    app.config["MAX_CONTENT_LENGTH"] = sites.MOST_BYTES
    app.config["RULES"] = rules or sites.rules_folder()
    app.json.sort_keys = False  # type: ignore[attr-defined]  # Flask's own provider has it
    app.jinja_options = {
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "autoescape": True,
    }
    app.before_request(_refuse_by_length)
    sites.install(app, opened)
    errors.install(app)
    headers.install(app)
    for blueprint in (quiz_pages, treatment_pages, rulebook_pages, api, files):
        app.register_blueprint(blueprint)
    return app


def _refuse_by_length() -> None:
    """Refuse what is too long, and a body of unknown length, before anything reads it.

    A server may silently cut a chunked body at the limit instead of refusing it.
    """
    if request.method == "POST" and request.content_length is None:
        raise LengthRequired
    if (request.content_length or 0) > sites.MOST_BYTES:
        raise RequestEntityTooLarge
