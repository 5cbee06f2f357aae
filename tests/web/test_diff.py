from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quiz.web.commands import main
from tests.checks.edits import A_LIST_NOW, EDITS
from tests.checks.pairs import Edited, edited
from tests.checks.test_difference import COLD_SORES, ECZEMA, RULES, TINY

WORDS = ("safety/skin-today.yaml", "eczema is irritated skin.", "eczema | is <b>one</b>.")
YOUNGER, OLDER = (EDITS[name][0][0] for name in ("a younger age", "an older age"))
WHO = "Your skin today: Eczema or dermatitis (dry, itchy, inflamed skin); all else ordinary"


def diff(*words: str | Path, rules: Path = RULES) -> Result:
    return CliRunner().invoke(main, ["diff", *map(str, words)], env={"QUIZ_RULES": str(rules)})


@pytest.mark.parametrize(
    ("changes", "code", "first"),
    [
        ((), 0, "EQUAL: Nobody gets another outcome."),
        ((WORDS,), 0, "EQUAL: Nobody gets another outcome."),
        ((COLD_SORES,), 0, "STRICTER: Somebody is stopped"),
        ((ECZEMA,), 3, "LOOSER: Somebody is let through"),
        ((ECZEMA, COLD_SORES), 3, "MIXED: Somebody is let through"),
    ],
)
def test_the_exit_code_says_whether_somebody_is_let_through(
    tmp_path: Path, changes: tuple[Edited, ...], code: int, first: str
) -> None:
    result = diff(RULES, edited(RULES, tmp_path, *changes))

    assert result.exit_code == code, result.output
    assert result.stdout.startswith(first)


def test_text_says_who_which_rule_and_which_texts(tmp_path: Path) -> None:
    output = diff(RULES, edited(RULES, tmp_path, ECZEMA)).stdout

    assert "\nmicroneedling: looser\n  looser for " in output
    assert f"for example: {WHO}\n" in output
    assert "  rule eczema changed: effect: wait for " in output
    assert "\nTexts\n  rule eczema, until\n    - the skin in this area is clear\n" in output


def test_new_is_the_rules_folder_unless_it_is_named(tmp_path: Path) -> None:
    assert diff(RULES, rules=edited(RULES, tmp_path, ECZEMA)).exit_code == 3
    assert diff(RULES).exit_code == 0


def test_new_rules_that_break_a_requirement_are_called_unsafe(tmp_path: Path) -> None:
    folder = edited(RULES, tmp_path, ECZEMA)

    assert "NEW IS NOT SAFE" in diff(RULES, folder).stdout
    assert "would not be served" in diff(RULES, folder, "--format", "markdown").stdout
    assert "NEW IS NOT SAFE" not in diff(RULES, RULES).stdout


def test_json_holds_exact_counts(tmp_path: Path) -> None:
    result = diff(RULES, edited(RULES, tmp_path, ECZEMA), "--format", "json")

    found = json.loads(result.stdout)
    assert (result.exit_code, found["direction"]) == (3, "looser")
    assert found["compared"] > 10**27
    assert {one["before"] for one in found["outcomes"]} == {"see_specialist"}
    assert all(one["group"]["count"] > 0 for one in found["outcomes"])
    assert [rule["id"] for rule in found["rules"]] == ["eczema"]
    assert any("V07" in problem for problem in found["unsafe"])


def test_markdown_is_a_table_with_the_rest_folded(tmp_path: Path) -> None:
    output = diff(RULES, edited(RULES, tmp_path, ECZEMA, WORDS), "--format", "markdown").stdout

    rows = [line for line in output.splitlines() if line.startswith("|")]
    assert any("see\\_specialist | microneedling | looser" in row and WHO in row for row in rows)
    assert output.count("<details>") == output.count("</details>") == 2
    assert "<summary>1 changed rule</summary>" in output
    assert "eczema \\| is &lt;b&gt;one&lt;/b&gt;." in output
    assert "<b>" not in output


def test_a_side_that_does_not_read_is_printed_with_all_its_problems(tmp_path: Path) -> None:
    misspelt = (ECZEMA[0], "skin_today: eczema", "skin_today: eczmea")
    broken = edited(RULES, tmp_path, misspelt)

    for sides in ((broken, RULES), (RULES, broken)):
        result = diff(*sides)
        assert (result.exit_code, result.stdout) == (1, "")
        assert f"{broken} does not read:" in result.stderr
        assert 'no option "eczmea"' in result.stderr


