"""Whatever is sent to whatever address: an answer in order, never a 500, and never said back."""

from __future__ import annotations

import logging
import re
from typing import Any

import brotli  # type: ignore[import-untyped]  # it ships no types
import pytest
from flask import Flask
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from quiz.model import Rulebook
from tests.copies import plain_app
from tests.fuzz.lengths import TRIED
from tests.fuzz.requests import MARK, Sent, requests

EVERYWHERE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
#: What somebody typed or chose is shown again in its field, and nowhere else.
_FIELD = re.compile(r'\bvalue="[^"]*"')
#: oEmbed itself wants 501 for a format that is not there.
_NOT_IMPLEMENTED = "/oembed"


class Answered:
    """What an application answers to one request."""

    def __init__(self, app: Flask, sent: Sent) -> None:
        self.status, self.headers = 0, list[tuple[str, str]]()
        parts = app(sent.environ(), self._start)
        try:
            self.body = b"".join(parts)
        finally:
            getattr(parts, "close", lambda: None)()  # as a server does: of a file, say

    def _start(self, status: str, headers: list[tuple[str, str]], *_: Any) -> Any:  # noqa: ANN401 - as WSGI has it
        self.status, self.headers = int(status[:3]), headers

    @property
    def text(self) -> str:
        """The body, as it reads once it is unpacked."""
        body = self.body
        if ("Content-Encoding", "br") in self.headers:
            body = brotli.decompress(body)
        return body.decode(errors="replace")


@pytest.fixture(scope="module")
def app() -> Flask:
    return plain_app()


@settings(
    max_examples=TRIED,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_no_request_ends_in_an_error_or_is_repeated(
    app: Flask, rulebook: Rulebook, caplog: pytest.LogCaptureFixture, data: st.DataObject
) -> None:
    sent = data.draw(requests(app, rulebook))
    caplog.clear()
    with caplog.at_level(logging.DEBUG):
        answered = Answered(app, sent)

    event(f"{answered.status}")
    headers = {name.lower(): value for name, value in answered.headers}
    assert answered.status < 500 or (answered.status == 501 and sent.path == _NOT_IMPLEMENTED)
    assert headers.items() >= EVERYWHERE.items()
    assert {"content-security-policy", "cache-control"} <= headers.keys()
    assert "set-cookie" not in headers
    assert MARK not in "".join(headers.values())
    assert MARK not in _FIELD.sub("", answered.text)
    assert "Traceback" not in answered.text
    assert MARK not in caplog.text
    assert "Traceback" not in caplog.text
