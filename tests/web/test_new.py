"""`quiz new`: skeletons in the right place, whose blanks `quiz check` names and nothing else."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from quiz.reading import read
from tests.conftest import ROOT
from tests.web.test_commands import run

TINY = ROOT / "tests" / "rulebooks" / "tiny"


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)  # places are shown from here
    return Path(shutil.copytree(TINY, tmp_path / "rules"))


def problems(rules: Path) -> list[str]:
    return [f"{p.place.file}:{p.place.line} {p.code}" for p in read(rules).problems]


def test_a_new_rule_stands_at_the_end_and_what_was_there_is_as_it_was(rules: Path) -> None:
    file = rules / "safety" / "skin.yaml"
    before = file.read_bytes()

    result = run("new", "rule", "safety/skin", "Itchy skin", rules=rules)

    after = file.read_bytes()
    line = before.count(b"\n") + 2
    assert result.exit_code == 0, result.output
    assert after.startswith(before + b"\n- id: itchy-skin\n  when: {skin: itchy_skin}\n")
    assert f"safety/skin.yaml, from line {line}\n" in result.output
    assert "There is no option itchy_skin in skin yet: add it in" in result.output


def test_check_names_what_must_be_decided_of_a_new_rule_and_nothing_else(rules: Path) -> None:
    run("new", "rule", "safety/skin", "itchy", rules=rules)
    text = (rules / "safety/skin.yaml").read_text(encoding="utf-8")
    first = text.splitlines().index("- id: itchy") + 1

    assert problems(rules) == [
        f"rules/safety/skin.yaml:{first + 1} R07",
        f"rules/safety/skin.yaml:{first + 3} R14",
        f"rules/safety/skin.yaml:{first + 4} R14",
        f"rules/safety/skin.yaml:{first + 5} R06",
    ]


@pytest.mark.parametrize(
    ("file", "id", "kind"),
    [
        ("safety/you", "raw", "rules"),
        ("requirements", "never-with-raw", "requirements"),
        ("not_covered", "lines", "not_covered"),
    ],
)
def test_once_the_blanks_are_filled_it_is_part_of_the_rulebook(
    rules: Path, file: str, id: str, kind: str
) -> None:
    assert run("new", "rule", file, id, rules=rules).exit_code == 0
    path = rules / f"{file}.yaml"
    text = re.sub(r"(because|clinician): #.*", r"\1: Said.", path.read_text(encoding="utf-8"))
    text = re.sub(r"sources: \[\] #.*", "sources: [TRIAL-1]", text)
    text = re.sub(r"\{\w+: raw\}", "{skin: scar}", text)
    path.write_text(text, encoding="utf-8")
    reading = read(rules)

    assert reading.problems == ()
    assert reading.rulebook
    assert getattr(reading.rulebook, kind)[-1].id == id


def test_a_requirement_asks_what_the_rule_of_its_name_asks(rules: Path) -> None:
    result = run("new", "rule", "requirements", "never-with-tattoo", rules=rules)

    assert "  if: {skin: tattoo}\n  never: [filling, rolling]\n" in result.output
    assert problems(rules)[0].endswith("R14")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("rule", "safety/skin", "rash"), 'the id "rash" is already taken at rules/safety/skin'),
        (("rule", "safety/skin", "lines-face"), "is already taken at rules/treatments/rolling"),
        (("rule", "requirements", "never-for-minors"), "is already taken at rules/requirements"),
        (("case", "plain", "fat-only"), "is already taken at rules/cases/whole.yaml"),
        (("clinic", "one"), "there is a clinic"),
        (("rule", "safety/skni", "x"), 'did you mean "safety/skin"?'),
        (("rule", "treatments/rolling", "x"), "it is one of: requirements, not_covered, safety/"),
        (("rule", "../../etc/passwd", "x"), "there is no file"),
        (("rule", "safety/skin", "?"), "cannot be an id"),
        (("clinic", "../x/"), ""),
    ],
)
def test_what_cannot_be_added_changes_nothing_and_says_why(
    rules: Path, words: tuple[str, ...], says: str
) -> None:
    before = {path: path.read_bytes() for path in rules.rglob("*") if path.is_file()}

    result = run("new", *words, rules=rules)

    assert says in result.output
    if says:
        assert result.exit_code == 1
        assert {p: p.read_bytes() for p in rules.rglob("*") if p.is_file()} == before
    assert {path.parent for path in rules.rglob("*.yaml")} == {
        path.parent for path in before if path.suffix == ".yaml"
    }


@pytest.mark.parametrize("ending", ["", "\n", "\n# the last word\n", "\r\n"])
def test_a_file_may_end_as_it_likes(rules: Path, ending: str) -> None:
    path = rules / "requirements.yaml"
    newline = "\r\n" if ending == "\r\n" else "\n"
    text = path.read_text(encoding="utf-8").rstrip() + ending
    path.write_bytes(text.replace("\r\n", "\n").replace("\n", newline).encode())

    assert run("new", "rule", "requirements", "never-with-rash", rules=rules).exit_code == 0
    assert path.read_bytes().startswith(text.replace("\r\n", "\n").replace("\n", newline).encode())
    assert len(problems(rules)) == 1
    assert (b"\r\n" in path.read_bytes()) == (newline == "\r\n")
    assert path.read_bytes().count(b"\r\n") in (0, path.read_bytes().count(b"\n"))


def test_a_file_whose_list_is_not_at_its_end_is_left_alone(rules: Path) -> None:
    path = rules / "cases" / "plain.yaml"
    start, cases = path.read_text(encoding="utf-8").split("cases:\n")
    path.write_text("cases:\n" + cases + start, encoding="utf-8")
    before = path.read_bytes()
    result = run("new", "case", "plain", "another", rules=rules)

    assert result.exit_code == 1
    assert "add this by hand" in result.output
    assert path.read_bytes() == before


def test_a_case_of_a_rule_is_about_who_it_fires_for(rules: Path) -> None:
    result = run("new", "case", "plain", "rash", rules=rules)

    text = (rules / "cases" / "plain.yaml").read_text(encoding="utf-8")
    assert result.exit_code == 0, result.output
    assert text.endswith("    outcome: see_specialist\n    decided_by: [rash]\n")
    assert [problem.split()[1] for problem in problems(rules)] == ["R14"]

    path = rules / "cases" / "plain.yaml"
    path.write_text(re.sub(r"because: #.*", "because: yes", text), encoding="utf-8")
    assert 'case "rash"' not in run("check", str(rules), "--only", "V00").output


def test_a_case_of_no_rule_is_left_blank(rules: Path) -> None:
    run("new", "case", "plain", "another", rules=rules)

    assert [problem.split()[1] for problem in problems(rules)] == ["R14", "R13"]


def test_a_clinic_reads_at_once(rules: Path) -> None:
    result = run("new", "clinic", "North Street", rules=rules)

    assert result.exit_code == 0
    assert read(rules).clinics["north-street"].name == "North street"
    assert read(rules).problems == ()


def test_new_files_tell_editors_what_they_hold(tmp_path: Path) -> None:
    shutil.copytree(TINY, tmp_path / "rules")
    shutil.copytree(ROOT / "static" / "schemas", tmp_path / "static" / "schemas")
    run("new", "clinic", "north", rules=tmp_path / "rules")

    assert (
        (tmp_path / "rules/clinics/north.yaml")
        .read_text(encoding="utf-8")
        .startswith("# yaml-language-server: $schema=../../static/schemas/clinics.json\n")
    )


def test_the_missing_cases_notice_every_slip(rules: Path) -> None:
    shutil.rmtree(rules / "cases")
    (rules / "cases").mkdir()
    file = rules / "cases" / "proposed.yaml"
    survivors = run("check", str(rules), "--only", "V16").output.count("[V16 ")

    result = run("new", "case", "--missing", "--write", str(file), rules=rules)
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"because: #.*", "because: it is right", text), encoding="utf-8")

    proposed = text.count("  - id:")
    assert result.exit_code == 0, result.output
    assert 0 < proposed < survivors
    assert [problem for problem in problems(rules) if "R14" in problem] == []
    assert "[V" not in run("check", str(rules), "--only", "V00", "--only", "V16").output
    assert "Nothing is missing" in run("new", "case", "--missing", rules=rules).output


def test_missing_cases_are_printed_to_be_judged_and_added_to_a_file_that_is_there(
    rules: Path,
) -> None:
    file = rules / "cases" / "plain.yaml"
    before = file.read_text(encoding="utf-8")
    printed = run("new", "case", "--missing", rules=rules).output
    run("new", "case", "--missing", "--write", str(file), rules=rules)
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"because: #.*", "because: it is right", text), encoding="utf-8")

    assert "notices if" in printed
    assert text.startswith(before)
    assert "[V16" not in run("check", str(rules), "--only", "V00", "--only", "V16").output
