"""The scripts around and inside the frame, as they were made small, and where each is sent."""

from __future__ import annotations

import base64
import hashlib

from flask import Blueprint, Response, url_for

from quiz.content import STATIC
from quiz.web.pages.page import A_YEAR, send, send_versioned
from quiz.web.site import Stored

scripts = Blueprint("scripts", __name__)

#: How long a browser takes `/embed/v1.js` as it has it: a mended one is everywhere an hour later.
_AN_HOUR = 3600


def _made(name: str) -> Stored:
    return Stored((STATIC / "js" / "min" / name).read_bytes(), "text/javascript")


#: What runs on the clinic's page.
LOADER = _made("embed.js")
#: What runs inside the frame, and what runs there as well inside WordPress.
_INSIDE = {name: _made(name) for name in ("frame.js", "wordpress.js")}


def addresses_inside(*names: str) -> tuple[str, ...]:
    """Return the addresses of scripts for inside the frame."""
    return tuple(url_for("scripts.inside", name=name, v=_INSIDE[name].etag) for name in names)


def integrity() -> str:
    """Return what a page can hold the hashed twin of the loader to."""
    digest = hashlib.sha384(LOADER.body).digest()
    return f"sha384-{base64.b64encode(digest).decode()}"


@scripts.get("/static/js/<any('frame.js', 'wordpress.js'):name>")
def inside(name: str) -> Response:
    """Send a script for inside the frame."""
    return send_versioned(_INSIDE[name])


@scripts.get("/embed/v1.js")
def loader() -> Response:
    """Send the script for the clinic's page: always the newest of version 1."""
    response = _to_anyone(send(LOADER))
    response.headers["Cache-Control"] = f"public, max-age={_AN_HOUR}"
    return response


@scripts.get(f"/embed/v1.{LOADER.etag}.js")
def fixed_loader() -> Response:
    """Send the same under an address that never holds anything else."""
    return _to_anyone(send(LOADER, seconds=A_YEAR))


def _to_anyone(response: Response) -> Response:
    """Let any page check it against a digest (SRI), which needs leave to read it."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
