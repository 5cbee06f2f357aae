"""A rulebook is proved in a process of its own, and is the one that is handed over."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from pathlib import Path

import pytest

from quiz.answer_reader import read_answers
from quiz.answers import Answers
from quiz.assessment import as_json, assess
from quiz.beside import Case
from quiz.model import Rulebook
from quiz.proving import prove, stamp_of
from quiz.proving.examining import examine
from tests.conftest import ROOT
from tests.languages import in_languages

TINY = ROOT / "tests" / "rulebooks" / "tiny"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return shutil.copytree(TINY, tmp_path / "rules")


def spoil(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_is_handed_over_decides_and_explains_as_what_is_read(
    rulebook: Rulebook, cases: tuple[Case, ...]
) -> None:
    proof = prove(ROOT / "rules")

    assert proof.rulebook
    assert proof.rulebook.fingerprint == rulebook.fingerprint
    for case in cases:
        read, handed = (read_answers(one, case.fields) for one in (rulebook, proof.rulebook))
        assert isinstance(read, Answers)
        assert isinstance(handed, Answers)
        assert as_json(assess(proof.rulebook, handed)) == as_json(assess(rulebook, read)), case.id


def test_it_says_what_was_proved_and_for_how_many(rules: Path) -> None:
    proof = prove(rules)

    assert (proof.checks, proof.answers) == (("V06", "V07", "V09", "V10", "V17", "V19"), 277_440)
    assert set(proof.clinics) == {"one", "clinic-two"}
    assert proof.final


def test_an_unsafe_rulebook_is_not_handed_over(rules: Path) -> None:
    spoil(rules / "safety" / "you.yaml", "{below: 18}", "{below: 17}")

    proof = prove(rules)

    assert proof.rulebook is None
    assert [problem.code for problem in proof.problems] == ["V07"]
    assert '"never-for-minors"' in proof.problems[0].what
    assert proof.final


def test_a_rulebook_that_does_not_read_is_not_handed_over(rules: Path) -> None:
    (rules / "safety" / "you.yaml").write_bytes(b"- id: caf\xe9\n")

    proof = prove(rules)

    assert proof.rulebook is None
    assert [problem.code for problem in proof.problems] == ["R17"]


def test_a_broken_clinic_is_left_out_and_named(rules: Path) -> None:
    (rules / "clinics" / "one.yaml").write_text("nme: Clinic One\n", encoding="utf-8")

    proof = prove(rules)

    assert proof.rulebook
    assert set(proof.clinics) == {"clinic-two"}
    assert {problem.place.file for problem in proof.problems} == {f"{rules}/clinics/one.yaml"}


def test_proofs_that_take_too_long_have_proved_nothing(rules: Path) -> None:
    proof = prove(rules, seconds=0.01)

    assert (proof.rulebook, proof.final) == (None, False)
    assert str(proof.problems[0]).endswith("[V18 over-budget]")
    assert "longer than 0.01 seconds" in proof.problems[0].what


@pytest.mark.parametrize(
    ("program", "why"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "ended with -9"),
        ("raise MemoryError('no room')", "ended with 1, saying MemoryError: no room"),
        ("print('rubbish')", "gave no answer"),
        ("", "gave no answer"),
        ("import pickle, sys; sys.stdout.buffer.write(pickle.dumps('fine'))", "gave no answer"),
    ],
)
def test_proofs_that_crash_have_proved_nothing(
    rules: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, why: str
) -> None:
    python = tmp_path / "python"
    python.write_text(f"#!{sys.executable}\n{program}\n", encoding="utf-8")
    python.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(python))

    proof = prove(rules)

    assert (proof.rulebook, proof.final) == (None, False)
    assert why in proof.problems[0].what


def test_without_an_interpreter_nothing_is_proved(
    rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")

    assert "FileNotFoundError" in prove(rules).problems[0].what


def missing(rules: Path) -> None:
    shutil.rmtree(rules)


def a_file(rules: Path) -> None:
    shutil.rmtree(rules)
    rules.write_text("", encoding="utf-8")


def a_loop(rules: Path) -> None:
    shutil.rmtree(rules)
    rules.symlink_to(rules.name)


def a_loop_inside(rules: Path) -> None:
    (rules / "more").symlink_to(rules)


def a_looping_file(rules: Path) -> None:
    (rules / "evidence.yaml").unlink()
    (rules / "evidence.yaml").symlink_to("evidence.yaml")


@pytest.mark.parametrize("make", [missing, a_file, a_loop, a_loop_inside, a_looping_file])
def test_a_hostile_folder_is_refused_by_name(rules: Path, make: object) -> None:
    assert callable(make)
    make(rules)

    proof = prove(rules)

    assert proof.rulebook is None
    assert all(problem.place.file.startswith(str(rules)) for problem in proof.problems)
    assert len(stamp_of(rules)) == 64


def test_under_a_lower_limit_of_its_own_it_is_proved_all_the_same() -> None:
    """As a service manager or a shared machine sets it: for good, so that none can be raised."""
    asked = (
        "import resource; from pathlib import Path; from quiz.proving import prove;"
        "resource.setrlimit(resource.RLIMIT_AS, (10**9, 10**9));"
        "resource.setrlimit(resource.RLIMIT_CPU, (50, 50));"
        f"print(prove(Path({str(TINY)!r})).rulebook is not None)"
    )
    said = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert said.stdout == "True\n"


@pytest.mark.parametrize("mode", [0o000, 0o444])
def test_a_folder_that_cannot_be_entered_is_said_to_be_so(mode: int) -> None:
    """As for a service whose user may not read it. Nobody of the machine is such a user."""
    with tempfile.TemporaryDirectory() as outside:
        rules = shutil.copytree(TINY, Path(outside) / "rules")
        Path(outside).chmod(0o755)
        rules.chmod(mode)
        ours, theirs = multiprocessing.Pipe()
        ForkProcess(target=_examine_as_nobody, args=(rules, theirs)).start()
        said = ours.recv() if ours.poll(30) else None
        rules.chmod(0o755)

    assert said
    assert all(line.endswith("cannot be read: permission denied [R17 unreadable]") for line in said)


def _examine_as_nobody(rules: Path, pipe: Connection) -> None:
    if os.geteuid() == 0:  # whom no mode keeps out
        os.seteuid(65534)
    pipe.send([str(problem) for problem in examine(rules).problems])


def test_neither_a_diagram_nor_a_reader_of_files_is_loaded_by_who_serves(tmp_path: Path) -> None:
    asked = (
        "import sys, quiz.web.commands, quiz.web.commands.serve, quiz.web;"
        "client = quiz.web.create_app().test_client();"
        "assert client.get('/').status_code == 200;"
        "assert 'lang=\"fr\" dir' in client.get('/?lang=fr').text;"
        "assert client.get('/readyz').json['ok'];"
        "print(*sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QUIZ_RULES": str(in_languages(tmp_path))}

    answer = subprocess.run(
        [sys.executable, "-c", asked], env=environment, check=True, capture_output=True, text=True
    )

    loaded = {name.split(".")[0] for name in answer.stdout.split()}
    assert loaded.isdisjoint({"dd", "networkx", "ruamel"})
    assert not {"quiz.checks", "quiz.reading", "babel.messages"} & set(answer.stdout.split())
