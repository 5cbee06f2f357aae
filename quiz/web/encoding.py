"""Answers sent in fewer bytes, to whoever can read them so."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping

import brotli  # type: ignore[import-untyped]  # it ships no types
from flask import Flask, Response, request

#: Shorter ones gain nothing.
_WORTH_IT = 500
#: What gets smaller: types begin so.
TEXTS = ("text/", "application/json", "image/svg+xml")

#: What is sent once, for a page that differs each time: as fast as it gets, and nearly every result
#: still comes with the first 14 KB that a connection sends.
_FAST: Mapping[str, Callable[[bytes], bytes]] = {
    "br": lambda body: bytes(brotli.compress(body, quality=1)),
    "gzip": lambda body: gzip.compress(body, 4, mtime=0),
}
#: What is made once and sent often: small.
_SMALL: Mapping[str, Callable[[bytes], bytes]] = {
    "br": lambda body: bytes(brotli.compress(body, quality=11)),
    "gzip": lambda body: gzip.compress(body, 9, mtime=0),
}


def install(app: Flask) -> None:
    """Compress each answer that is not stored: what is stored is so already."""
    app.after_request(_compress)


def accepted() -> str:
    """Return the best encoding that the current request accepts; nothing for none."""
    return request.accept_encodings.best_match(("br", "gzip"), default="") or ""


def small(body: bytes, encoding: str) -> bytes:
    """Return a body in an encoding, as small as it gets."""
    return _SMALL[encoding](body)


def _compress(response: Response) -> Response:
    text = (response.mimetype or "").startswith(TEXTS) and not response.direct_passthrough
    if not text or "ETag" in response.headers:
        return response
    response.vary.add("Accept-Encoding")
    encoding = accepted()
    body = response.get_data()
    if encoding and len(body) >= _WORTH_IT:
        response.set_data(_FAST[encoding](body))
        response.headers["Content-Encoding"] = encoding
    return response
