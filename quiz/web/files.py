"""Addresses for browsers and operators rather than people: the stylesheet, `/healthz`."""

from flask import Blueprint, Response, request

from quiz.web.pages.page import send
from quiz.web.site import site

files = Blueprint("files", __name__)

_A_YEAR = 31_536_000


@files.get("/static/css/quiz.css")
def stylesheet() -> Response:
    """Send the stylesheet whole, where its own part stands; with its version, it may be kept."""
    stored = site().stylesheet
    named = request.args.get("v") == stored.etag
    return send(stored, seconds=_A_YEAR if named else 0)


@files.get("/healthz")
def healthz() -> Response:
    """Say that the process answers."""
    return Response("ok\n", mimetype="text/plain")
