"""Files and folders that are missing, misplaced or hostile: a problem each, and an end."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.problems import Place
from quiz.reading import read

TINY = Path(__file__).parents[1] / "rulebooks" / "tiny"
VICTIM = "safety/skin.yaml"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "rules"))


def found(rules: Path) -> list[tuple[str, str]]:
    return [(problem.place.file, problem.code) for problem in read(rules).problems]


@pytest.mark.parametrize("name", ["cases", "clinics", "translations"])
def test_a_file_in_the_place_of_a_folder_is_named(rules: Path, name: str) -> None:
    """What was meant to be in the folder would be missed by nobody."""
    shutil.rmtree(rules / name, ignore_errors=True)
    (rules / name).write_text("", encoding="utf-8")

    assert (f"rules/{name}", "R17") in found(rules)


def test_a_place_is_whole_for_who_stands_at_the_root_of_the_disk(
    rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As services do: without its first stroke it would lead nowhere."""
    (rules / "evidence.yaml").unlink()
    monkeypatch.chdir("/")

    assert (str(rules / "evidence.yaml"), "R17") in found(rules)


def laughs() -> str:
    levels = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    return "\n".join(["a0: &a0 lol", *levels])


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"- a\n" * 2_500_000, "R17"),
        (b"[" * 10_000, "R17"),
        (b"- " * 10_000, "R17"),
        (b"{a: " * 10_000, "R17"),
        (laughs().encode(), "R03"),
        (b"- id: caf\xe9\n", "R17"),
        ("- id: a\n".encode("utf-16"), "R17"),
        (b"- id: a\0b\n", "R17"),
        (b"\x89PNG\r\n\x1a\n", "R17"),
        (b"", "R13"),
        (b"# nothing but a comment\n", "R13"),
        (b"just a text", "R13"),
    ],
    ids=[
        "10 MB", "nested brackets", "nested lists", "nested braces", "billion laughs", "Latin-1",
        "UTF-16", "zero byte", "picture", "empty", "comment", "text",
    ],
)  # fmt: skip
def test_a_hostile_file_is_one_problem(rules: Path, content: bytes, code: str) -> None:
    (rules / VICTIM).write_bytes(content)

    assert found(rules) == [("rules/safety/skin.yaml", code)]


def directory(path: Path) -> None:
    path.mkdir()


def loop(path: Path) -> None:
    path.symlink_to(path.name)


def dangling(path: Path) -> None:
    path.symlink_to("nowhere.yaml")


def pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize("make", [directory, loop, dangling, pipe])
@pytest.mark.parametrize("victim", [VICTIM, "evidence.yaml"])
def test_what_is_no_file_is_one_problem(
    rules: Path, victim: str, make: Callable[[Path], None]
) -> None:
    (rules / victim).unlink()
    make(rules / victim)

    assert found(rules) == [(f"rules/{victim}", "R17")]


@pytest.mark.parametrize(
    "name", ["rulebook.yaml", "evidence.yaml", "requirements.yaml", "not_covered.yaml"]
)
def test_a_missing_file_is_one_problem(rules: Path, name: str) -> None:
    (rules / name).unlink()

    assert found(rules) == [(f"rules/{name}", "R17")]
    assert read(rules).rulebook is None


@pytest.mark.parametrize("name", ["questions", "treatments", "safety"])
def test_a_missing_folder_is_one_problem(rules: Path, name: str) -> None:
    shutil.rmtree(rules / name)

    assert found(rules) == [(f"rules/{name}", "R17")]
    assert read(rules).rulebook is None


@pytest.mark.parametrize("name", ["questions", "treatments", "safety"])
def test_an_empty_folder_is_one_problem(rules: Path, name: str) -> None:
    shutil.rmtree(rules / name)
    (rules / name).mkdir()

    assert found(rules) == [(f"rules/{name}", "R17")]


def test_a_broken_population_is_one_problem_and_no_problem_of_the_rulebook(rules: Path) -> None:
    (rules / "population.yaml").write_text("\t{", encoding="utf-8")

    assert found(rules) == [("rules/population.yaml", "R02")]
    assert read(rules).rulebook


def test_cases_may_be_missing(rules: Path) -> None:
    shutil.rmtree(rules / "cases")

    assert found(rules) == []
    assert read(rules).rulebook


def test_clinics_may_be_missing_but_for_the_one_named_for_the_root(rules: Path) -> None:
    shutil.rmtree(rules / "clinics")
    file = rules / "rulebook.yaml"
    named = file.read_text(encoding="utf-8")
    before = found(rules)
    file.write_text(named.replace("default_clinic: one\n", ""), encoding="utf-8")

    assert before == [("rules/rulebook.yaml", "R13")]
    assert found(rules) == []
    assert read(rules).rulebook


def test_no_folder_at_all_is_one_problem(tmp_path: Path) -> None:
    reading = read(tmp_path / "rules")

    assert reading.rulebook is None
    assert found(tmp_path / "rules") == [("rules", "R17")]
    assert "this folder cannot be read" in str(reading.problems[0])


