from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quiz.model import Rulebook
from quiz.web.commands import main
from tests.conftest import ROOT
from tests.copies import english_rules
from tests.languages import ANSWERS, in_languages
from tests.people import Fields

RULES = ROOT / "rules"


def run(*words: str, sent: str | bytes = "", rules: Path = RULES) -> Result:
    return CliRunner().invoke(main, words, input=sent, env={"QUIZ_RULES": str(rules)})


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The real rules, to be spoilt."""
    return english_rules(tmp_path)


def spoil(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_recommend_says_in_words_what_and_why(plain_fields: Fields, rulebook: Rulebook) -> None:
    result = run("recommend", sent=json.dumps(plain_fields | {"skin_today": ["spreading_redness"]}))

    words = " ".join(result.output.split())
    assert result.exit_code == 0
    assert rulebook.facts["urgency-same-day"].upper() in words
    assert rulebook.facts["outcome-see-specialist"] in words
    assert "Why not" in words
    assert "[spreading-redness]" in words
    assert rulebook.fingerprint in words


def test_recommend_answers_in_the_language_that_it_is_asked_for(tmp_path: Path) -> None:
    rules, answers = in_languages(tmp_path), json.dumps(ANSWERS)

    french = run("recommend", "--lang", "fr", "--json", sent=answers, rules=rules)
    assert json.loads(french.output)["language"] == "fr"
    in_words = run("recommend", "--lang", "fr", sent=answers, rules=rules).output
    assert in_words.startswith("ROULEAU\n")
    assert "\nfr·What studies did\n" in in_words
    wrong = run("recommend", "--lang", "fr", sent="{}", rules=rules)
    assert "fr·Select what you want most" in wrong.stderr
    unknown = run("recommend", "--lang", "de", sent=answers, rules=rules)
    assert unknown.exit_code == 2
    assert "there is only en, fr, ur" in unknown.stderr


def test_recommend_reads_a_file_or_standard_input(plain_fields: Fields, tmp_path: Path) -> None:
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(plain_fields), encoding="utf-8")

    outputs = {
        run("recommend", "--json", str(file)).output,
        run("recommend", "--json", sent=json.dumps(plain_fields)).output,
        run("recommend", "--json", "-", sent=json.dumps(plain_fields)).output,
    }
    assert [json.loads(output)["outcome"] for output in outputs] == ["microneedling"]


def test_bad_answers_are_named_on_standard_error(plain_fields: Fields) -> None:
    result = run("recommend", sent=json.dumps(plain_fields | {"age": 0, "area": "zq7-secret"}))

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines()[1] == "age: Enter your age, from 1 to 120"
    assert "zq7-secret" not in result.output


def test_bad_answers_are_an_object_where_an_object_is_asked_for(plain_fields: Fields) -> None:
    result = run("recommend", "--json", sent=json.dumps(plain_fields | {"age": 0}))

    assert result.exit_code == 1
    assert [error["question"] for error in json.loads(result.stdout)["errors"]] == ["age"]


def test_lines_go_on_after_a_bad_one(plain_fields: Fields) -> None:
    good = json.dumps(plain_fields).encode()
    result = run("recommend", "--lines", sent=b"\n".join([good, b"{", b"", b"\xff", good]) + b"\n")

    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert ["outcome" in one for one in found] == [True, False, False, False, True]
    assert [e["code"] for one in found for e in one.get("errors", [])] == ["not_an_object"] * 3


def test_lines_that_are_all_fine_end_well(plain_fields: Fields) -> None:
    assert run("recommend", "--lines", sent=json.dumps(plain_fields)).exit_code == 0


def test_wrong_usage_ends_with_2(plain_fields: Fields, tmp_path: Path) -> None:
    text = json.dumps(plain_fields)

    assert run("recommend", "--clinic", "nowhere", sent=text).exit_code == 2
    assert run("recommend", str(tmp_path / "nothing.json")).exit_code == 2
    assert run("serve", "--port", "0").exit_code == 2
    assert run("leeches").exit_code == 2


def test_a_known_clinic_may_be_named(plain_fields: Fields) -> None:
    assert run("recommend", "--clinic", "demo", sent=json.dumps(plain_fields)).exit_code == 0


def test_check_counts_what_it_found_to_be_fine(rulebook: Rulebook) -> None:
    result = run("check")

    assert result.exit_code == 0, result.output
    assert f"\n{len(rulebook.rules)} rules, {len(rulebook.suits)} suits, " in result.output
    assert " cases, checked for every one of " in result.output
    assert result.output.endswith(" sets of answers: no problems\n")


def test_check_takes_a_folder_and_names_every_mistake_in_it(copied: Path) -> None:
    spoil(copied / "safety" / "skin-today.yaml", "active_acne", "active_acen")
    spoil(copied / "not_covered.yaml", "because:", "becuase:")

    result = run("check", str(copied))

    assert result.exit_code == 1
    assert '"active_acen"' in result.output
    assert '"becuase"' in result.output
    assert result.output.splitlines()[-1] == "The rulebook does not read: 2 errors"


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        ("outcome: microneedling", "outcome: mesotherapy", "expected mesotherapy, got micro"),
        ("decided_by: [fine-lines-face]", "decided_by: [dull-skin]", "dull-skin did not decide"),
        ("answers: {}", "mentions: [active-acne]\n    answers: {}", "active-acne did not fire"),
        (
            "outcome: microneedling",
            "outcome: see_specialist\n    urgency: soon",
            "expected urgency soon, got none",
        ),
    ],
)
def test_a_case_that_does_not_come_out_is_a_problem_at_its_place(
    copied: Path, old: str, new: str, difference: str
) -> None:
    file = copied / "cases" / "contract.yaml"
    spoil(file, old, new)
    line = file.read_text(encoding="utf-8").splitlines().index("  - id: plain") + 1

    result = run("check", str(copied))

    problems = [text for text in result.output.splitlines() if "[V00 failing-case]" in text]
    assert result.exit_code == 1
    assert all(problem.startswith(f"{file}:{line}:") for problem in problems)
    assert all('case "plain"' in problem for problem in problems)
    assert any(difference in problem for problem in problems)


@pytest.mark.parametrize("command", ["recommend", "serve"])
def test_rules_that_do_not_read_are_never_used_and_all_of_why_is_said(
    copied: Path, command: str
) -> None:
    spoil(copied / "safety" / "skin-today.yaml", "active_acne", "active_acen")
    spoil(copied / "not_covered.yaml", "because:", "becuase:")

    result = run(command, rules=copied)

    assert (result.exit_code, result.stdout) == (1, "")
    assert "active_acen" in result.stderr
    assert "becuase" in result.stderr


def test_a_case_with_a_problem_of_its_own_is_not_run(copied: Path) -> None:
    spoil(copied / "cases" / "contract.yaml", "answers: {}", "answers: {age: 0}")

    result = run("check", "--only", "V00", str(copied))

    assert result.exit_code == 1
    assert result.output.count("contract.yaml:") == 1
    assert "age goes from 1 to 120" in result.output
