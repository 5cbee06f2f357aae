"""What an operator sets: proxies, host names, the public origin."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from quiz.web import create_app
from quiz.web.cores import usable_cores
from quiz.web.settings import NAMED, Named, Settings, WrongSettingsError
from quiz.web.values import Setting
from tests.conftest import ROOT
from tests.copies import proved_once

FORWARDED = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "quiz.example"}


@pytest.fixture(scope="module")
def behind_a_proxy() -> Flask:
    return create_app(
        ROOT / "rules", prover=proved_once, settings=Settings(proxies=1, hosts=("quiz.example",))
    )


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


@pytest.mark.parametrize(
    "host", ["quiz.example", "Quiz.Example", "quiz.example.", "quiz.example:8443"]
)
def test_a_host_name_has_no_case(behind_a_proxy: Flask, host: str) -> None:
    asked = behind_a_proxy.test_client().get("/", headers=FORWARDED | {"X-Forwarded-Host": host})

    assert asked.status_code == 200


@pytest.mark.parametrize("address", ["/", "/e/demo", "/api/v1/openapi.json", "/readyz"])
def test_another_host_name_is_refused_in_words(behind_a_proxy: Flask, address: str) -> None:
    other = FORWARDED | {"X-Forwarded-Host": "elsewhere.example"}
    answer = behind_a_proxy.test_client().get(address, headers=other)

    assert answer.status_code == 400
    assert "could not be read" in answer.text


def test_a_health_check_may_ask_by_number(behind_a_proxy: Flask) -> None:
    answer = behind_a_proxy.test_client().get("/healthz", headers={"Host": "10.0.0.7:8000"})

    assert (answer.status_code, answer.text) == (200, "ok\n")


def test_settings_are_read_from_the_environment() -> None:
    read = Settings.of({
        "QUIZ_ORIGIN": "https://Quiz.Example/", "QUIZ_PROXIES": "2", "QUIZ_RULES": "/srv/rules",
        "QUIZ_HOSTS": "a.example, .B.example", "QUIZ_WORKERS": " 3 ", "QUIZ_HOST": "::1",
    })  # fmt: skip

    assert read == Settings(
        rules=Path("/srv/rules"), host="::1", workers=3, origin="https://quiz.example", proxies=2,
        hosts=("a.example", ".b.example"),
    )  # fmt: skip


def test_an_option_goes_before_the_environment_and_blank_is_not_set() -> None:
    environment = {"QUIZ_PORT": "8001", "QUIZ_PROXIES": "", "QUIZ_HOSTS": " ", "PATH": "/bin"}

    assert Settings.of(environment, {"port": "8002", "proxies": None}) == Settings(port=8002)
    assert Settings.of(environment, {"port": ""}) == Settings(port=8001)


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
        ("QUIZ_PORT", "65536"),
        ("QUIZ_PORT", "0"),
        ("QUIZ_PORT", "tcp://10.0.0.1:8000"),
        ("QUIZ_HOST", "http://0.0.0.0"),
        ("QUIZ_HOST", "a..b"),
        ("QUIZ_HOST", "."),
        ("QUIZ_HOST", "..:"),
        ("QUIZ_HOST", "1" * 70 + ":"),
        ("QUIZ_HOST", "a" * 64),
        ("QUIZ_HOST", "a." * 130),
        ("QUIZ_HOST", "é"),
        ("QUIZ_METRICS_HOST", "a..b"),
        ("QUIZ_METRICS_PORT", "8000"),
        ("QUIZ_WORKERS", "two"),
        ("QUIZ_HOSTS", "https://quiz.example"),
        ("QUIZ_HOSTS", "*.quiz.example"),
        ("QUIZ_HOSTS", ","),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused(name: str, value: str) -> None:
    with pytest.raises(WrongSettingsError, match=f"^{name}: give [^\n]*$"):
        Settings.of({name: value})


@pytest.mark.parametrize(
    "host",
    ["10.0.0.1", "::", "::1", "fe80::1%eth0", "::ffff:10.0.0.1", "localhost", "a_b.example."],
)
def test_a_host_may_be_a_name_or_a_number(host: str) -> None:
    assert Settings.of({"QUIZ_HOST": host}).host == host


def test_all_that_is_wrong_is_told_at_once_with_what_may_be_meant() -> None:
    environment = {"QUIZ_PORT": "x", "QUIZ_ORIGN": "https://a.example", "QUIZ_ZZ": "", "QUIZ": "y"}

    with pytest.raises(WrongSettingsError) as wrong:
        Settings.of(environment, {"proxies": "-1"})

    assert str(wrong.value).splitlines() == [
        "QUIZ_ORIGN: there is no such setting; did you mean QUIZ_ORIGIN?",
        "QUIZ_ZZ: there is no such setting",
        "QUIZ_PORT: give a whole number from 1 to 65535",
        "--proxies: give a whole number from 0 to 9",
    ]


def test_no_application_is_made_with_settings_that_are_wrong(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("QUIZ_TYPO", "1")

    with pytest.raises(WrongSettingsError, match="QUIZ_TYPO"):
        create_app(ROOT / "rules")


def test_a_secret_has_no_option_and_is_never_shown() -> None:
    secret = Named("origin", Setting("", str, "", secret=True))

    assert secret.option == ""
    assert secret.shown(Settings(origin="https://quiz.example")) == "set"
    assert secret.shown(Settings()) == "not set"


def test_there_is_no_setting_beside_the_table() -> None:
    """Whatever is named anywhere is in it, and nothing else looks into the environment."""
    files = [path for folder in ("quiz", "docs", "deploy") for path in (ROOT / folder).rglob("*")]
    texts = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in (*files, ROOT / "README.md", ROOT / "Makefile", ROOT / "CHANGELOG.md")
        if path.suffix in {".py", ".md", ".service", ".conf", ""} and path.is_file()
    }
    named = {name for text in texts.values() for name in re.findall(r"QUIZ_[A-Z_]+\b", text)}

    assert named == {one.variable for one in NAMED}
    assert {name for name, text in texts.items() if re.search(r"\bos\.environ\b", text)} == {
        "quiz/content.py", "quiz/web/app.py", "quiz/web/commands/serve.py",
        "quiz/proving/child.py", "quiz/web/rulebook/figures_apart.py",  # hand it on as it is
        # of prometheus-client, between the server and its workers
        "quiz/web/watching/metrics.py", "quiz/web/watching/port.py",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("limit", "cores"),
    [("50000 100000", 1), ("100000 100000", 1), ("max 100000", None), ("odd", None), ("", None)],
)
def test_a_container_may_leave_fewer_cores_than_there_are(
    tmp_path: Path, limit: str, cores: int | None
) -> None:
    own, group = tmp_path / "cgroup", tmp_path / "system.slice"
    group.mkdir()
    own.write_text("1:cpu:/\n0::/system.slice\n", encoding="ascii")
    (group / "cpu.max").write_text(limit, encoding="ascii")
    everything = usable_cores(tmp_path, tmp_path / "no such file")

    assert usable_cores(tmp_path, own) == (cores or everything)
    assert everything >= 1
