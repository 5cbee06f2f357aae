"""What an operator sets: proxies, host names, the public origin."""

from __future__ import annotations

import pytest
from flask import Flask

from quiz.web import create_app
from quiz.web.settings import Settings, WrongSettingError
from tests.conftest import ROOT

FORWARDED = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "quiz.example"}


@pytest.fixture(scope="module")
def behind_a_proxy() -> Flask:
    return create_app(ROOT / "rules", settings=Settings(proxies=1, hosts=("quiz.example",)))


def test_https_is_insisted_on_where_it_is_served(app: Flask, behind_a_proxy: Flask) -> None:
    secure = behind_a_proxy.test_client().get("/", headers=FORWARDED)

    assert secure.headers["Strict-Transport-Security"] == "max-age=15768000"
    assert "Strict-Transport-Security" not in app.test_client().get("/").headers


def test_what_a_proxy_says_counts_only_where_one_is_set(app: Flask, behind_a_proxy: Flask) -> None:
    plain = app.test_client().get("/e/demo", headers=FORWARDED)
    proxied = behind_a_proxy.test_client().get("/e/demo", headers=FORWARDED)

    assert "Strict-Transport-Security" not in plain.headers
    assert "https://quiz.example" not in plain.headers["Content-Security-Policy"]
    assert "https://quiz.example" in proxied.headers["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["/", "/e/demo", "/api/v1/openapi.json", "/healthz"])
def test_another_host_name_is_refused_in_words(behind_a_proxy: Flask, address: str) -> None:
    other = FORWARDED | {"X-Forwarded-Host": "elsewhere.example"}
    answer = behind_a_proxy.test_client().get(address, headers=other)

    assert answer.status_code == 400
    assert "could not be read" in answer.text


def test_settings_are_read_from_the_environment() -> None:
    read = Settings.of({
        "QUIZ_ORIGIN": "https://Quiz.Example/", "QUIZ_PROXIES": "2",
        "QUIZ_HOSTS": "a.example, b.example",
    })  # fmt: skip

    assert read == Settings("https://quiz.example", 2, ("a.example", "b.example"))
    assert Settings.of({}) == Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("QUIZ_ORIGIN", "quiz.example"),
        ("QUIZ_ORIGIN", "https://quiz.example/path"),
        ("QUIZ_ORIGIN", "https://a; script-src *"),
        ("QUIZ_PROXIES", "many"),
        ("QUIZ_PROXIES", "-1"),
        ("QUIZ_PROXIES", "²"),
        ("QUIZ_PROXIES", "10"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused(name: str, value: str) -> None:
    with pytest.raises(WrongSettingError, match=name):
        Settings.of({name: value})
