"""`quiz translations`: every text that people read gets to the translators, and none is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quiz.reading import read
from quiz.web.commands import main
from quiz.web.extracting import template
from tests.conftest import ROOT
from tests.languages import TINY, in_languages
from tests.reading.test_catalogues import spoil


def run(rules: Path, *languages: str) -> Result:
    return CliRunner().invoke(main, ["translations", "--rules", str(rules), *languages])


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return shutil.copytree(TINY, tmp_path / "rules")


def contents(rules: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in (rules / "translations").iterdir()}


def test_the_template_in_the_repository_is_fresh() -> None:
    rulebook = read(ROOT / "rules", cases=False, translations=False).rulebook
    assert rulebook
    written = (ROOT / "rules" / "translations" / "messages.pot").read_bytes()

    assert written == template(rulebook), "run make translations"


def test_a_language_is_begun_with_every_text(copied: Path) -> None:
    result = run(copied, "fr", "pt-BR")

    assert result.exit_code == 0, result.output
    found = contents(copied)
    assert set(found) == {"messages.pot", "fr.po", "pt-BR.po"}
    for text in (
        'msgid "Where?"\n',  # a rule file
        'msgid "Skip to the content"\n',  # a template
        'msgid "Page not found"\n',  # Python, marked
        'msgid "Because of: {answers}"\n',  # Python, said
        'msgid "{number} day"\nmsgid_plural "{number} days"\n',  # Python, counted
    ):
        assert all(text in catalogue for catalogue in found.values())
    total = found["messages.pot"].count("\nmsgid ") - 1
    assert f"fr.po: {total} of {total} texts to translate" in result.output


def test_a_catalogue_says_who_has_not_checked_it(copied: Path) -> None:
    run(copied, "ur")

    first = contents(copied)["ur.po"].splitlines()[0]
    assert first.startswith("# Urdu.")
    assert "no clinician" in first


def test_a_text_says_where_it_stands_but_in_no_line(copied: Path) -> None:
    run(copied, "fr")

    assert '#: rules/questions/2-you.yaml\nmsgid "Where?"\n' in contents(copied)["fr.po"]


def test_nothing_changes_without_a_change(tmp_path: Path) -> None:
    rules = in_languages(tmp_path)
    run(rules)
    before = contents(rules)
    result = run(rules)

    assert contents(rules) == before
    assert "fr.po: 0 of" in result.output
    assert read(rules).rulebook


def test_a_changed_text_is_new_and_the_old_one_goes(tmp_path: Path) -> None:
    rules = in_languages(tmp_path)
    spoil(rules / "questions/2-you.yaml", "text: Where?", "text: Where is it?")
    result = run(rules)

    french = contents(rules)["fr.po"]
    assert 'msgid "Where is it?"\nmsgstr ""\n' in french
    assert "Où ?" not in french
    assert 'msgstr "Rouleau"\n' in french
    assert "fuzzy" not in french
    assert "fr.po: 1 of" in result.output


def test_what_a_translator_noted_stays(tmp_path: Path) -> None:
    rules = in_languages(tmp_path)
    spoil(rules / "translations/fr.po", 'msgstr "Rouleau"', 'msgstr "Rouleau à aiguilles"')
    file = rules / "translations/fr.po"
    file.write_text(f"# Mme Exemple a tout lu.\n{file.read_text('utf-8')}", encoding="utf-8")
    run(rules)

    french = contents(rules)["fr.po"]
    assert french.startswith("# Mme Exemple a tout lu.\n")
    assert 'msgstr "Rouleau à aiguilles"' in french


@pytest.mark.parametrize("tag", ["en", "xx", "french", "../fr"])
def test_what_is_no_other_language_is_refused(copied: Path, tag: str) -> None:
    assert run(copied, tag).exit_code == 2
    assert not (copied / "translations").exists()


def test_what_cannot_be_read_is_left_as_it_is(tmp_path: Path) -> None:
    rules = in_languages(tmp_path)
    (rules / "translations/fr.po").write_text("nothing of gettext's\n", encoding="utf-8")
    result = run(rules)

    assert result.exit_code == 1
    assert "fr.po" in result.output
    assert contents(rules)["fr.po"] == "nothing of gettext's\n"


def test_rules_that_do_not_read_are_told(copied: Path) -> None:
    (copied / "evidence.yaml").unlink()
    result = run(copied, "fr")

    assert result.exit_code == 1
    assert "[R17 unreadable]" in result.output
