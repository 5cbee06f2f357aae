"""What goes wrong around a server: its workers die, the disk and the files are used up."""

from __future__ import annotations

import os
import resource
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from quiz.reading import read
from tests.copies import RULES
from tests.soak.killing import kill, listening
from tests.soak.load import Load, Plan
from tests.soak.people import people
from tests.web.asking import TINY
from tests.web.running import Running, running

QUESTIONS, CLINIC = "questions/1-concerns.yaml", "clinics/one.yaml"
#: The years 2100 and 1980: clocks jump, and files are copied with the times that they had.
FAR = (4_102_444_800, 315_532_800)


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(TINY, tmp_path_factory.mktemp("faults") / "rules")


@pytest.fixture(scope="module")
def server(rules: Path) -> Iterator[Running]:
    with running(rules, rules.parent, workers=2) as server:
        yield server
    assert "Traceback" not in server.log.read_text(encoding="utf-8")


def change(rules: Path, word: str) -> None:
    text = (rules / QUESTIONS).read_text(encoding="utf-8")
    (rules / QUESTIONS).write_text(text.replace("title: ", f"title: {word} ", 1), encoding="utf-8")


def taken_up(server: Running, change: Callable[[], None]) -> None:
    before = server.ready()["rulebook"]["fingerprint"]
    change()
    ready = server.wait_until(lambda ready: ready["rulebook"]["fingerprint"] != before)
    assert ready["refused"] is None


@contextmanager
def limited(pids: list[int], kind: int, number: int) -> Iterator[None]:
    """Lower a limit of running processes, for a while."""
    before = [resource.prlimit(pid, kind) for pid in pids]
    for pid, (_, hard) in zip(pids, before, strict=True):
        resource.prlimit(pid, kind, (number, hard))
    try:
        yield
    finally:
        for pid, both in zip(pids, before, strict=True):
            resource.prlimit(pid, kind, both)


def test_a_worker_killed_under_load_fails_nobody_but_its_own(tmp_path: Path) -> None:
    rulebook = read(RULES).rulebook
    assert rulebook
    made = people((rulebook,), 30, Random(3))
    with running(RULES, tmp_path, workers=2) as server:
        plan = Plan(server.port, 4, 40, made, {rulebook.fingerprint: 0}, "/static/css/pages.css")
        first = server.workers()
        load = Load(plan)
        time.sleep(2.5)
        killed = kill(first[0], server.port)
        counted = load.wait()
        while listening(server.port) < 2:
            time.sleep(0.05)

        assert first[0] not in server.workers()
    assert [one for one in counted.failed if not killed.explains(one)] == []
    assert (counted.number_wrong, counted.errors, counted.wrong) == (0, 0, [])
    assert sum(counted.sent.values()) > 20


def test_rules_are_taken_up_where_no_file_can_be_written(server: Running, rules: Path) -> None:
    with limited([server.pid, *server.workers()], resource.RLIMIT_FSIZE, 0):
        taken_up(server, lambda: change(rules, "Zq7"))

        assert server.ask("GET", "/")[0] == 200


def test_a_server_that_had_no_file_left_to_open_goes_on_once_it_has(
    server: Running, rules: Path
) -> None:
    with limited(server.workers(), resource.RLIMIT_NOFILE, 60):
        held = [socket.create_connection(("127.0.0.1", server.port), 20) for _ in range(200)]
        for one in held:
            one.close()

    assert [server.ask("GET", "/")[0] for _ in range(10)] == [200] * 10
    taken_up(server, lambda: change(rules, "Zq7"))


@pytest.mark.parametrize("at", FAR)
def test_a_change_is_taken_up_whatever_time_it_bears(server: Running, rules: Path, at: int) -> None:
    def changed() -> None:
        change(rules, "Zq7")
        os.utime(rules / QUESTIONS, (at, at))

    taken_up(server, changed)


def test_files_rewritten_all_the_time_are_never_served_half(server: Running, rules: Path) -> None:
    fingerprint, enough = server.ready()["rulebook"]["fingerprint"], threading.Event()
    whole = {name: (rules / name).read_bytes() for name in (QUESTIONS, CLINIC)}

    def rewrite() -> None:
        random = Random(5)
        while not enough.is_set():
            for name, content in whole.items():
                (rules / name).write_bytes(content[: random.randrange(len(content))])
                time.sleep(random.random() / 5)
                (rules / name).write_bytes(content)

    writer = threading.Thread(target=rewrite)
    writer.start()
    seen = {(status, fingerprint in page) for status, page in map(_page, [server] * 40)}
    enough.set()
    writer.join()

    assert seen <= {(200, True), (404, True)}  # while its clinic's file is half, nothing is at /
    server.wait_until(lambda ready: ready["refused"] is None and not ready["left_out"])
    assert server.ask("GET", "/")[0] == 200


def _page(server: Running) -> tuple[int, str]:
    time.sleep(0.05)
    return server.ask("GET", "/")
