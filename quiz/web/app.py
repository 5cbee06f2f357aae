"""The application factory."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from flask import Flask, request
from jinja2 import StrictUndefined
from werkzeug.exceptions import BadRequest, LengthRequired, RequestEntityTooLarge

from quiz.content import STATIC, TEMPLATES
from quiz.proving import Prover, Stamped, prove
from quiz.web import again, encoding, errors, headers, net, speaking
from quiz.web import site as sites
from quiz.web.api.views import api
from quiz.web.embedding.builder import builder
from quiz.web.embedding.framed import framed_pages
from quiz.web.embedding.oembed import lead_here, oembed
from quiz.web.embedding.scripts import scripts
from quiz.web.files import files
from quiz.web.pages.accessibility import accessibility_page
from quiz.web.pages.quiz import quiz_pages
from quiz.web.pages.treatment import treatment_pages
from quiz.web.rulebook.pages import rulebook_pages
from quiz.web.settings import Settings
from quiz.web.swapping import Swapping
from quiz.web.watching import layer as watching
from quiz.web.watching.lines import Lines
from quiz.web.watching.metrics import Metrics
from quiz.web.watching.shown import Serving, metrics_page


def create_app(
    rules: Path | None = None,
    *,
    prover: Prover = prove,
    last_good: Callable[[], Stamped | None] = lambda: None,
    settings: Settings | None = None,
    lines: Lines | None = None,
) -> Flask:
    """Make the application from a folder of rules, which it keeps looking at for changes.

    It tells of each request in `lines`, and of none without them.
    Without one it takes the folder that QUIZ_RULES names, else the rules it came with.
    Raises RulebookRefusedError, whose text is every problem, when they do not read or are not
    proved, unless there is a last good rulebook to begin with; and WrongSettingsError.
    """
    set_up = settings or Settings.of(os.environ)
    folder = rules or set_up.rules
    app = errors.QuizFlask(__name__, static_folder=STATIC, template_folder=TEMPLATES)
    app.config["MAX_CONTENT_LENGTH"] = sites.MOST_BYTES
    app.config["RULES"] = folder
    app.url_map.merge_slashes = False  # it would lead on to an address with the same query
    app.json.sort_keys = False  # type: ignore[attr-defined]  # Flask's own provider has it
    app.jinja_options = {
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "autoescape": True,
    }
    net.install(app)
    again.install(app)
    metrics = Metrics.of(os.environ) if set_up.counts else None
    watching.install(app, lines, metrics)
    set_up.install(app)
    app.before_request(_refuse_by_length)
    app.before_request(lead_here)
    swapping = app.extensions["quiz_swapping"] = Swapping(
        app, folder, prover, after=Serving(app, metrics)
    )
    swapping.open(last_good)
    swapping.watch()
    errors.install(app)
    headers.install(app)
    encoding.install(app)
    speaking.install(app)
    for blueprint in (
        quiz_pages,
        framed_pages,
        treatment_pages,
        accessibility_page,
        rulebook_pages,
        api,
        files,
        scripts,
        oembed,
        builder,
        metrics_page,
    ):
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
    # Half of somebody's answers can be a whole set of other answers: one row less is ticked.
    if request.method == "POST" and len(request.get_data()) != request.content_length:
        raise BadRequest
