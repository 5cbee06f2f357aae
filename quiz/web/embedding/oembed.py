"""`/oembed`: sites such as WordPress turn the quiz's address into a frame by themselves."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode, urlsplit

from flask import Blueprint, Response, g, jsonify, request
from markupsafe import escape

from quiz.web.embedding.snippet import HEIGHT, SANDBOX, Embedded
from quiz.web.embedding.spoken import embedded
from quiz.web.errors import TEXTS, UNKNOWN_CLINIC, ErrorText, RefusedError
from quiz.web.settings import public_origin, set_origin
from quiz.web.site import site

oembed = Blueprint("oembed", __name__)

_WIDTH = 740
#: More digits of a size than this are as good as none: Python refuses to convert thousands.
_MOST_DIGITS = 20
_SECONDS = 86_400
_NOT_JSON = ErrorText("only_json", "Only as JSON", "Ask with format=json, or without a format.")


@oembed.get("/oembed")
def answer() -> Response:
    """Say how to embed the page whose address is asked about, as oembed.com has it.

    Raises RefusedError: 404 for any other address, 501 for another format than JSON.
    """
    if request.args.get("format", "json") != "json":
        raise RefusedError(501, _NOT_JSON)
    found = _asked_about(request.args.get("url", ""))
    width, height = _at_most("maxwidth", _WIDTH), _at_most("maxheight", HEIGHT)
    response = jsonify(
        version="1.0",
        type="rich",
        title=found.title,
        provider_name=site().rulebook.title,
        provider_url=f"{found.origin}/",
        html=_html(found, width, height),
        width=width,
        height=height,
        cache_age=_SECONDS,
    )
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def lead_here() -> None:
    """Let the page of a clinic's quiz say where to ask about it, before it is made.

    Only with a set origin: the page is kept for everybody, whatever one of them called the host.
    """
    if request.endpoint == "quiz.show" and set_origin():
        g.discovery = discovery_address(set_origin(), request.path)


def discovery_address(origin: str, page: str) -> str:
    """Return where to ask about a page."""
    return f"{origin}/oembed?{urlencode({'url': origin + page, 'format': 'json'})}"


def _asked_about(address: str) -> Embedded:
    origin = public_origin()
    try:
        parts = urlsplit(address)
    except ValueError:
        raise RefusedError(404, TEXTS[404]) from None
    kind, _, clinic = parts.path.strip("/").partition("/")
    if f"{parts.scheme}://{parts.netloc}" != origin or kind not in {"c", "e", ""}:
        raise RefusedError(404, TEXTS[404])
    default = site().default_clinic
    named = clinic or (default.id if default and not kind else "")
    if named not in site().clinics:
        raise RefusedError(404, UNKNOWN_CLINIC)
    (language,) = parse_qs(parts.query).get("lang", [""])[:1]
    chosen, rulebook = site().clinics[named], site().rulebook
    return embedded(rulebook, chosen, origin, language, lambda one: site().translated(one).rulebook)


def _at_most(name: str, usual: int) -> int:
    """Return a size no larger than what is asked for, nor than what is usual."""
    asked = request.args.get(name, "")[:_MOST_DIGITS]
    return min(usual, int(asked)) if asked.isascii() and asked.isdigit() and int(asked) else usual


def _html(found: Embedded, width: int, height: int) -> str:
    """Return a link and a frame: where one cannot be, WordPress shows the other."""
    return (
        f'<blockquote class="wp-embedded-content"><a href="{escape(found.alone)}">'
        f"{escape(found.invitation)}</a></blockquote>"
        f'<iframe class="wp-embedded-content" sandbox="{SANDBOX}"'
        f' src="{escape(found.in_wordpress)}" title="{escape(found.title)}"'
        f' width="{width}" height="{height}" style="border:0"></iframe>'
    )
