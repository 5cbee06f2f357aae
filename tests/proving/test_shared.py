"""Each change is proved once for all workers, and the last good rulebook outlives a bad one."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import time
from itertools import pairwise
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess, SpawnProcess
from pathlib import Path
from typing import Literal

import pytest

from quiz.proving import Proof, SharedProofs, stamp_of
from quiz.proving.examining import examine
from quiz.proving.proof import unknown
from quiz.proving.shared import TRY_AGAIN_AFTER
from tests.conftest import ROOT


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return shutil.copytree(ROOT / "tests" / "rulebooks" / "tiny", tmp_path / "rules")


class Counting:
    """A prover that counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, folder: Path, former: Proof | None) -> Proof:
        self.asked += 1
        return examine(folder, former)


def fingerprint(proof: Proof | None) -> str | None:
    return proof.rulebook.fingerprint if proof and proof.rulebook else None


def last_good(shared: SharedProofs) -> str | None:
    kept = shared.last_good()
    return fingerprint(kept.proof) if kept else None


def test_the_same_files_are_proved_once(rules: Path) -> None:
    prover = Counting()
    shared = SharedProofs(prover)

    first, second = shared(rules), shared(rules)

    assert prover.asked == 1
    assert fingerprint(first) == fingerprint(second) == fingerprint(examine(rules))


def test_a_refused_change_is_proved_once_too(rules: Path) -> None:
    (rules / "evidence.yaml").unlink()
    prover = Counting()
    shared = SharedProofs(prover)

    assert shared(rules).problems == shared(rules).problems == examine(rules).problems
    assert prover.asked == 1


def test_the_last_good_one_outlives_a_bad_one(rules: Path) -> None:
    shared = SharedProofs(examine)
    assert shared.last_good() is None

    good = fingerprint(shared(rules))
    (rules / "evidence.yaml").unlink()

    assert shared(rules).rulebook is None
    assert last_good(shared) == good is not None


def test_nobody_waits_for_a_proof_to_have_the_last_good_one(rules: Path) -> None:
    begun, enough = multiprocessing.Event(), multiprocessing.Event()

    def slow(folder: Path, former: Proof | None) -> Proof:
        if former:
            begun.set()
            enough.wait(30)
        return examine(folder, former)

    shared = SharedProofs(slow)
    good = fingerprint(shared(rules))
    (rules / "evidence.yaml").touch()
    proving = ForkProcess(target=shared, args=(rules,))
    proving.start()
    assert begun.wait(30)

    assert last_good(shared) == good is not None
    assert proving.is_alive()
    enough.set()
    proving.join()


def test_files_that_change_while_they_are_proved_are_proved_again(rules: Path) -> None:
    def meanwhile(folder: Path, former: Proof | None) -> Proof:
        proof = examine(folder, former)
        (folder / "evidence.yaml").touch()
        return proof

    shared = SharedProofs(meanwhile)

    assert shared(rules).rulebook
    assert shared.last_good() is None


def test_proofs_that_were_cut_short_are_tried_again_by_one_worker_later(
    rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each would take a core for a minute, and then the next one would."""
    answers = [unknown("cut short"), examine(rules)]
    shared = SharedProofs(lambda *_: answers.pop(0))

    assert shared(rules).rulebook is None
    assert shared(rules).rulebook is None
    later = time.monotonic() + TRY_AGAIN_AFTER
    monkeypatch.setattr("quiz.proving.shared.time.monotonic", lambda: later)
    assert shared(rules).rulebook


def test_a_torn_file_is_as_good_as_none(rules: Path) -> None:
    prover = Counting()
    shared = SharedProofs(prover)
    shared(rules)
    os.ftruncate(shared._good, 5_000)

    assert fingerprint(shared(rules)) == fingerprint(examine(rules))
    assert prover.asked == 2


def test_a_full_disk_takes_no_last_good_one_away(
    rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prover = Counting()
    shared = SharedProofs(prover)
    good = fingerprint(shared(rules))
    (rules / "evidence.yaml").unlink()
    write = os.pwrite
    monkeypatch.setattr(os, "pwrite", lambda file, content, at: write(file, content[:100], at))

    assert shared(rules).rulebook is None
    assert last_good(shared) == good is not None
    assert shared(rules).rulebook is None
    assert prover.asked == 3, "what was written in part is none"


def test_a_good_one_that_is_written_in_part_is_none(
    rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = SharedProofs(examine)
    write = os.pwrite
    monkeypatch.setattr(os, "pwrite", lambda file, content, at: write(file, content[:100], at))

    assert shared(rules).rulebook
    assert shared.last_good() is None
    assert os.fstat(shared._good).st_size == 0


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_a_worker_has_the_last_good_one_too(rules: Path, method: Literal["fork", "spawn"]) -> None:
    shared = SharedProofs(examine)
    good = fingerprint(shared(rules))
    (rules / "evidence.yaml").unlink()
    shared(rules)
    ours, theirs = multiprocessing.Pipe()
    made = {"fork": ForkProcess, "spawn": SpawnProcess}[method]

    worker = made(target=answer_with_last_good, args=(shared, theirs))
    worker.start()

    assert ours.poll(30)
    assert ours.recv() == good
    worker.join()


def answer_with_last_good(shared: SharedProofs, pipe: Connection) -> None:
    pipe.send(last_good(shared))


def test_any_change_of_a_file_changes_the_stamp_and_nothing_else_does(rules: Path) -> None:
    stamps = [stamp_of(rules)]
    (rules / "safety" / ".skin.yaml.swp").touch()
    assert stamp_of(rules) == stamps[0]

    changes = (
        (rules / "evidence.yaml").touch,
        lambda: (rules / "evidence.yaml").chmod(0o600),
        (rules / "safety" / "more.yaml").touch,
        lambda: (rules / "safety" / "more.yaml").rename(rules / "safety" / "other.yaml"),
        (rules / "safety" / "other.yaml").unlink,
        lambda: rules.rename(rules.parent / "gone"),
    )
    for change in changes:
        change()
        stamps.append(stamp_of(rules))

    assert all(one != next for one, next in pairwise(stamps))


def test_a_change_that_keeps_size_and_time_changes_the_stamp(rules: Path) -> None:
    file = rules / "evidence.yaml"
    before, seen = stamp_of(rules), file.stat()
    time.sleep(0.02)  # the clock of the file system ticks a hundred times a second
    file.write_bytes(bytes(reversed(file.read_bytes())))
    os.utime(file, ns=(seen.st_atime_ns, seen.st_mtime_ns))

    assert file.stat().st_mtime_ns == seen.st_mtime_ns
    assert stamp_of(rules) != before


def test_a_link_that_is_turned_to_another_folder_changes_the_stamp(rules: Path) -> None:
    link = rules.parent / "current"
    link.symlink_to(rules)
    before = stamp_of(link)
    shutil.copytree(rules, rules.parent / "next")
    (rules.parent / "new").symlink_to(rules.parent / "next")
    (rules.parent / "new").rename(link)

    assert stamp_of(link) != before


def test_only_one_worker_at_a_time_proves(rules: Path) -> None:
    """Two processes that start at once: the second takes over what the first proved."""
    count = multiprocessing.Value("i", 0)

    def slow(folder: Path, former: Proof | None) -> Proof:
        with count:
            count.value += 1
        time.sleep(0.5)
        return examine(folder, former)

    shared = SharedProofs(slow)
    workers = [ForkProcess(target=shared, args=(rules,)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert count.value == 1
