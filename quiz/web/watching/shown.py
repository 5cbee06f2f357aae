"""`/metrics`, for whoever knows the token; and what each application says that it serves."""

from __future__ import annotations

import hmac
import time
from pathlib import PurePosixPath
from typing import cast

from flask import Blueprint, Flask, Response, current_app, request
from werkzeug.exceptions import NotFound

from quiz.web.site import Site
from quiz.web.swapping import Refused
from quiz.web.watching.metrics import CONTENT_TYPE, Metrics
from quiz.web.watching.room import State

metrics_page = Blueprint("metrics", __name__)


@metrics_page.get("/metrics")
def show() -> Response:
    """Send the numbers; to anybody else this page is like any that is not there."""
    metrics, token = current_app.extensions["quiz_metrics"], current_app.config["METRICS_TOKEN"]
    given = request.headers.get("Authorization", "").encode()
    if metrics is None or not token or not hmac.compare_digest(given, f"Bearer {token}".encode()):
        raise NotFound
    return Response(metrics.text(), content_type=CONTENT_TYPE)


class Serving:
    """Tells the numbers of an application what it serves, whenever that has changed."""

    def __init__(self, app: Flask, metrics: Metrics | None) -> None:
        self._app, self._metrics = app, metrics
        self._told: State | None = None

    def __call__(self, refused: Refused | None) -> None:
        """Look at it once."""
        if self._metrics:
            site = cast("Site", self._app.extensions["quiz"])
            state = state_of(site, refused, self._told)
            if state != self._told:
                self._told = state
                self._metrics.serving(state)


def state_of(site: Site, refused: Refused | None, before: State | None) -> State:
    """Return what is served now; `before` tells whether that is new."""
    rulebook, named = site.rulebook, site.rulebook.default_clinic
    same = before and before.fingerprint == rulebook.fingerprint
    broken = {problem.place.file for problem in site.proof.problems}
    return State(
        version=rulebook.version,
        fingerprint=rulebook.fingerprint,
        since=before.since if before and same else time.time(),
        clinics=len(site.clinics),
        clinics_left_out=sum(PurePosixPath(file).parent.name == "clinics" for file in broken),
        root_is_served=not named or named in site.clinics,
        refused_at=refused.at.timestamp() if refused else 0,
    )
