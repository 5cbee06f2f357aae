"""The log: a line for each request, which an operator can use and which tells of nobody."""

from __future__ import annotations

import json
import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

import quiz.assessment
from quiz.checks.sampling import random_answers
from quiz.model import Rulebook
from quiz.web.watching.lines import Form, LineHandler, Lines
from quiz.web.watching.metrics import Metrics
from tests.people import Fields
from tests.web.asking import API, QUIZ, as_form
from tests.web.watching.conftest import Watched

MARK = "zq7-secret"
#: What a browser sends beside the answers, none of which is anybody's business.
SENT = {
    "User-Agent": f"Browser {MARK}", "Referer": f"https://clinic.example/{MARK}",
    "X-Forwarded-For": "203.0.113.77", "X-Request-Id": MARK, "Cookie": f"a={MARK}",
    "Origin": f"https://{MARK}.example", "Accept-Language": "fr",
}  # fmt: skip
PEOPLE = 60


def test_a_request_is_one_line(watched: Watched) -> None:
    size = len(watched.client.get(f"{QUIZ}?lang=fr").data)

    (line,) = watched.lines
    assert re.fullmatch(r"20..-..-..T..:..:..\.\d{3}\+00:00", line.pop("time"))
    assert re.fullmatch("[0-9a-f]{16}", line.pop("id"))
    assert line.pop("ms") > 0
    assert line.pop("rulebook") in watched.client.get("/readyz").text
    assert line == {
        "level": "info", "method": "GET", "route": "/c/<clinic>", "status": 200,
        "bytes": size, "clinic": "demo", "lang": "fr",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("address", "route", "clinic"),
    [
        ("/", "/", "demo"),
        ("/e/demo", "/e/<clinic>", "demo"),
        (f"/c/{MARK}", "/c/<clinic>", None),
        (f"/{MARK}", "unmatched", None),
        (f"/treatments/{MARK}", "/treatments/<treatment>", None),
        (f"/static/{MARK}", "/static/<path:filename>", None),
        (f"/?lang={MARK}", "/", None),
    ],
)
def test_a_line_names_the_route_and_nothing_that_was_typed(
    watched: Watched, address: str, route: str, clinic: str | None
) -> None:
    watched.client.get(address)

    (line,) = watched.lines
    assert (line["route"], line.get("clinic")) == (route, clinic or line.get("clinic"))
    assert MARK not in str(line)


def test_the_clinic_of_the_api_is_told_and_an_unknown_one_is_not(
    watched: Watched, plain_fields: Fields
) -> None:
    for named in ("demo", MARK):
        watched.client.post(f"{API}?clinic={named}", json=plain_fields)

    assert [line.get("clinic") for line in watched.lines] == ["demo", None]


def test_a_method_that_somebody_made_up_is_not_told(watched: Watched) -> None:
    watched.client.open("/", method=MARK.upper())

    assert watched.lines[0]["method"] == "other"


def test_of_random_people_nothing_is_told(watched: Watched, rulebook: Rulebook) -> None:
    """Neither in a line nor in a number, whatever they answer and however they send it."""
    random = Random(20261121)
    for _ in range(PEOPLE):
        given: Fields = {
            id: list(one) if isinstance(one, tuple) else one
            for id, one in random_answers(rulebook, random).given.items()
        }
        wrong = given | {"age": MARK, MARK: MARK}
        for fields in (given, wrong):
            watched.client.post(QUIZ, data=as_form(fields), headers=SENT)
            watched.client.post(API, json=fields, headers=SENT)
        watched.client.get(f"{QUIZ}?{MARK}={MARK}", headers=SENT)
    metrics = watched.metrics

    lines = [line for line in watched.lines if line["route"] != "/metrics"]
    assert len(lines) == 5 * PEOPLE
    routes = {rule.rule for rule in watched.app.url_map.iter_rules()}
    for line in lines:
        assert line.keys() <= {
            "time", "level", "id", "method", "route", "status", "ms", "bytes", "rulebook", "clinic",
            "lang",
        }  # fmt: skip
        assert line["route"] in routes
        assert (line["level"], line["method"]) in {("info", "GET"), ("info", "POST")}
        assert line["status"] in {200, 400, 422}
        assert line.get("clinic", "demo") == "demo"
        assert line["lang"] in rulebook.languages
        assert (line["rulebook"], len(line["id"])) == (rulebook.fingerprint, 16)
    told = b"".join(watched.written).decode() + metrics
    for one in (MARK, "203.0.113.77", "clinic.example", "Browser"):
        assert one not in told
    ids = {o.id for q in rulebook.questions.values() for o in q.options} | {*rulebook.questions}
    labels = set(re.findall(r'="([^"]*)"', metrics))
    assert not labels & (ids - set(rulebook.treatments))


