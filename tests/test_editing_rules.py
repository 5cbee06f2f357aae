"""docs/editing-rules.md: what it tells to type exists, and what it shows is what one then sees."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import click
import pytest

from quiz.web.commands import main
from tests.conftest import ROOT
from tests.copies import english_rules
from tests.web.test_commands import run

PAGE = (ROOT / "docs" / "editing-rules.md").read_text(encoding="utf-8")
SHELL = [
    line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()
]
QUIZ = [line.removeprefix(".venv/bin/") for line in SHELL if line.startswith(".venv/bin/quiz ")]
QUIZ += re.findall(r"`(?:\.venv/bin/)?(quiz [^`]+)`", PAGE)
QUIZ += re.findall(r"^  \d\. .*(quiz .*)$", PAGE, re.MULTILINE)


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The real rules in a folder of their own, as somebody sees them who edits them."""
    monkeypatch.chdir(tmp_path)
    english_rules(tmp_path)
    return Path("rules")


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def told(line: str) -> bool:
    """Say whether the page shows a line; numbers move with every rule, so they do not count."""
    return re.sub(r"\d[\d,]*", "0", line) in re.sub(r"\d[\d,]*", "0", PAGE)


def in_page(start: str) -> str:
    """Return the block of YAML on the page that starts so."""
    blocks: list[str] = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    return next(block for block in blocks if block.startswith(start))


@pytest.mark.parametrize("line", sorted(set(QUIZ)))
def test_every_command_exists_with_its_options(line: str) -> None:
    command: click.Command | None = main
    words = line.split()[1:]
    with click.Context(main) as context:
        while isinstance(command, click.Group) and words:
            command = command.get_command(context, words.pop(0))
    assert command, line
    known = {one for parameter in command.params for one in parameter.opts}

    assert {word for word in words if word.startswith("-")} <= known


def test_every_make_target_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    for target in re.findall(r"^make (\w+)", "\n".join(SHELL), re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_every_file_exists() -> None:
    named = set(re.findall(r"(?<![\w/])(?:rules|docs)/[\w./-]*\w", PAGE))
    named |= {f"docs/{link}" for link in re.findall(r"\]\(([^)#:]+)\)", PAGE)}
    named |= {"CHANGELOG.md", "hooks/pre-commit"}
    named -= {"rules/clinics/north-street.yaml"}  # which the reader of the page makes

    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []
    assert len(named) > 10


def test_a_slip_is_told_as_the_page_shows(rules: Path) -> None:
    edit(rules / "safety/skin-today.yaml", "active_acne", "active_acen")

    for line in run("check", "rules").output.splitlines():
        assert told(line), line


def test_the_contraindication_of_the_page_can_be_added_as_it_says(rules: Path) -> None:
    health = rules / "safety/health.yaml"
    options = rules / "questions/4-your-health.yaml"
    edit(options, "      - id: none\n", in_page("      - id: asthma") + "      - id: none\n")
    written = run("new", "rule", "safety/health", "asthma", rules=rules).output
    assert told(written), written

    for line in run("check", "rules").output.splitlines():
        assert "[R" not in line or told(line), line

    skeleton = written.split("\n\n")[1] + "\n"
    edit(health, skeleton, in_page("- id: asthma"))
    run("new", "rule", "requirements", "never-with-asthma", rules=rules)
    edit(rules / "requirements.yaml", "because: #", "because: it must be settled first #")
    run("new", "case", "health", "asthma", rules=rules)
    edit(rules / "cases/health.yaml", "because: #", "because: it is settled first #")

    output = run("check", "rules").output
    warning = next(line for line in output.splitlines() if "[V" in line)
    assert told(warning), warning
    assert output.count("[V") == 1

    run("new", "case", "--missing", "--write", "rules/cases/health.yaml", rules=rules)
    edit(rules / "cases/health.yaml", "because: #", "because: the same for injections #")
    assert run("check", "rules").output.endswith(": no problems\n")

    edit(rules / "evidence.yaml", "- id: SKINPEN\n", in_page("- id: ASTHMA") + "- id: SKINPEN\n")
    unsourced = "  sources: []\n  unsourced: No source was read for this.\n"
    text = health.read_text(encoding="utf-8")
    health.write_text(in_page("  sources:").join(text.rsplit(unsourced, 1)), encoding="utf-8")
    assert run("check", "rules").output.endswith(": no problems\n")


def test_a_counterexample_reads_as_the_page_shows(rules: Path) -> None:
    file = rules / "safety/health.yaml"
    text = file.read_text(encoding="utf-8")
    rule = re.search(r"- id: pregnant\n(?:  .*\n)+", text)
    assert rule
    changed = re.sub(r"  (until|offer): .*\n", "", rule[0]).replace("effect: wait", "effect: note")
    file.write_text(text.replace(rule[0], changed), encoding="utf-8")

    found = [
        line for line in run("check", "rules", "--only", "V07").output.splitlines() if "[V" in line
    ]
    assert any(told(line) for line in found), found


def test_a_retired_rule_is_told_where_cases_speak_of_it(rules: Path) -> None:
    file = rules / "safety/health.yaml"
    text = re.sub(r"- id: epilepsy\n(  .*\n)+\n?", "", file.read_text(encoding="utf-8"))
    file.write_text(text, encoding="utf-8")

    lines = run("check", "rules").output.splitlines()
    shown = [line for line in lines if "no rule" in line and told(line)]
    assert shown


def test_the_clinic_of_the_page_reads_and_the_line_on_its_colours_is_what_one_sees(
    rules: Path,
) -> None:
    file = rules / "clinics" / "north-street.yaml"
    file.write_text(in_page("name:") + in_page("minimum_age:"), encoding="utf-8")
    fine = run("check", "rules", "--only", "V19")
    edit(file, "#7a1f5c", "#c98bb4")
    lines = run("check", "rules", "--only", "V19").output.splitlines()

    assert fine.exit_code == 0, fine.output
    assert [told(line) for line in lines if "[R24" in line] == [True]


def test_the_hook_is_a_script_that_the_shell_understands() -> None:
    hook = ROOT / "hooks" / "pre-commit"

    assert hook.stat().st_mode & 0o111
    assert subprocess.run(["/bin/sh", "-n", str(hook)], check=False).returncode == 0
