"""New rules without a restart, look by look."""

from __future__ import annotations

import gc
import json
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from quiz.proving import Proof, Stamped, stamp_of
from quiz.proving.examining import examine
from quiz.proving.proof import unknown
from quiz.web import create_app
from quiz.web.site import RulebookRefusedError, site
from quiz.web.swapping import LOOK_EVERY, Swapping, rest_after
from tests.languages import in_languages
from tests.web.asking import TINY
from tests.web.swapping.changing import change, without_the_rule_for_minors


def test_an_application_is_not_made_from_rules_that_are_not_safe(rules: Path) -> None:
    without_the_rule_for_minors(rules)

    with pytest.raises(RulebookRefusedError, match=r"never-for-minors.*V07 unsafe"):
        create_app(rules)


def test_the_files_of_an_application_that_is_gone_are_looked_at_no_more(rules: Path) -> None:
    before = set(threading.enumerate())
    app = create_app(rules, prover=examine)
    (looking,) = set(threading.enumerate()) - before
    assert app.test_client().get("/healthz").status_code == 200
    del app
    gc.collect()

    looking.join(timeout=10)
    assert not looking.is_alive()


def test_what_cannot_be_told_after_a_look_does_not_end_the_looking(
    rules: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: object) -> None:
        raise OSError

    Swapping(Flask("made"), rules, examine, after=fail).look_whatever_happens()

    assert "could not be told: OSError" in caplog.text


def made(rules: Path, prover: Callable[[Path], Proof] = examine) -> tuple[Flask, Swapping]:
    """Make an application that looks at its files only when it is told to."""
    app = Flask("made")
    swapping = Swapping(app, rules, prover)
    swapping.open(lambda: None)
    return app, swapping


def served(app: Flask) -> str:
    with app.app_context():
        return site().rulebook.fingerprint


def test_a_translation_is_taken_up_as_a_rule_is_and_refused_while_a_text_is_missing(
    tmp_path: Path,
) -> None:
    rules = in_languages(tmp_path)
    app, swapping = made(rules)

    def asked_in_french() -> str:
        with app.test_request_context("/?lang=fr"):
            return site().rulebook.questions["area"].text

    first = asked_in_french()
    change(rules / "translations" / "fr.po", "Où ?", "À quel endroit ?")
    swapping.look()
    swapping.look()
    assert (first, asked_in_french()) == ("Où ?", "À quel endroit ?")

    change(rules / "translations" / "fr.po", 'msgstr "À quel endroit ?"', 'msgstr ""')
    swapping.look()
    swapping.look()
    assert asked_in_french() == "À quel endroit ?"
    assert swapping.refused
    assert [problem.code for problem in swapping.refused.problems] == ["R21"]


def test_a_worker_that_starts_while_a_change_is_proved_serves_the_last_good_one(
    rules: Path,
) -> None:
    good, asked = Stamped(stamp_of(rules), examine(rules)), list[Path]()
    change(rules / "safety" / "skin.yaml", "An infection comes", "An infection goes")

    def prover(folder: Path) -> Proof:
        asked.append(folder)
        return examine(folder)

    app = Flask("made")
    swapping = Swapping(app, rules, prover)
    swapping.open(lambda: good)
    before = served(app)
    assert asked == []

    swapping.look()
    assert served(app) != before, "it looks as every worker does"


def test_a_worker_that_starts_later_need_not_prove_what_is_good_already(rules: Path) -> None:
    good, asked = Stamped(stamp_of(rules), examine(rules)), list[Path]()

    def prover(folder: Path) -> Proof:
        asked.append(folder)
        return good.proof

    swapping = Swapping(Flask("made"), rules, prover)

    swapping.open(lambda: good)
    swapping.look()
    swapping.look()

    assert asked == []


def test_a_change_is_taken_up_once_the_files_are_quiet(rules: Path) -> None:
    app, swapping = made(rules)
    before = served(app)
    change(rules / "safety" / "skin.yaml", "An infection comes", "An infection goes")

    swapping.look()
    assert served(app) == before
    swapping.look()
    assert served(app) != before


def test_files_that_change_while_they_are_proved_are_waited_for(rules: Path) -> None:
    skin = rules / "safety" / "skin.yaml"
    texts = ["An infection is halfway", "An infection goes"]

    def meanwhile(folder: Path) -> Proof:
        proof = examine(folder)
        if texts:
            change(skin, "An infection", texts.pop(0))
        return proof

    app, swapping = made(rules, meanwhile)
    before = served(app)
    swapping.look()
    swapping.look()
    assert served(app) == before

    swapping.look()
    swapping.look()
    assert served(app) != before
    assert served(app) == _fingerprint(examine(rules))


def _fingerprint(proof: Proof) -> str:
    assert proof.rulebook
    return proof.rulebook.fingerprint


def test_a_broken_change_is_tried_once(rules: Path) -> None:
    asked: list[Path] = []

    def counting(folder: Path) -> Proof:
        asked.append(folder)
        return examine(folder)

    _, swapping = made(rules, counting)
    (rules / "evidence.yaml").unlink()
    for _ in range(10):
        swapping.look()

    assert len(asked) == 2
    assert swapping.refused


def test_proofs_that_were_cut_short_are_tried_again_later(
    rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [examine(rules), unknown("cut short")]
    app, swapping = made(rules, lambda folder: answers.pop(0) if answers else examine(folder))
    change(rules / "safety" / "skin.yaml", "An infection comes", "An infection goes")
    for _ in range(5):
        swapping.look()
    assert swapping.refused
    assert served(app) != _fingerprint(examine(rules))

    monkeypatch.setattr("quiz.web.swapping.time.monotonic", lambda: 1e15)
    swapping.look()
    assert served(app) == _fingerprint(examine(rules))


def test_a_request_in_flight_finishes_on_the_rulebook_it_started_with(rules: Path) -> None:
    app, swapping = made(rules)

    @app.get("/slow")
    def slow() -> list[str]:
        first = site().rulebook.fingerprint
        change(rules / "safety" / "skin.yaml", "An infection comes", "An infection goes")
        swapping.look()
        swapping.look()
        return [first, site().rulebook.fingerprint, _fingerprint(examine(rules))]

    first, second, now = json.loads(app.test_client().get("/slow").text)

    assert first == second != now == served(app)


def test_very_many_problems_are_told_in_part(rules: Path) -> None:
    _, swapping = made(rules)
    text = "".join(f"- id: x{n}\n  wehn: {{}}\n" for n in range(300))
    (rules / "safety" / "skin.yaml").write_text(text, encoding="utf-8")
    swapping.look()
    swapping.look()

    assert swapping.refused
    assert len(swapping.refused.told()) == 51
    assert swapping.refused.told()[-1].endswith(" more")


def test_a_look_at_many_files_is_taken_less_often_but_never_rarely() -> None:
    assert rest_after(0.0005) == LOOK_EVERY
    assert rest_after(0.01) == pytest.approx(0.5)
    assert rest_after(10) == 1


def test_what_was_proved_is_told(rules: Path) -> None:
    assert '"sets_of_answers":277440,' in create_app(rules).test_client().get("/readyz").text


def test_what_everybody_can_read_does_not_say_where_the_rules_are(tmp_path: Path) -> None:
    rules = Path(shutil.copytree(TINY, tmp_path / "rules"))
    (rules / "clinics" / "one.yaml").write_text("nme: Clinic One\n", encoding="utf-8")

    told = create_app(rules).test_client().get("/readyz").text

    assert "rules/clinics/one.yaml" in told
    assert str(tmp_path) not in told