def test_places_can_be_opened_from_the_current_directory(
    rules: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (rules / VICTIM).write_text("- just a text", encoding="utf-8")
    elsewhere = here / "elsewhere"
    elsewhere.mkdir()

    assert found(Path("rules")) == found(rules) == [("rules/safety/skin.yaml", "R13")]
    monkeypatch.chdir(rules)
    assert found(Path()) == [("safety/skin.yaml", "R13")]
    monkeypatch.chdir(elsewhere)
    assert found(rules) == [((rules / VICTIM).as_posix(), "R13")]
    for folder in (rules, Path("../rules")):
        assert Path(found(folder)[0][0]).samefile(rules / VICTIM)


@pytest.mark.parametrize(("name", "stands"), [("cases", True), ("questions", False)])
def test_the_name_of_the_folder_says_nothing_of_what_is_in_it(
    here: Path, name: str, stands: bool
) -> None:
    """A folder that is called `cases` itself, and a problem in a folder of it."""
    rules = Path(shutil.copytree(TINY, here / "cases"))
    victim = next((rules / name).iterdir())
    victim.write_text("a: b: c", encoding="utf-8")

    assert bool(read(rules).rulebook) == stands
    assert bool(read(Path("cases")).rulebook) == stands


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("skin.yaml", ""),
        ("evidense.yaml", 'did you mean "evidence.yaml"?'),
        ("saftey", 'did you mean "safety"?'),
        ("safety/skin.yml", ".yaml"),
        ("safety/notes.txt", ".yaml"),
        ("safety/older", ".yaml"),
    ],
)
def test_a_stranger_is_in_the_wrong_place(rules: Path, name: str, hint: str) -> None:
    (rules / name).mkdir()
    reading = read(rules)

    assert [(p.place, p.code) for p in reading.problems] == [(Place(f"rules/{name}"), "R15")]
    assert hint in str(reading.problems[0])
    assert reading.rulebook is None


@pytest.mark.parametrize("name", [".git", "safety/.skin.yaml.swp", ".gitignore"])
def test_what_other_programs_leave_is_passed_over(rules: Path, name: str) -> None:
    (rules / name).write_text("\t{", encoding="utf-8")

    assert found(rules) == []


@pytest.mark.parametrize(
    ("source", "target", "says"),
    [
        (VICTIM, "questions/3-skin.yaml", "a safety rule; it belongs in safety/"),
        ("evidence.yaml", "safety/evidence.yaml", "a source; it belongs in evidence.yaml"),
        ("questions/2-you.yaml", "safety/you2.yaml", "a step of the quiz; it belongs in"),
        ("cases/plain.yaml", "questions/3-plain.yaml", "a file of cases; it belongs in cases/"),
        (VICTIM, "cases/skin.yaml", "a safety rule; it belongs in safety/"),
        ("treatments/rolling.yaml", "clinics/rolling.yaml", "a treatment; it belongs in"),
        ("rulebook.yaml", "clinics/rulebook.yaml", "the rulebook's own file"),
    ],
)  # fmt: skip
def test_a_file_that_holds_something_else_is_in_the_wrong_place(
    rules: Path, source: str, target: str, says: str
) -> None:
    shutil.copy(rules / source, rules / target)
    problems = read(rules).problems

    assert {(p.place.file, p.code) for p in problems} == {(f"rules/{target}", "R15")}
    assert says in str(problems[0])


def test_windows_line_ends_and_a_byte_order_mark_are_fine(rules: Path) -> None:
    text = (rules / VICTIM).read_bytes().replace(b"\n", b"\r\n")
    (rules / VICTIM).write_bytes(b"\xef\xbb\xbf" + text)

    assert found(rules) == []


def test_places_count_windows_lines_once(rules: Path) -> None:
    text = (rules / VICTIM).read_bytes().replace(b"\n", b"\r\n")
    (rules / VICTIM).write_bytes(text.replace(b"effect: wait", b"effect: wiat"))

    assert read(rules).problems[0].place == Place("rules/safety/skin.yaml", 13, 11)


def test_invalid_utf_8_is_told_with_its_line(rules: Path) -> None:
    (rules / VICTIM).write_bytes(b"# one\n# two\n# caf\xe9\n")

    assert read(rules).problems[0].place == Place("rules/safety/skin.yaml", 3)


def test_a_remark_is_no_part_of_a_text_where_it_cannot_be_mistaken_for_one(tmp_path: Path) -> None:
    rules = Path(shutil.copytree(TINY, tmp_path / "rules"))
    path = rules / "safety/skin.yaml"
    text = path.read_text(encoding="utf-8")
    quoted = 'because: "A rash #2 gets worse." # in quotes'
    text = text.replace("because: A rash gets worse.", quoted)
    text = text.replace("effect: refer\n", "effect: refer # not out\n")
    text = text.replace("clinician: Pigment.", "clinician: Pigment in it. # to be shortened")
    path.write_text(text, encoding="utf-8")
    reading = read(rules)

    assert reading.problems == ()
    assert reading.rulebook
    assert "A rash #2 gets worse." in {rule.because for rule in reading.rulebook.rules}


def test_what_a_clinic_sent_cannot_hold_up_the_rules_of_all_others(rules: Path) -> None:
    """A file of 1 MB takes a minute to be refused in words, which is all that the proofs have."""
    clinic = rules / "clinics" / "clinic-two.yaml"
    clinic.write_text("".join(f"k{n}: v\n" for n in range(90_000)), encoding="utf-8")

    reading = read(rules)

    assert [one.code for one in reading.problems] == ["R17"]
    assert reading.rulebook
    assert "clinic-two" not in reading.clinics
