"""A request like an earlier one gets the same answer, and the application is not asked again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, cast

import pytest
from flask import Flask, Response, request, request_started
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import Client, EnvironBuilder

from quiz.web import again, create_app
from quiz.web.again import Again
from quiz.web.site import Site, install
from tests.conftest import ROOT
from tests.web.asking import QUIZ, Form

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

ADDRESSES = (
    "/", QUIZ, "/e/demo", "/treatments/microneedling", "/accessibility", "/static/css/pages.css",
    "/clinics/demo/logo", "/embed/v1.js", "/api/v1/openapi.json", "/c/nowhere",
)  # fmt: skip
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "Accept-Encoding": st.sampled_from(["", "br", "gzip", "gzip, deflate, br", "br;q=0", "x"]),
        "Accept-Language": st.sampled_from(["", "fr", "ur;q=0.9, en;q=0.1", "de", "*"]),
        "If-None-Match": st.sampled_from(["*", '"x"', "own", "own, again", "W/own"]),
        "If-Match": st.sampled_from(["*", '"x"', "own"]),
        "Range": st.just("bytes=0-9"),
        "Host": st.sampled_from(["quiz.example", "other.example:8000"]),
    },
)


@pytest.fixture
def own(app: Flask) -> Flask:
    """An application whose answers no other test has asked for."""
    proof = cast("Site", app.extensions["quiz"]).proof
    return create_app(ROOT / "rules", prover=lambda _: proof)


@contextmanager
def asked_of(app: Flask) -> Iterator[list[str]]:
    """Note what the application itself is asked for."""
    paths: list[str] = []

    def note(_: Flask, **__: object) -> None:
        paths.append(request.path)

    with request_started.connected_to(note, app):
        yield paths


def kept_by(app: Flask) -> Again:
    """Return the layer that keeps answers."""
    return cast("Again", app.extensions["quiz_again"])


def without(app: Flask) -> WSGIApplication:
    """Return the application as it would answer each time anew."""
    return cast("WSGIApplication", kept_by(app)._inner)


@given(st.sampled_from(ADDRESSES), st.sampled_from(["", "lang=fr", "lang=xx", "v=1"]), HEADERS)
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_what_it_would_be_without(
    app: Flask, address: str, query: str, headers: dict[str, str]
) -> None:
    etag = Client(without(app)).get(f"{address}?{query}").headers.get("ETag", '"none"')
    sent = {name: value.replace("own", etag) for name, value in headers.items()}
    answers = [
        Client(one).get(f"{address}?{query}", headers=sent)
        for one in (without(app), app.wsgi_app, app.wsgi_app)
    ]

    first, *others = [
        (one.status, {k: v for k, v in one.headers.items() if k != "Date"}, one.data)
        for one in answers
    ]
    assert others == [first, first]


def test_the_application_is_asked_once_for_the_same(own: Flask) -> None:
    client, brotli = own.test_client(), {"Accept-Encoding": "br"}
    with asked_of(own) as asked:
        first, again = client.get(QUIZ, headers=brotli), client.get(QUIZ, headers=brotli)
        has_it = brotli | {"If-None-Match": str(again.headers["ETag"])}
        known = [client.get(QUIZ, headers=has_it) for _ in range(3)]

    assert first.data == again.data
    assert [one.status_code for one in known] == [304, 304, 304]
    assert len(asked) == 2
    assert "Date" not in again.headers, "the server says when each answer was sent"


def test_it_is_asked_anew_once_there_are_new_rules(own: Flask) -> None:
    client = own.test_client()
    client.get(QUIZ)
    served = cast("Site", own.extensions["quiz"])
    renamed = replace(served.rulebook, title="Another quiz", languages=("en",))
    install(own, replace(served, rulebook=renamed, of_clinics=type(served.of_clinics)(9)))

    assert "Another quiz" in client.get(QUIZ).text
    assert "Another quiz" in client.get(QUIZ).text


def test_no_answer_keeps_old_rules_in_memory(own: Flask) -> None:
    client, served = own.test_client(), cast("Site", own.extensions["quiz"])
    client.get(QUIZ, headers={"If-None-Match": '"never again"'})
    install(own, replace(served, of_clinics=type(served.of_clinics)(9)))
    client.get(QUIZ)

    assert len(kept_by(own)._kept) == 1


@pytest.mark.parametrize(
    ("method", "address", "language"),
    [
        ("POST", QUIZ, ""),
        ("HEAD", QUIZ, ""),
        ("GET", "/c/nowhere", ""),
        ("GET", "/readyz", ""),
        ("GET", "/rulebook/try", ""),
        ("GET", QUIZ, "x" * 2000),
    ],
)
def test_nothing_else_is_kept(
    own: Flask, plain_form: Form, method: str, address: str, language: str
) -> None:
    client, headers = own.test_client(), {"Accept-Language": language}
    with asked_of(own) as asked:
        for _ in range(2):
            form = plain_form if method == "POST" else None
            client.open(address, method=method, data=form, headers=headers)

    assert len(asked) == 2


def test_a_page_that_failed_on_the_way_is_not_kept(own: Flask) -> None:
    failing = [True]

    @own.after_request
    def _fail(response: Response) -> Response:
        if failing:
            raise ValueError(failing.pop())
        return response

    client = own.test_client()

    assert client.get(QUIZ).status_code == 500
    assert client.get(QUIZ).status_code == 200


def test_what_strangers_write_does_not_pile_up(own: Flask) -> None:
    client, keeping = own.test_client(), kept_by(own)
    for number in range(again._MOST + 50):
        client.get("/healthz", headers={"Accept-Language": str(number)})
        client.get("/static/css/pages.css", headers={"Accept-Language": str(number)})

    assert len(keeping._kept) == again._MOST


@pytest.mark.parametrize("address", [QUIZ, "/e/demo", "/accessibility"])
def test_nothing_of_an_address_is_kept_that_may_be_an_answer(own: Flask, address: str) -> None:
    """Campaigns add what they like to a link: the page is sent, and nobody keeps it."""
    client = own.test_client()
    usual = client.get(address)
    for query in (
        "q_health=secret", "secret", "v=secret", "lang=en&lang=secret", "=secret",
        "lang=en&utm_source=secret", "lang=secret",
    ):  # fmt: skip
        answer = client.get(f"{address}?{query}")

        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.data == usual.data or (answer.status_code, query) == (400, "lang=secret")
    assert usual.headers["Cache-Control"].startswith("public")
    assert len(kept_by(own)._kept) == 1
    assert "secret" not in str(list(kept_by(own)._kept._kept))


def test_what_may_be_told_of_a_request_is_told_each_time(own: Flask) -> None:
    def leave(_: Flask, **__: object) -> None:
        request.environ[again.SEEN] = "seen"

    def start(*_: object) -> Callable[[bytes], object]:
        return bytes

    environs = [EnvironBuilder(path=QUIZ).get_environ() for _ in range(2)]
    with request_started.connected_to(leave, own):
        for environ in environs:
            own.wsgi_app(environ, start)

    assert [environ[again.SEEN] for environ in environs] == ["seen", "seen"]


def test_what_is_drawn_once_holds_nothing_of_an_answer(own: Flask, plain_form: Form) -> None:
    """Two people who differ in what they answered leave the very same parts behind."""
    client, site = own.test_client(), cast("Site", own.extensions["quiz"])
    left = []
    for age in ("15", "16", "17"):
        answer = client.post("/", data=plain_form | {"q_age": [age]}).text
        left.append(len(site.drawn))

        assert f"Age in years: {age}" in answer or f": {age}" in answer

    assert left[0] > 0
    assert left == left[:1] * 3
