from __future__ import annotations

import re
from pathlib import Path
from weakref import ref

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quiz.answers import Answers
from quiz.beside import Case
from quiz.conditions import AllOf, AnyOf, Between, Chosen, NoneOf
from quiz.engine import recommend
from quiz.model import Rulebook
from quiz.web.rulebook.figures_apart import FiguresApart
from quiz.web.rulebook.shown_conditions import shown_condition
from quiz.web.rulebook.simulator import tried
from tests.people import Fields, valid
from tests.web.asking import Form, as_form
from tests.web.page_checks import Page

pytestmark = pytest.mark.xdist_group("rulebook")  # which is counted once for all of them

TRY = "/rulebook/try"


def test_it_begins_with_ordinary_answers_once_they_are_known(
    client: FlaskClient, page_text: str
) -> None:
    answer = client.get(TRY)

    assert page_text, "the figures are there"
    assert answer.status_code == 200
    assert "What comes out: <code>microneedling</code>" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_it_begins_empty_and_without_blame_before_that(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    never_counted = FiguresApart(tmp_path / "gone", app.extensions["quiz"].rulebook.fingerprint)
    known = ref(app.extensions["quiz"]), never_counted
    monkeypatch.setitem(app.extensions, "figures", known)
    answer = app.test_client().get(TRY)

    assert answer.status_code == 200
    assert 'role="alert"' not in answer.text
    assert "once every question is answered" in answer.text


@pytest.mark.parametrize("nth", range(0, 360, 24))
def test_it_comes_to_the_outcome_of_the_engine_and_fires_the_same_rules(
    client: FlaskClient, rulebook: Rulebook, cases: tuple[Case, ...], nth: int
) -> None:
    fields = dict(cases[nth].fields)
    made = recommend(rulebook, valid(rulebook, fields))

    text = client.post(TRY, data=as_form(fields)).text

    assert f"What comes out: <code>{made.outcome}</code>" in text
    assert made.outcome == cases[nth].outcome
    fired = re.findall(r'id="rule-([^"]+)" open', text)
    assert sorted(fired) == sorted(
        reason.id for reason in (*made.rules, *made.suits, *made.not_covered)
    )
    assert text.count('class="trial"') == len([*rulebook.reasons()])


def test_a_rule_that_does_not_fire_names_the_condition_that_failed(
    client: FlaskClient, plain_form: Form
) -> None:
    form = plain_form | {"q_other_concerns": ["thinning_hair"], "q_hair_type": ["undiagnosed"]}

    trial = trial_of(client.post(TRY, data=form).text, "hair-loss-trying-for-a-baby")

    assert " open" not in trial.split(">")[0]
    assert "fails at Your health: “Trying for a baby”" in trial
    assert re.findall(r'<li class="(holds|fails)">', trial) == ["fails", "fails", "holds"]


def trial_of(text: str, id: str) -> str:
    return text.partition(f'<details class="trial" id="rule-{id}"')[2].partition("</details>")[0]


def test_bad_answers_are_named_and_what_was_given_stands_there_again(
    client: FlaskClient, plain_form: Form
) -> None:
    answer = client.post(TRY, data=plain_form | {"q_age": ["0"], "q_health": ["none", "pregnant"]})

    page = Page(answer.text)
    health = [given["value"] for given in page.inputs("q_health") if "checked" in given]
    assert answer.status_code == 422
    assert "Enter your age" in answer.text
    assert sorted(health) == ["none", "pregnant"]
    assert "Rules that fire" not in answer.text


def test_what_is_no_form_is_refused(client: FlaskClient, plain_fields: Fields) -> None:
    assert client.post(TRY, json=plain_fields).status_code == 415


def test_no_answer_stands_in_an_address(client: FlaskClient, plain_form: Form) -> None:
    page = Page(client.post(TRY, data=plain_form).text)
    (form,) = [given for tag, given in page.elements if tag == "form"]

    assert (form["method"], form["action"]) == ("post", "#result")


def test_a_treatment_says_what_became_of_it(client: FlaskClient, plain_form: Form) -> None:
    form = plain_form | {"q_other_concerns": ["dull_skin"], "q_allergies": ["soy_or_egg"]}

    text = " ".join(client.post(TRY, data=form).text.split())

    assert "stopped: ruled out" in text
    assert 'Stopped by <a href="#rule-soy-or-egg">' in text


@pytest.mark.parametrize(
    ("condition", "failed"),
    [
        (Chosen("area", frozenset({"face"})), ()),
        (Chosen("area", frozenset({"neck"})), ("The area: “Neck”",)),
        (Between("age", 1, 17), ("Your age: up to 17",)),
        (
            AllOf((Between("age", 22, 29), Chosen("area", frozenset({"face"})))),
            ("Your age: 22 to 29",),
        ),
        (
            AnyOf((Between("age", 1, 17), Chosen("area", frozenset({"scalp"})))),
            ("Your age: up to 17", "The area: “Scalp”"),
        ),
        (NoneOf((Chosen("area", frozenset({"face"})),)), ("not: The area: “Face”",)),
        (NoneOf((Chosen("area", frozenset({"neck"})),)), ()),
    ],
)
def test_what_failed_is_what_would_have_to_be_different(
    rulebook: Rulebook,
    plain: Answers,
    condition: Chosen | Between | AllOf | AnyOf | NoneOf,
    failed: tuple[str, ...],
) -> None:
    shown = shown_condition(condition, rulebook.questions, plain)

    assert shown.failed == failed
    assert shown.holds is not bool(failed)


def test_what_is_asked_in_two_questions_is_said_at_once(rulebook: Rulebook) -> None:
    scars = frozenset({"scars"})
    either = AnyOf((Chosen("main_concern", scars), Chosen("other_concerns", scars)))

    shown = shown_condition(either, rulebook.questions)

    assert shown.in_words == (
        "What you most want to improve or What else you want to improve: “Scars”"
    )
    assert shown.holds is None


def test_every_rule_is_either_firing_or_silent(rulebook: Rulebook, plain: Answers) -> None:
    found = tried(recommend(rulebook, plain))

    ids = sorted(rule.id for rule in (*found.firing, *found.silent))
    assert ids == sorted(reason.id for reason in rulebook.reasons())
    assert all(rule.when.failed for rule in found.silent)
    assert not any(rule.when.failed for rule in found.firing)
