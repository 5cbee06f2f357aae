"""New rules without a restart: with the real server, and look by look."""

from __future__ import annotations

import gc
import json
import os
import shutil
import signal
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from quiz.proving import Proof
from quiz.proving.examining import examine
from quiz.proving.proof import unknown
from quiz.web import create_app
from quiz.web.commands import main
from quiz.web.site import RulebookRefusedError, site
from quiz.web.swapping import LOOK_EVERY, Swapping, rest_after
from tests.languages import in_languages
from tests.web.asking import PLAIN, TINY
from tests.web.running import running

SKIN, YOU = "safety/skin.yaml", "safety/you.yaml"
#: Where no server can listen: were it not refused before, the test would still end.
NOWHERE = ["serve", "--host", "nowhere.invalid"]
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A small rulebook, to be changed."""
    return shutil.copytree(TINY, tmp_path / "rules")


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def without_the_rule_for_minors(rules: Path) -> None:
    text = (rules / YOU).read_text(encoding="utf-8")
    (rules / YOU).write_text(text[text.index("- id: aged-18-to-21\n") :], encoding="utf-8")


def test_a_server_does_not_start_on_rules_that_are_not_safe(rules: Path) -> None:
    without_the_rule_for_minors(rules)

    result = CliRunner().invoke(main, NOWHERE, env={"QUIZ_RULES": str(rules)})

    assert (result.exit_code, result.stdout) == (1, "")
    assert '"never-for-minors" is broken' in result.stderr
    assert "[V07 unsafe]" in result.stderr


def test_a_server_does_not_start_without_its_folder(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, NOWHERE, env={"QUIZ_RULES": str(tmp_path / "nowhere")})

    assert (result.exit_code, result.stdout) == (1, "")
    assert "nowhere:1:1: this folder cannot be read: it is not there" in result.stderr
    assert "Traceback" not in result.output


def test_an_application_is_not_made_from_rules_that_are_not_safe(rules: Path) -> None:
    without_the_rule_for_minors(rules)

    with pytest.raises(RulebookRefusedError, match=r"never-for-minors.*V07 unsafe"):
        create_app(rules)


def test_a_changed_sentence_is_served_without_a_restart(rules: Path, tmp_path: Path) -> None:
    with running(rules, tmp_path, workers=2) as server:
        before = server.ready()["rulebook"]["fingerprint"]
        change(rules / "questions" / "1-concerns.yaml", "title: ", "title: Zq7 ")

        after = server.wait_until(lambda ready: ready["rulebook"]["fingerprint"] != before)

        page = server.ask("GET", "/")[1]
        sent = json.dumps(PLAIN).encode()
        answer = server.ask("POST", "/api/v1/recommendations", sent, **JSON)[1]
        assert "Zq7 " in page
        assert after["rulebook"]["fingerprint"] in page
        assert json.loads(answer)["rulebook"]["fingerprint"] == after["rulebook"]["fingerprint"]
        assert after["refused"] is None
        assert after["proved"] == ["V06", "V07", "V09", "V10", "V17", "V19"]


@pytest.mark.parametrize("workers", [pytest.param(1, marks=pytest.mark.thorough), 2])
def test_an_unsafe_change_is_not_served_until_it_is_mended(
    rules: Path, tmp_path: Path, workers: int
) -> None:
    with running(rules, tmp_path, workers=workers) as server:
        before = server.ready()["rulebook"]["fingerprint"]
        shutil.copy(rules / YOU, tmp_path / "kept.yaml")
        without_the_rule_for_minors(rules)

        refused = server.wait_until(lambda ready: ready["refused"] is not None)
        assert "never-for-minors" in refused["refused"]["problems"][0]
        assert refused["refused"]["problems"][0].endswith("[V07 unsafe]")
        assert (refused["ok"], refused["rulebook"]["fingerprint"]) == (True, before)
        assert before in server.ask("GET", "/")[1]

        shutil.copy(tmp_path / "kept.yaml", rules / YOU)
        change(rules / SKIN, "because: ", "because: Zq7 ")
        mended = server.wait_until(lambda ready: ready["refused"] is None)
        assert mended["rulebook"]["fingerprint"] != before

    log = server.log.read_text(encoding="utf-8")
    assert log.count("[V07 unsafe]") == workers
    assert "Traceback" not in log


@pytest.mark.thorough
def test_a_folder_that_goes_and_comes_back_is_survived(rules: Path, tmp_path: Path) -> None:
    other = shutil.copytree(rules, tmp_path / "other")
    change(other / SKIN, "because: ", "because: Zq7 ")
    with running(rules, tmp_path) as server:
        before = server.ready()["rulebook"]["fingerprint"]
        rules.rename(tmp_path / "away")
        gone = server.wait_until(lambda ready: ready["refused"] is not None)
        assert gone["rulebook"]["fingerprint"] == before

        other.rename(rules)
        server.wait_until(lambda ready: ready["rulebook"]["fingerprint"] != before)

        shutil.rmtree(rules)
        (tmp_path / "away").rename(rules)
        server.wait_until(lambda ready: ready["rulebook"]["fingerprint"] == before)

    assert "Traceback" not in server.log.read_text(encoding="utf-8")


def test_a_worker_that_starts_late_serves_the_last_good_rulebook(
    rules: Path, tmp_path: Path
) -> None:
    with running(rules, tmp_path) as server:
        before = server.ready()["rulebook"]["fingerprint"]
        (rules / "evidence.yaml").unlink()
        server.wait_until(lambda ready: ready["refused"] is not None)
        (first,) = server.workers()
        os.kill(first, signal.SIGKILL)

        server.wait_again()

        ready = server.ready()
        assert server.workers() != [first]
        assert ready["rulebook"]["fingerprint"] == before
        assert "evidence.yaml" in ready["refused"]["problems"][0]


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


def test_no_worker_has_a_diagram_in_its_memory(rules: Path, tmp_path: Path) -> None:
    with running(rules, tmp_path) as server:
        before = server.ready()["rulebook"]["fingerprint"]
        change(rules / SKIN, "because: ", "because: Zq7 ")
        server.wait_until(lambda ready: ready["rulebook"]["fingerprint"] != before)

        for pid in (server.pid, *server.workers()):
            mapped = Path(f"/proc/{pid}/maps").read_text(encoding="utf-8")
            assert "granian" in mapped
            assert "/dd/" not in mapped


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
