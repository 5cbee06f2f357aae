"""Hostile rule files at the command line: problems with names, never a traceback, and an end."""

from __future__ import annotations

import json
import os
import re
import shutil
import threading
from pathlib import Path

import pytest

from quiz.problems import Place
from quiz.reading import read
from tests.conftest import ROOT
from tests.web.test_commands import run

TINY = ROOT / "tests" / "rulebooks" / "tiny"
RULE = """\
- id: many-{n}
  when: {{age: {{from: {low}, to: {high}}}, skin: {row}}}
  effect: out
  because: B.
  clinician: C.
  sources: []
  unsourced: U.
  reviewed: {{by: nobody, on: null}}
"""
ROWS = ("rash", "scar", "infection", "tattoo")


@pytest.fixture(autouse=True)
def beside_the_rules(rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand where a maintainer stands, so that paths are shown as in a checkout."""
    monkeypatch.chdir(rules.parent)


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)  # places are shown from here
    return Path(shutil.copytree(TINY, tmp_path / "rules"))


def add_rules(rules: Path, number: int) -> None:
    for start in range(0, number, 2500):
        texts = (
            RULE.format(n=n, low=1 + n % 90, high=1 + n % 90 + n % 7, row=ROWS[n % 4])
            for n in range(start, min(number, start + 2500))
        )
        (rules / "safety" / f"many-{start}.yaml").write_text("".join(texts), encoding="utf-8")


def test_too_many_rules_end_in_time_and_what_is_not_proved_is_an_error(rules: Path) -> None:
    add_rules(rules, 1_000)

    result = run("check", str(rules), "--seconds", "0.1", "--format", "json")

    found = json.loads(result.stdout)["problems"]
    over = {one["what"] for one in found if one["code"] == "V18"}
    assert result.exit_code == 1
    assert "V02 hidden could not be proved: the time for all proofs was over" in over
    assert {one["file"] for one in found if one["code"] == "V18"} == {
        "rules/rulebook.yaml",
        "rules/clinics/clinic-two.yaml",
    }


def test_a_check_that_ran_out_of_time_is_not_said_to_hold(rules: Path) -> None:
    result = run("check", str(rules), "--seconds", "0", "--only", "V07")

    assert result.exit_code == 1
    assert "V07 unsafe                 not proved" in result.output
    assert "not all of it proved: 1 error" in result.output.splitlines()[-1]


def refuse_reading(path: Path) -> None:
    path.symlink_to("/proc/self/mem")  # opens as a file, and cannot be read, not even by root


def loop(path: Path) -> None:
    path.symlink_to(path.name)


@pytest.mark.parametrize("make", [refuse_reading, loop, Path.mkdir, os.mkfifo])
def test_check_names_the_file_that_cannot_be_read(rules: Path, make: object) -> None:
    assert callable(make)
    (rules / "safety" / "skin.yaml").unlink()
    make(rules / "safety" / "skin.yaml")

    result = run("check", str(rules))

    assert result.exit_code == 1
    assert result.output.startswith("rules/safety/skin.yaml:1:1: this file cannot be read: ")


def test_a_folder_that_loops_is_named(rules: Path) -> None:
    shutil.rmtree(rules / "safety")
    loop(rules / "safety")

    assert [(p.place, p.code) for p in read(rules).problems] == [(Place("rules/safety"), "R17")]


def test_a_file_that_vanishes_while_it_is_read_is_named(rules: Path) -> None:
    file, aside, over = rules / "safety" / "skin.yaml", rules / ".aside", threading.Event()

    def come_and_go() -> None:
        while not over.is_set():
            file.rename(aside)
            aside.rename(file)

    thread = threading.Thread(target=come_and_go)
    thread.start()
    found = {(p.place.file, p.code) for _ in range(30) for p in read(rules).problems}
    over.set()
    thread.join()

    # What it holds may be missing altogether, or be missing where it is referred to.
    assert found <= {("rules/safety/skin.yaml", "R17"), ("rules/cases/plain.yaml", "R18")}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"- a\n" * 2_500_000, "R17"),
        (b"[" * 10_000, "R17"),
        (b"a: &a [lol]\nb: [*a, *a]\n", "R03"),
        (b"- id: caf\xe9\n", "R17"),
        (b"- id: a\0b\n", "R17"),
    ],
    ids=["10 MB", "10,000 levels", "aliases", "not UTF-8", "NUL"],
)
def test_check_names_a_hostile_file_and_ends(rules: Path, content: bytes, code: str) -> None:
    (rules / "safety" / "skin.yaml").write_bytes(content)

    result = run("check", str(rules))

    assert result.exit_code == 1
    assert result.output.startswith("rules/safety/skin.yaml:1:")
    assert f"[{code} " in result.output
    assert result.output.splitlines()[-1] == "The rulebook does not read: 1 error"


@pytest.mark.thorough
def test_what_keeps_rules_from_being_served_is_proved_before_time_runs_out(rules: Path) -> None:
    add_rules(rules, 1_500)

    result = run("check", str(rules), "--seconds", "3")

    table = [line for line in result.output.splitlines() if re.match(r"V\d\d [a-z]", line)]
    proved = {line[:3] for line in table if "not proved" not in line}
    assert {"V06", "V07", "V09", "V10"} <= proved
    assert [line[:3] for line in table] == sorted(line[:3] for line in table)
