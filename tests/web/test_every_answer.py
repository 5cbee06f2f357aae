"""Security headers on every kind of answer, however it came about; and what is kept of requests."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse

from quiz.proving.examining import examine
from quiz.web import create_app
from quiz.web.settings import Settings
from tests.conftest import ROOT, seldom
from tests.copies import proved_once
from tests.web.asking import API, QUIZ

TOKEN = "a-token-of-the-tests-only"  # noqa: S105 - of the tests
FORM = "application/x-www-form-urlencoded"
_BEARER = {"Authorization": f"Bearer {TOKEN}"}
_CHUNKED = {"Transfer-Encoding": "chunked"}

#: What is asked, how, and the status that it gets.
ANSWERS: list[tuple[str, str, dict[str, Any], int]] = [
    ("GET", "/", {}, 200),
    ("GET", "/readyz", {}, 200),
    ("GET", "/healthz", {}, 200),
    ("GET", "/metrics", {"headers": _BEARER}, 200),
    ("GET", "/metrics", {}, 404),
    ("GET", "/static/icon.svg", {}, 200),
    ("GET", "/static/icon.svg", {"headers": {"Range": "bytes=0-9"}}, 206),
    ("GET", "/static/nothing", {}, 404),
    ("GET", "/static/../pyproject.toml", {}, 404),
    ("GET", "/static/js/quiz.js", {}, 200),
    ("GET", "/embed", {}, 200),
    ("GET", "/embed/v1.js", {}, 200),
    ("GET", "/oembed?url=https://elsewhere.example/", {}, 404),
    ("GET", "/oembed?format=xml", {}, 501),
    ("GET", "/?lang=xx", {}, 400),
    ("GET", "/e/nowhere", {}, 404),
    ("GET", "/clinics/nowhere/logo", {}, 404),
    ("PUT", "/", {"data": "x"}, 405),
    ("TRACE", "/", {}, 405),
    ("OPTIONS", "/", {}, 200),
    ("HEAD", "/", {}, 200),
    ("POST", "/", {"headers": _CHUNKED, "data": b"x", "content_type": FORM}, 411),
    ("POST", "/", {"data": b"x" * 70_000, "content_type": FORM}, 413),
    ("POST", "/", {"data": b"x", "content_type": "text/plain"}, 415),
    ("POST", "/", {"data": {"q_age": "1"}}, 422),
    ("POST", API, {"data": b"x", "content_type": "application/json"}, 400),
    ("POST", API, {"json": {}}, 422),
    ("GET", API, {}, 405),
    ("GET", "/accessibility", {}, 500),
]


@pytest.fixture(scope="module")
def breaking() -> Flask:
    """An application with a page that fails."""
    app = create_app(ROOT / "rules", prover=proved_once, settings=Settings(metrics_token=TOKEN))

    def fail() -> str:
        raise ValueError

    app.view_functions["accessibility.show"] = fail
    return app


def checked(answer: TestResponse, status: int) -> None:
    """Check what every answer carries."""
    headers = answer.headers
    assert answer.status_code == status
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] in {"same-origin", "cross-origin"}
    for feature in ("camera", "geolocation", "microphone", "payment", "usb"):
        assert f"{feature}=()" in headers["Permissions-Policy"]
    policy = headers["Content-Security-Policy"]
    assert {"default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"} <= {
        *policy.split("; ")
    }
    assert "unsafe" not in policy
    assert "Set-Cookie" not in headers
    assert "Location" not in headers
    if answer.status_code >= 400 or answer.request.method == "POST":
        assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("method", "address", "more", "status"), ANSWERS)
def test_every_answer_carries_them_and_insists_on_https_where_it_is_served(
    breaking: Flask, method: str, address: str, more: dict[str, Any], status: int
) -> None:
    client = breaking.test_client()
    plain = client.open(address, method=method, buffered=True, **more)
    secure = client.open(
        address, method=method, base_url="https://quiz.example", buffered=True, **more
    )

    checked(plain, status)
    checked(secure, status)
    assert "Strict-Transport-Security" not in plain.headers
    assert secure.headers["Strict-Transport-Security"].startswith("max-age=")


def test_what_is_kept_by_a_browser_is_answered_with_them_as_well(breaking: Flask) -> None:
    client = breaking.test_client()
    tag = client.get("/").headers["ETag"]

    checked(client.get("/", headers={"If-None-Match": tag}), 304)


def test_what_fails_below_every_error_page_is_answered_plainly(
    monkeypatch: pytest.MonkeyPatch, breaking: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    """A server would log the error with its text, which may be an answer."""

    def fail(*_: object) -> None:
        raise ValueError("zq7-secret")

    monkeypatch.setattr(breaking, "handle_exception", fail)
    answer = breaking.test_client().get("/accessibility")

    checked(answer, 500)
    assert answer.mimetype == "text/plain"
    assert "No answer was kept" in answer.text
    assert "ValueError" in caplog.text
    assert "zq7-secret" not in caplog.text


#: Whatever a stranger can send beside an address.
_STRANGE = {
    "Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https",
    "X-Forwarded-Prefix": "/evil.example", "X-Original-URL": "/evil.example",
    "X-Rewrite-URL": "/evil.example", "Forwarded": "host=evil.example", "Origin": "https://evil.example",
    "Referer": "https://evil.example/", "User-Agent": "evil.example", "Cookie": "evil=example",
    "X-HTTP-Method-Override": "POST", "X-Forwarded-For": "203.0.113.77",
}  # fmt: skip
_KEPT = [
    "/", QUIZ, "/e/demo", "/e/demo/wordpress", "/treatments/microneedling", "/accessibility",
    "/static/css/pages.css", "/static/js/quiz.js", "/embed/v1.js", "/api/v1/openapi.json",
]  # fmt: skip


def _but_the_time(headers: Headers) -> dict[str, str]:
    return {name: told for name, told in headers.items() if name != "Date"}


_ORIGIN = "https://quiz.example"


@pytest.mark.parametrize(
    "settings",
    [
        Settings(),
        Settings(proxies=1, origin=_ORIGIN),
        *seldom(Settings(origin=_ORIGIN), Settings(proxies=1)),
    ],
)
def test_nothing_of_a_request_is_in_what_is_kept_for_everybody(settings: Settings) -> None:
    """Who comes first must not decide what all others get, nor mark them by an ETag."""
    poisoned = create_app(ROOT / "rules", prover=examine, settings=settings).test_client()
    clean = create_app(ROOT / "rules", prover=examine, settings=settings).test_client()
    for address in _KEPT:
        more = "" if address.startswith("/api/") else "?evil=example&utm_source=evil.example"
        for language in ("fr", "xx, ur;q=0.1", "en"):
            poisoned.get(address + more, headers=_STRANGE | {"Accept-Language": language})

    for address in _KEPT:
        first, second = clean.get(address), poisoned.get(address)
        assert first.data == second.data
        assert "public" in first.headers["Cache-Control"]
        assert _but_the_time(first.headers) == _but_the_time(second.headers)
        assert b"evil" not in second.data
        assert ("Accept-Language" in first.headers["Vary"]) == (first.mimetype == "text/html")
