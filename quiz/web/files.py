"""Addresses for browsers and operators: the stylesheet, `/healthz`, `/readyz`."""

from collections.abc import Callable, Iterable
from typing import cast

from flask import Blueprint, Response, current_app, jsonify, request
from werkzeug.exceptions import NotFound

from quiz.clinic import Clinic
from quiz.web.clinic_files import colours
from quiz.web.errors import UNKNOWN_CLINIC, RefusedError
from quiz.web.pages.page import send_versioned
from quiz.web.site import Stored, site
from quiz.web.swapping import Refused, Swapping

files = Blueprint("files", __name__)


@files.get("/static/css/pages.css")
def stylesheet() -> Response:
    """Send the stylesheet of the public pages, with the part that the rules made."""
    return send_versioned(site().stylesheet)


@files.get("/static/js/quiz.js")
def script() -> Response:
    """Send the script that turns the quiz into steps."""
    return send_versioned(site().script)


@files.get("/clinics/<clinic>/colours.css")
def clinic_colours(clinic: str) -> Response:
    """Send the colours of a clinic's pages."""
    found = colours(_clinic(clinic))
    if not found:
        raise NotFound
    return _send_kept(lambda: Stored(found, "text/css"))


@files.get("/clinics/<clinic>/logo")
def clinic_logo(clinic: str) -> Response:
    """Send a clinic's logo."""
    found = _clinic(clinic).logo
    if found is None:
        raise NotFound
    return _send_kept(lambda: Stored(found.content, found.mimetype))


def _send_kept(make: Callable[[], Stored]) -> Response:
    """Send what is made, and made small, when somebody first asks for its address."""
    return send_versioned(site().brought.get(request.path, make))


def _clinic(id: str) -> Clinic:
    if id not in site().clinics:
        raise RefusedError(404, UNKNOWN_CLINIC)
    return site().clinics[id]


@files.get("/healthz")
def healthz() -> Response:
    """Say that the process answers."""
    return Response("ok\n", mimetype="text/plain")


@files.get("/readyz")
def readyz() -> Response:
    """Say which rulebook is served, what was proved of it, and which change is not served."""
    rulebook, proof = site().rulebook, site().proof
    swapping = cast("Swapping", current_app.extensions["quiz_swapping"])
    return jsonify(
        ok=True,
        rulebook={"version": rulebook.version, "fingerprint": rulebook.fingerprint},
        proved=proof.checks,
        sets_of_answers=proof.answers,
        left_out=_named_from_the_rules(map(str, proof.problems)),
        at_the_root=_at_the_root(),
        refused=_as_json(swapping.refused),
    )


def _at_the_root() -> dict[str, object]:
    """Say whose quiz `/` is: nobody gets one there while its clinic is not served."""
    named = site().rulebook.default_clinic
    return {"clinic": named or None, "served": not named or named in site().clinics}


def _named_from_the_rules(lines: Iterable[str]) -> list[str]:
    """Leave out where on this machine the rules are: everybody can read this."""
    outside = f"{current_app.config['RULES'].absolute().parent}/"
    return [line.replace(outside, "") for line in lines]


def _as_json(refused: Refused | None) -> dict[str, object] | None:
    if refused is None:
        return None
    return {
        "at": refused.at.isoformat(timespec="seconds"),
        "problems": _named_from_the_rules(refused.told()),
    }