def test_rulebooks_that_nobody_can_answer_both_of_cannot_be_compared(tmp_path: Path) -> None:
    result = diff(TINY, edited(TINY, tmp_path, *A_LIST_NOW))

    assert (result.exit_code, result.stdout) == (1, "")
    assert "These two cannot be compared: needles was answered by one" in result.stderr


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three commits: the rules, then one loosened, then some hidden from archives."""
    root = tmp_path / "repository"
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    shutil.copytree(TINY, root / "rules")
    git(root, "init", "--quiet")
    commit(root, "first")
    spoil(root / "rules", YOUNGER)
    commit(root, "second")
    (root / ".gitattributes").write_text("rules/safety/*.yaml export-ignore\n", encoding="utf-8")
    commit(root, "third")
    monkeypatch.chdir(root)
    return root / "rules"


def test_revisions_are_compared_with_each_other_and_with_the_folder(repository: Path) -> None:
    assert diff("HEAD~2", "HEAD~1", rules=repository).exit_code == 3
    assert diff("HEAD~1", "HEAD", rules=repository).exit_code == 0
    assert diff("HEAD~2", rules=repository).exit_code == 3
    assert diff("HEAD", rules=repository).exit_code == 0

    back = diff("HEAD", "HEAD~2:rules", rules=repository)
    assert (back.exit_code, back.stdout.split(":")[0]) == (0, "STRICTER")


def test_a_change_that_is_not_committed_counts(repository: Path) -> None:
    spoil(repository, OLDER)

    assert diff("HEAD", rules=repository).stdout.startswith("STRICTER")


def test_problems_of_a_revision_are_named_as_they_stand_in_it(repository: Path) -> None:
    spoil(repository, ("safety/skin.yaml", "{skin: infection}", "{skin: infectoin}"))
    commit(repository.parent, "misspelt")

    result = diff("HEAD~1", "HEAD", rules=repository)

    assert result.exit_code == 1
    assert result.stderr.startswith("HEAD does not read:\n  rules/safety/skin.yaml:3:")


def test_revisions_work_from_a_folder_below(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository / "safety")

    assert diff("HEAD~2", "HEAD", rules=repository).exit_code == 3


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["nothing-of-the-kind"], "no folder and no revision"),
        (["HEAD:rules/evidence.yaml"], "there is no folder HEAD:rules/evidence.yaml"),
        (["HEAD:elsewhere"], "there is no folder HEAD:elsewhere"),
        (["--", "--output=stolen"], "no folder and no revision"),
        (["HEAD", "nowhere"], "Invalid value for NEW"),
        ([], "Missing argument"),
        (["HEAD", "HEAD", "--format", "poem"], "--format"),
    ],
)
def test_wrong_usage_ends_with_2(repository: Path, words: list[str], says: str) -> None:
    result = diff(*words, rules=repository)

    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr
    assert not list(repository.parent.glob("stolen*"))


def test_a_link_in_a_revision_is_refused(repository: Path) -> None:
    os.symlink("/etc/hostname", repository / "safety" / "z.yaml")  # noqa: PTH211 - not resolved
    commit(repository.parent, "a link")

    result = diff("HEAD", TINY, rules=repository)

    assert result.exit_code == 2
    assert "safety/z.yaml" in result.stderr


def test_outside_a_repository_only_folders_can_be_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)

    assert diff("HEAD").exit_code == 2
    assert diff(TINY, rules=TINY).exit_code == 0


def spoil(folder: Path, change: Edited) -> None:
    file, old, new = change
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def commit(root: Path, message: str) -> None:
    git(root, "add", "--all")
    who = ("-c", "user.name=nobody", "-c", "user.email=nobody@example.org")
    git(root, *who, "commit", "--quiet", "--no-verify", "--no-gpg-sign", "-m", message)


def git(root: Path, *words: str) -> None:
    root.mkdir(exist_ok=True)
    subprocess.run(["git", *words], cwd=root, check=True, capture_output=True)  # noqa: S607 - any git


def test_what_takes_longer_than_its_seconds_is_an_error(tmp_path: Path) -> None:
    result = diff(RULES, edited(RULES, tmp_path, COLD_SORES), "--seconds", "0")

    assert result.exit_code == 1
    assert result.stderr == "These two cannot be compared: the time for all proofs was over\n"
    assert not result.stdout