def test_the_length_of_a_result_is_not_told(watched: Watched, plain_fields: Fields) -> None:
    """It depends on the answers as much as its words do."""
    watched.client.post(QUIZ, data=as_form(plain_fields))
    watched.client.post(API, json=plain_fields)

    assert ["bytes" in line for line in watched.lines] == [False, False]


class BrokenError(Exception):
    """An error whose text nobody may read."""


def _broken(*_: object) -> None:
    raise BrokenError(MARK)


def test_a_problem_has_the_id_of_its_request_and_no_text(
    watched: Watched, plain_fields: Fields, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quiz.assessment, "recommend", _broken)
    handler = LineHandler(Form.JSON, watched.written.append)
    logging.getLogger("quiz").addHandler(handler)
    try:
        answer = watched.client.post(QUIZ, data=as_form(plain_fields))
    finally:
        logging.getLogger("quiz").removeHandler(handler)

    problem, line = watched.lines
    assert answer.status_code == 200
    assert (problem["level"], problem["id"]) == ("error", line["id"])
    assert "BrokenError" in problem["message"]
    assert MARK not in str(watched.lines)


@pytest.mark.parametrize("form", [Form.JSON, Form.TEXT])
def test_an_error_that_a_library_logs_loses_its_text(form: Form) -> None:
    written: list[bytes] = []
    try:
        _broken()
    except BrokenError as error:
        told = (BrokenError, error, error.__traceback__)
    record = logging.LogRecord("else", logging.ERROR, "", 1, "it failed", (), told)
    LineHandler(form, written.append).handle(record)

    (line,) = written
    assert b"it failed: BrokenError < " in line
    assert MARK.encode() not in line
    assert b"Traceback" not in line


def test_what_escapes_even_flask_is_answered_plainly(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(watched.app, "handle_exception", _broken)
    monkeypatch.setitem(watched.app.view_functions, "files.healthz", _broken)

    answer = watched.client.get("/healthz")

    assert (answer.status_code, answer.mimetype) == (500, "text/plain")
    assert "No answer was kept" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert watched.lines[0]["status"] == 500
    assert "BrokenError" in caplog.text
    assert MARK not in caplog.text + answer.text


def test_a_line_that_cannot_be_written_costs_nobody_the_answer(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Lines, "request", _broken)

    assert watched.client.get(QUIZ).status_code == 200


def test_a_number_that_cannot_be_counted_costs_neither_the_answer_nor_its_line(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Metrics, "answered", _broken)

    assert watched.client.get(QUIZ).status_code == 200
    assert [line["route"] for line in watched.lines] == ["/c/<clinic>"]


def test_a_full_disk_loses_the_line_and_nothing_else() -> None:
    with Path("/dev/full").open("wb") as full, standard_error(full.fileno()):
        Lines(Form.JSON).request(route="/")


@contextmanager
def standard_error(file: int) -> Iterator[None]:
    """Let standard error be another file meanwhile."""
    kept = os.dup(2)
    os.dup2(file, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def test_nobody_waits_for_a_log_that_nobody_reads_and_it_says_what_was_lost() -> None:
    read, write = os.pipe()
    lines, long = Lines(Form.JSON), "x" * 200_000
    with standard_error(write):
        for number in range(2000):
            lines.request(route="/", id=str(number))
        lines.problem("error", long)
        first = os.read(read, 1 << 20)
        lines.request(route="/", id="again")
        second = os.read(read, 1 << 20)
    os.close(read)
    os.close(write)

    written = [json.loads(line)["id"] for line in first.splitlines()]
    lost = 2001 - len(written)
    assert written == [str(number) for number in range(len(written))]
    assert lost > 0
    told, again = map(json.loads, second.splitlines())
    assert told["message"] == f"{lost} lines were lost: there was no room for them"
    assert again["id"] == "again"


def test_a_long_line_is_written_whole_where_there_is_room(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with log.open("wb") as file, standard_error(file.fileno()):
        Lines(Form.JSON).problem("error", "x" * 200_000)

    assert json.loads(log.read_text(encoding="utf-8"))["message"] == "x" * 200_000


def test_lines_for_people_and_none() -> None:
    written: list[bytes] = []
    seen = {"id": "1234", "method": "GET", "route": "/", "status": 200, "clinic": "", "ms": 0.4}
    for form in Form:
        Lines(form, written.append).request(**seen)
        Lines(form, written.append).problem("warning", "two\nlines", id="1234")

    texts = [re.sub(r"20\d\d-[\d:.T+-]+", "TIME", line.decode()) for line in written]
    assert [json.loads(line) for line in texts[:2]] == [
        {"time": "TIME", "level": "info", **{k: v for k, v in seen.items() if v != ""}},
        {"time": "TIME", "level": "warning", "id": "1234", "message": "two\nlines"},
    ]
    assert texts[2:] == [
        "TIME info 1234 GET / 200 0.4\n",
        "TIME warning 1234 two\nlines\n",
        "TIME warning 1234 two\nlines\n",
    ]
