"""The languages of a rulebook: each is there whole, or the rulebook is not read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from quiz.problems import Problem
from quiz.reading import read
from quiz.translation import texts, translate
from tests.languages import TINY, french, in_languages, urdu

FR, UR = "translations/fr.po", "translations/ur.po"


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return in_languages(tmp_path_factory.mktemp("spoken"))


@pytest.fixture
def copied(spoken: Path, here: Path) -> Path:
    """The rulebook in three languages, to be spoilt; it lies where we are."""
    return shutil.copytree(spoken, here / "rules")


def spoil(file: Path, old: str, new: str) -> int:
    """Replace a text in a file; return the line that it stood in."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, (old, text.count(old))
    file.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def only_problem(rules: Path) -> Problem:
    reading = read(rules)
    assert reading.rulebook is None
    (problem,) = reading.problems
    return problem


def test_a_rulebook_is_read_in_all_of_its_languages(spoken: Path) -> None:
    reading = read(spoken)
    rulebook = reading.rulebook
    assert rulebook, "\n".join(map(str, reading.problems))

    assert rulebook.languages == ("en", "fr", "ur")
    assert rulebook.language == "en"
    assert translate(rulebook, "fr").questions["area"].text == "Où ?"
    other = translate(rulebook, "ur")
    assert [text for text, _ in texts(other)] == [urdu(text) for text, _ in texts(rulebook)]
    assert other.say("Why") == urdu("Why")


def test_a_rulebook_without_languages_needs_no_catalogue() -> None:
    rulebook = read(TINY).rulebook

    assert rulebook
    assert (rulebook.languages, dict(rulebook.catalogues)) == (("en",), {})


def test_a_text_that_waits_in_the_catalogue_is_missing(copied: Path) -> None:
    line = spoil(copied / FR, 'msgid "Where?"\nmsgstr "Où ?"', 'msgid "Where?"\nmsgstr ""')

    assert str(only_problem(copied)) == (
        f'rules/{FR}:{line}:1: no French for "Where?"; translate it in rules/{FR}, '
        "or take fr out of `languages` [R21 untranslated]"
    )


def test_a_text_that_the_catalogue_does_not_know_is_missing_where_it_is_written(
    copied: Path,
) -> None:
    line = spoil(copied / "questions/2-you.yaml", "text: Where?", "text: Where is it?")

    found = read(copied).problems
    assert [problem.code for problem in found] == ["R21", "R21"]
    assert {problem.place.file for problem in found} == {"rules/questions/2-you.yaml"}
    assert all(problem.place.line <= line for problem in found)
    assert {problem.what.split(" for ")[0] for problem in found} == {"no French", "no Urdu"}


def test_a_text_of_the_interface_is_missed_as_well(copied: Path) -> None:
    file = copied / FR
    spoil(file, 'msgid "Page not found"\n', 'msgid "Page missing"\n')

    problem = only_problem(copied)
    assert problem.what == 'no French for "Page not found"'
    assert problem.place.file == "rules/translations/messages.pot"


def test_a_guess_is_no_translation(copied: Path) -> None:
    spoil(copied / FR, 'msgid "Where?"', '#, fuzzy\nmsgid "Where?"')

    assert only_problem(copied).what == 'no French for "Where?"'


def test_a_form_for_many_is_missed(copied: Path) -> None:
    spoil(copied / FR, 'msgstr[1] "{number} jours"', 'msgstr[1] ""')

    assert only_problem(copied).what == 'no French for "{number} day"'


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ("{treatment} is an option.", "La {traitement} est", "{traitement}, {treatment}"),
        ("{treatment} is an option.", "{treatment} {", "{"),
        ("{number} jours", "trois jours", "{number}"),
        ("Rulebook %(version)s", "Version", "%(version)s"),
        ("Rulebook %(version)s", "100 % %(version)s", "%"),
    ],
)
def test_what_is_filled_in_stays_as_it_is(copied: Path, old: str, new: str, names: str) -> None:
    said = old if "jours" in old else french(old)
    spoil(copied / FR, f'"{said}"', f'"{new}"')

    problem = only_problem(copied)
    assert problem.code == "R22"
    assert problem.what.endswith(f": {names}")


