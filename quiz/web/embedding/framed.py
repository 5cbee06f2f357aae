"""`/e/<clinic>`: the quiz inside a frame on the clinic's own pages."""

from __future__ import annotations

from flask import Blueprint, Response, g, request

from quiz.clinic import Clinic
from quiz.web.clinic_files import version
from quiz.web.embedding.scripts import addresses_inside
from quiz.web.headers import content_security_policy
from quiz.web.pages import quiz
from quiz.web.settings import public_origin
from quiz.web.site import site

framed_pages = Blueprint("framed", __name__)


@framed_pages.before_request
def _tell_policies_apart() -> None:
    """Let a page under another policy be another one: of a 304 a cache may keep the old one."""
    policy = _policy()
    g.policy_tag = version(policy.encode()) if policy else ""


@framed_pages.before_request
def _bring_script() -> None:
    names = (
        ("frame.js", "wordpress.js") if request.endpoint == "framed.in_wordpress" else ("frame.js",)
    )
    g.inside = addresses_inside(*names)


@framed_pages.get("/e/<clinic>")
def show(clinic: str) -> Response:
    """Send the empty quiz to be framed."""
    return quiz.show(clinic)


@framed_pages.post("/e/<clinic>")
def answer(clinic: str) -> Response:
    """Send the result, or the quiz again, to be framed."""
    return quiz.answer(clinic)


@framed_pages.route("/e/<clinic>/wordpress", methods=["GET", "POST"])
def in_wordpress(clinic: str) -> Response:
    """Send the same with what tells WordPress how high it is."""
    return quiz.answer(clinic) if request.method == "POST" else quiz.show(clinic)


def framing_policy(clinic: Clinic) -> str:
    """Return the policy of a clinic's framed pages: only its own pages may be around.

    And ours: the builder shows a frame. In a sandbox without `allow-same-origin` WebKit takes
    nothing for 'self', so the public origin is named beside it.
    """
    own = f"'self' {public_origin()}".strip()
    ancestors = " ".join(("'self'", *clinic.origins))
    return content_security_policy(f"connect-src {own}", own=own, ancestors=ancestors)


def _policy() -> str:
    """Return the policy of the current page; nothing if its clinic is not served."""
    clinic = site().clinics.get((request.view_args or {}).get("clinic", ""))
    return framing_policy(clinic) if clinic else ""


@framed_pages.after_request
def _add_headers(response: Response) -> Response:
    """Let the clinic's pages frame what is the clinic's, errors included; nobody anything else."""
    policy = _policy()
    if not policy:
        return response
    response.headers["Content-Security-Policy"] = policy
    response.headers["X-Robots-Tag"] = "noindex"
    # A page that isolates itself (COEP) frames only what does so as well.
    response.headers["Cross-Origin-Embedder-Policy"] = "require-corp"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if request.method == "POST":
        # A sandboxed frame has no origin of its own; there is no credential and nothing to forge.
        response.headers["Access-Control-Allow-Origin"] = "*"
    return response
