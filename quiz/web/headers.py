"""The headers that every answer carries, whatever it is."""

from flask import Flask, Response, request

_EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
#: What a frame loads whose origin is none: a page of our own origin it is not.
_PARTS = ("text/css", "text/javascript", "image/")
_HALF_A_YEAR = 15_768_000


def install(app: Flask) -> None:
    """Put the headers on every answer of the application, errors included."""
    app.after_request(_add_headers)


def content_security_policy(*more: str, own: str = "'self'", ancestors: str = "'none'") -> str:
    """Return the policy of a page: nothing but its own files, framed by nobody unless said.

    `own` is where its own files are, `more` holds whole directives beside those of every page.
    """
    return "; ".join(
        (
            "default-src 'none'",
            *(f"{kind} {own}" for kind in ("style-src", "script-src", "img-src", "form-action")),
            *more,
            "base-uri 'none'",
            f"frame-ancestors {ancestors}",
        )
    )


def bare(length: int, content_type: str = "text/plain; charset=utf-8") -> list[tuple[str, str]]:
    """Return the headers of an answer that is no page and that Flask has no part in."""
    return [
        *_EVERYWHERE.items(),
        ("Content-Type", content_type),
        ("Content-Length", str(length)),
        ("Content-Security-Policy", content_security_policy()),
        ("Cache-Control", "no-store"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ]


def _add_headers(response: Response) -> Response:
    """Add what is missing: only what a view says may be stored is ever stored."""
    there = {name.lower() for name, _ in response.headers}
    shared = (response.mimetype or "").startswith(_PARTS)
    more = _OF_PARTS if shared else _OF_PAGES
    response.headers.extend([one for one in more.items() if one[0].lower() not in there])
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = f"max-age={_HALF_A_YEAR}"
    return response


_OF_PAGES = _EVERYWHERE | {
    "Content-Security-Policy": content_security_policy(),
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_OF_PARTS = _OF_PAGES | {"Cross-Origin-Resource-Policy": "cross-origin"}
