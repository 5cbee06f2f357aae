"""`/metrics`: who can see it, and what it tells."""

from __future__ import annotations

import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
from flask import Flask

from quiz.proving.examining import examine
from quiz.web import create_app
from quiz.web.settings import Settings
from quiz.web.watching.metrics import BATCH, Metrics
from tests.copies import english_rules
from tests.people import Fields
from tests.web.asking import API, QUIZ, as_form
from tests.web.watching.conftest import TOKEN, Watched


def number(metrics: str, name: str) -> float:
    """Return the number of a name, with its labels; 0 if it is not there yet."""
    found = re.search(rf"^{re.escape(name)} (\S+)$", metrics, re.MULTILINE)
    return float(found[1]) if found else 0


@pytest.mark.parametrize(
    "given", ["", "Bearer", "Bearer ", "Bearer x", f"bearer {TOKEN}", TOKEN, f"Basic {TOKEN}", "é"]
)
def test_without_the_token_the_page_is_not_there(watched: Watched, given: str) -> None:
    there = watched.client.get("/metrics", headers={"Authorization": given})
    nowhere = watched.client.get("/nowhere")

    assert (there.status_code, there.text) == (nowhere.status_code, nowhere.text)
    assert there.status_code == 404


def test_without_a_setting_nobody_gets_it(app: Flask) -> None:
    for given in ("Bearer", "Bearer ", f"Bearer {TOKEN}"):
        answer = app.test_client().get("/metrics", headers={"Authorization": given})

        assert answer.status_code == 404


def test_it_is_not_stored(watched: Watched) -> None:
    answer = watched.client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})

    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")


def test_requests_are_counted_by_route_method_and_status(watched: Watched) -> None:
    name = 'quiz_requests_total{method="%s",route="%s",status="%s"}'
    names = [
        name % ("GET", "/c/<clinic>", 200),
        name % ("GET", "/c/<clinic>", 404),
        name % ("POST", "/c/<clinic>", 422),
        name % ("other", "unmatched", 405),
        'quiz_request_seconds_count{route="/c/<clinic>"}',
    ]
    before = watched.metrics
    watched.client.get(QUIZ)
    watched.client.get("/c/zq7")
    watched.client.post(QUIZ, data={"q_age": "1"})
    watched.client.open(QUIZ, method="ZQ7")
    after = watched.metrics

    assert [number(after, one) - number(before, one) for one in names] == [1, 1, 1, 1, 3]
    assert "zq7" not in after.lower()


def test_outcomes_are_told_in_batches_only(watched: Watched, plain_fields: Fields) -> None:
    """Between two looks nobody can tell what one person got, however few people there are."""
    name = 'quiz_outcomes_total{outcome="%s"}'
    seen = []
    sick = plain_fields | {"health": ["epilepsy"]}
    watched.client.post(QUIZ, data={"q_age": "1"})
    for count in range(2 * BATCH):
        if count % 2:
            watched.client.post(API, json=plain_fields)
        else:
            watched.client.post(QUIZ, data=as_form(sick))
        metrics = watched.metrics
        seen.append([number(metrics, name % one) for one in ("see_specialist", "microneedling")])

    steps = [sum(after) - sum(before) for before, after in pairwise(seen)]
    assert {step for step in steps if step} == {BATCH}
    assert seen[-1] != seen[0]
    assert "clinic=" not in watched.metrics


def test_a_batch_holds_each_outcome_as_often_as_it_was() -> None:
    metrics = Metrics()
    for outcome in ["combination"] * 3 + ["see_specialist"] * (BATCH - 3) + ["combination"]:
        metrics.decided(outcome)

    text = metrics.text().decode()
    assert number(text, 'quiz_outcomes_total{outcome="combination"}') == 3
    assert number(text, 'quiz_outcomes_total{outcome="see_specialist"}') == BATCH - 3


def test_what_is_served_and_what_is_not(tmp_path: Path) -> None:
    rules = english_rules(tmp_path)
    clinic = rules / "clinics" / "broken.yaml"
    clinic.write_text("id: broken\n", encoding="utf-8")
    app = create_app(rules, prover=examine, settings=Settings(metrics_token=TOKEN))
    watched = Watched(app)
    swapping = app.extensions["quiz_swapping"]
    served = watched.metrics
    rulebook = app.extensions["quiz"].rulebook

    evidence = rules / "evidence.yaml"
    text = evidence.read_text(encoding="utf-8")
    evidence.write_text("- id: x\n", encoding="utf-8")
    refused = wait_for(watched, "quiz_change_refused", 1)
    clinic.unlink()
    evidence.write_text(text, encoding="utf-8")
    mended = wait_for(watched, "quiz_change_refused", 0)

    name = f'quiz_workers{{fingerprint="{rulebook.fingerprint}",version="{rulebook.version}"}}'
    for metrics in (served, refused, mended):
        assert number(metrics, name) == 1
        assert number(metrics, "quiz_clinics") == 1
        assert number(metrics, "quiz_root_is_served") == 1
        assert number(metrics, "quiz_rulebook_since_timestamp_seconds") > 1_700_000_000
    assert [number(one, "quiz_clinics_left_out") for one in (served, mended)] == [1, 0]
    assert number(served, "quiz_change_refused") == 0
    assert number(refused, "quiz_change_refused_timestamp_seconds") > 1_700_000_000
    assert number(mended, "quiz_change_refused_timestamp_seconds") == 0
    assert swapping.refused is None


def wait_for(watched: Watched, name: str, value: float) -> str:
    end = time.monotonic() + 60
    while number(metrics := watched.metrics, name) != value:
        assert time.monotonic() < end, metrics
        time.sleep(0.1)
    return metrics
