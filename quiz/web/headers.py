"""The headers that every answer carries, whatever it is."""

from flask import Flask, Response

_EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def install(app: Flask) -> None:
    """Put the headers on every answer of the application, errors included."""
    app.after_request(_add_headers)


def content_security_policy(frame_ancestors: str = "'none'") -> str:
    """Return the policy of a page: nothing but its own files, framed by nobody unless said."""
    return (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        f"form-action 'self'; base-uri 'none'; frame-ancestors {frame_ancestors}"
    )


def _add_headers(response: Response) -> Response:
    """Add what is missing: only what a view says may be stored is ever stored."""
    for name, value in _EVERYWHERE.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", content_security_policy())
    response.headers.setdefault("Cache-Control", "no-store")
    return response