@pytest.mark.parametrize(
    "spoilt",
    [
        'msgid "Where?"\nmsgstr Où',
        'msgid "Where?"\nmsgstr "Où',
        "nothing of gettext's\n",
        'msgid ""\nmsgstr "Plural-Forms: nplurals=many; plural=n;\\n"\n',
        'msgid ""\nmsgstr "Language: de\\n"\n',
        'msgid ""\nmsgstr "Language: 1!\\n"\n',
    ],
)
def test_what_is_no_catalogue_of_the_language_is_one_problem(copied: Path, spoilt: str) -> None:
    (copied / FR).write_text(spoilt, encoding="utf-8")

    problem = only_problem(copied)
    assert (problem.code, problem.place.file) == ("R20", f"rules/{FR}")


@pytest.mark.parametrize("file", [FR, "translations/messages.pot"])
def test_a_file_that_is_not_there_is_named(copied: Path, file: str) -> None:
    (copied / file).unlink()

    problem = only_problem(copied)
    assert (problem.code, problem.place.file) == ("R17", f"rules/{file}")


@pytest.mark.parametrize(
    ("languages", "says"),
    [
        ("[en, fr, urdu]", 'no language "urdu"'),
        ("[en, fr, xx]", 'no language "xx"'),
        ("[fr, en]", 'the first language, and only the first, is "en"'),
        ("[]", "at least one item"),
        ("en", "list"),
    ],
)
def test_languages_are_known_and_begin_with_that_of_the_rules(
    copied: Path, languages: str, says: str
) -> None:
    spoil(copied / "rulebook.yaml", "languages: [en, fr, ur]", f"languages: {languages}")

    reading = read(copied)
    assert reading.rulebook is None
    assert {problem.place.file for problem in reading.problems} == {"rules/rulebook.yaml"}
    assert says in str(reading.problems[0])


def test_what_is_no_catalogue_does_not_belong_there(copied: Path) -> None:
    (copied / "translations" / "french.txt").touch()

    problem = only_problem(copied)
    assert (problem.code, problem.place.file) == ("R15", "rules/translations/french.txt")


def test_a_language_that_is_not_offered_may_be_half_translated(copied: Path) -> None:
    spoil(copied / FR, 'msgstr "Où ?"', 'msgstr ""')
    spoil(copied / "rulebook.yaml", "[en, fr, ur]", "[en, ur]")

    rulebook = read(copied).rulebook
    assert rulebook
    assert tuple(rulebook.catalogues) == ("ur",)


def test_the_fingerprint_changes_with_a_translation_and_not_with_a_comment(copied: Path) -> None:
    def fingerprint() -> str:
        rulebook = read(copied).rulebook
        assert rulebook
        return rulebook.fingerprint

    before = fingerprint()
    spoil(copied / FR, 'msgid "Where?"', '# a question\nmsgid "Where?"')
    assert fingerprint() == before

    spoil(copied / FR, 'msgstr "Où ?"', 'msgstr "À quel endroit ?"')
    assert fingerprint() != before


def test_a_text_may_hold_a_percent_sign_that_its_translation_spells_out(copied: Path) -> None:
    spoil(copied / "questions/2-you.yaml", "text: Where?", "text: 10% of where?")
    for file, said in ((FR, "Dix pour cent"), (UR, "دس فیصد")):
        text = (copied / file).read_text(encoding="utf-8")
        added = f'\nmsgid "10% of where?"\nmsgstr "{said}"\n'
        (copied / file).write_text(text + added, encoding="utf-8")

    assert read(copied).problems == ()
