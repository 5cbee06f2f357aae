"""The commit hook and the workflow: errors stop, a looser change is told and does not stop."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.conftest import ROOT
from tests.copies import english_rules

QUIZ = f"""\
#!{sys.executable}
import sys
sys.path.insert(0, {str(ROOT)!r})
from quiz.web.commands import main
main()
"""
INSTALLS = re.compile(r"\$\(INSTALL\)|pip install")
WHO = ("-c", "user.name=A", "-c", "user.email=a@example.org")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with the real rules, committed, and the hook switched on."""
    english_rules(tmp_path)
    shutil.copytree(ROOT / "hooks", tmp_path / "hooks")
    quiz = tmp_path / ".venv" / "bin" / "quiz"
    quiz.parent.mkdir(parents=True)
    quiz.write_text(QUIZ, encoding="utf-8")
    quiz.chmod(0o755)
    (tmp_path / ".gitignore").write_text(".venv\n", encoding="utf-8")
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message=first")
    git(tmp_path, "config", "core.hooksPath", "hooks")
    git(tmp_path, "update-ref", "refs/remotes/origin/main", "HEAD")
    return tmp_path


def run(folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {name: one for name, one in os.environ.items() if not name.startswith("GIT_")}
    return subprocess.run(
        words, cwd=folder, env=environment | {"QUIZ_RULES": "rules"} | more, text=True,
        capture_output=True, check=False,
    )  # fmt: skip


def git(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return run(folder, "git", *WHO, *words)


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def loosen(project: Path) -> None:
    """Allow one caution more, and take out the cases that say otherwise.

    The other cases stay: without them the check that cases decide every rule takes half a minute.
    """
    edit(project / "rules/rulebook.yaml", "cautions_allowed: 2", "cautions_allowed: 3")
    for name in ("cautions", "combination", "contract"):
        (project / f"rules/cases/{name}.yaml").unlink()


def test_the_hook_refuses_rules_with_errors(project: Path) -> None:
    edit(project / "rules/safety/health.yaml", "effect: wait", "effect: wiat")
    result = git(project, "commit", "--all", "--message=slip")

    assert result.returncode == 1
    assert 'did you mean "wait"?' in result.stdout + result.stderr
    assert "Nothing was committed" in result.stderr


def test_the_hook_tells_of_a_looser_change_and_lets_it_through(project: Path) -> None:
    loosen(project)
    result = git(project, "commit", "--all", "--message=looser")

    assert result.returncode == 0, result.stdout + result.stderr
    assert "LOOSER: Somebody is let through" in result.stdout + result.stderr
    assert "Read this before you push" in result.stderr


def test_the_hook_has_nothing_to_say_of_other_changes(project: Path) -> None:
    (project / "notes.txt").write_text("x", encoding="utf-8")
    git(project, "add", "notes.txt")
    result = git(project, "commit", "--message=notes")

    assert result.returncode == 0
    assert "sets of answers" not in result.stdout + result.stderr


def difference_step() -> str:
    workflow = YAML(typ="safe", pure=True).load(
        (ROOT / ".github/workflows/rules.yml").read_text(encoding="utf-8")
    )
    steps = workflow["jobs"]["rules"]["steps"]
    return str(next(one["run"] for one in steps if "diff" in one.get("run", "")))


def shown_in_summary(project: Path) -> tuple[int, str, str]:
    summary = project / "summary.md"
    done = run(
        project, "bash", "-e", "-c", difference_step(),
        BASE="origin/main:rules", GITHUB_STEP_SUMMARY=str(summary),
    )  # fmt: skip
    return done.returncode, done.stdout, summary.read_text(encoding="utf-8")


def test_the_workflow_posts_what_a_change_does(project: Path) -> None:
    loosen(project)
    status, printed, summary = shown_in_summary(project)

    assert status == 0
    assert "::warning title=Rules::Somebody is let through" in printed
    assert summary.startswith("### What this change of the rules does to patients: looser")


def test_the_workflow_posts_that_nothing_changed(project: Path) -> None:
    status, printed, summary = shown_in_summary(project)

    assert (status, printed) == (0, "")
    assert "Nobody gets another outcome" in summary or "equal" in summary


def test_the_workflow_fails_where_the_rules_do_not_read(project: Path) -> None:
    edit(project / "rules/safety/health.yaml", "effect: wait", "effect: wiat")

    assert shown_in_summary(project)[0] == 1


@pytest.mark.parametrize("target", [".venv/test", "test"])
def test_the_targets_that_the_workflow_makes_exist(target: str) -> None:
    assert f"\n{target}: " in (ROOT / "Makefile").read_text(encoding="utf-8")
    assert f"make {target}" in (ROOT / ".github/workflows/rules.yml").read_text(encoding="utf-8")


def test_nothing_is_installed_by_name_alone() -> None:
    """Each line of the Makefile that installs takes what is locked with hashes."""
    lines = (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()
    installing = [one for one in lines if one.startswith("\t") and INSTALLS.search(one)]

    assert len(installing) == 5
    assert [one for one in installing if "--require-hashes" not in one] == []
