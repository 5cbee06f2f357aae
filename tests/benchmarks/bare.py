"""A bare Flask view under the very server of `quiz serve`, to compare it with.

Run it with `python -m tests.benchmarks.bare PORT WORKERS`.
"""

from __future__ import annotations

import sys

from flask import Flask

from quiz.web.serving import server
from quiz.web.settings import Settings


def bare_app() -> Flask:
    """Make an application that does nothing but answer."""
    app = Flask("bare")
    app.add_url_rule("/", view_func=lambda: "hello", endpoint="hello")
    app.add_url_rule("/healthz", view_func=lambda: "ok", endpoint="healthz")
    return app


if __name__ == "__main__":
    port, workers = map(int, sys.argv[1:])
    settings = Settings(port=port, workers=workers)
    server("127.0.0.1", settings, threads=1).serve(target_loader=bare_app, wrap_loader=False)
