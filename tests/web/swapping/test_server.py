"""New rules without a restart, with the real server."""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from quiz.web.commands import main
from tests.conftest import seldom
from tests.soak.killing import listening
from tests.web.asking import PLAIN
from tests.web.running import running
from tests.web.swapping.changing import SKIN, YOU, change, without_the_rule_for_minors

#: Where no server can listen: were it not refused before, the test would still end.
NOWHERE = ["serve", "--host", "nowhere.invalid"]
JSON = {"Content-Type": "application/json"}


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


@pytest.mark.parametrize("workers", [2, *seldom(1)])
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

        ready = server.wait_until(lambda ready: ready["refused"] is not None)
        assert server.workers() != [first]
        assert ready["rulebook"]["fingerprint"] == before
        assert "evidence.yaml" in ready["refused"]["problems"][0]


@pytest.mark.parametrize(("log", "times"), [("json", 2), ("off", 0)])
def test_each_worker_says_which_rulebook_it_serves(
    rules: Path, tmp_path: Path, log: str, times: int
) -> None:
    with running(rules, tmp_path, workers=2, QUIZ_LOG=log) as server:
        ready = server.ready()["rulebook"]
        while listening(server.port) < 2:
            time.sleep(0.05)

    said = server.log.read_text(encoding="utf-8")
    told = f"serving rulebook {ready['version']} ({ready['fingerprint']}) from now on"
    assert said.count(told) == times


def test_no_worker_has_a_diagram_in_its_memory(rules: Path, tmp_path: Path) -> None:
    with running(rules, tmp_path) as server:
        before = server.ready()["rulebook"]["fingerprint"]
        change(rules / SKIN, "because: ", "because: Zq7 ")
        server.wait_until(lambda ready: ready["rulebook"]["fingerprint"] != before)

        for pid in (server.pid, *server.workers()):
            mapped = Path(f"/proc/{pid}/maps").read_text(encoding="utf-8")
            assert "granian" in mapped
            assert "/dd/" not in mapped
