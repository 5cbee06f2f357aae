"""The quiz with one result for everybody, drawn beforehand: the limit of drawing faster.

Answers are read, checked and decided on as ever. It runs as `quiz serve` has it. Run it with
`python -m tests.benchmarks.undrawn PORT WORKERS`.
"""

from __future__ import annotations

import sys

from flask import Flask, request

from quiz.answer_reader import read_answers
from quiz.answers import Answers
from quiz.assessment import assess
from quiz.reading import read
from quiz.web.app import create_app
from quiz.web.forms import form_fields
from quiz.web.in_turn import InTurn
from quiz.web.serving import MOST_THREADS, run
from quiz.web.settings import Settings
from quiz.web.site import site
from tests.copies import RULES
from tests.web.asking import as_form


def undrawn_app() -> Flask:
    """Make an application whose results are all the same bytes."""
    app = create_app(RULES)
    plain = next(case.fields for case in read(RULES).cases if case.id == "plain")
    drawn = app.test_client().post("/", data=as_form(dict(plain))).text

    def answer(clinic: str | None) -> str:  # noqa: ARG001 - as the route has it
        rulebook = site().rulebook
        answers = read_answers(rulebook, form_fields(rulebook, request.form))
        assert isinstance(answers, Answers)
        assess(rulebook, answers)
        return drawn

    app.view_functions["quiz.answer"] = answer
    return app


if __name__ == "__main__":
    port, workers = map(int, sys.argv[1:])
    settings = Settings(port=port, workers=workers)
    run("127.0.0.1", settings, lambda: InTurn(undrawn_app()), threads=MOST_THREADS)
