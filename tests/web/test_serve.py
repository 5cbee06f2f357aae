"""The real server: what it answers, and when it does not start."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner
from granian.constants import Interfaces

from quiz.web import create_app
from quiz.web.commands import main
from quiz.web.serving import QuizServer
from quiz.web.site import RulebookRefusedError
from tests.conftest import ROOT
from tests.copies import english_rules
from tests.web.asking import TINY
from tests.web.running import QUIZ, ask, free_port, running, wait_for

#: Rules that are proved quickly, where it matters not which.
SMALL = {"QUIZ_RULES": str(TINY)}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    with running(ROOT / "rules", elsewhere) as server:
        assert f"http://127.0.0.1:{server.port}" in server.log.read_text(encoding="utf-8")
        yield server.port


def test_it_serves_the_quiz(served: int) -> None:
    status, page = ask(served, "GET", "/")

    assert status == 200
    assert '<form class="quiz"' in page


def test_an_empty_form_reaches_the_reader(served: int) -> None:
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    status, page = ask(served, "POST", "/", b"", **kind)

    assert status == 422
    assert 'role="alert"' in page


def test_a_chunked_body_is_refused(served: int) -> None:
    connection = HTTPConnection("127.0.0.1", served, timeout=20)
    connection.request("POST", "/", iter([b"q_age=40"]), encode_chunked=True)
    status = connection.getresponse().status
    connection.close()

    assert status == 411


def test_too_much_is_refused(served: int) -> None:
    kind = {"Content-Type": "application/json"}
    status, _ = ask(served, "POST", "/api/v1/recommendations", b" " * 70_000, **kind)

    assert status == 413


def test_a_second_one_does_not_share_its_port(served: int) -> None:
    second = CliRunner().invoke(main, ["serve", "--port", str(served)], env=SMALL)

    assert (second.exit_code, second.stdout) == (1, "")
    assert f"cannot listen on 127.0.0.1 port {served}" in second.stderr


def test_a_host_that_is_not_known_is_said_in_words() -> None:
    result = CliRunner().invoke(main, ["serve", "--host", "nowhere.invalid"], env=SMALL)

    assert result.exit_code == 1
    assert "cannot listen on nowhere.invalid" in result.stderr


@pytest.mark.parametrize("check", [[], ["--check"]])
def test_a_port_for_the_numbers_that_is_taken_is_told_before_anything_starts(
    served: int, check: list[str]
) -> None:
    words = ["serve", "--port", str(free_port()), "--metrics-port", str(served), *check]
    result = CliRunner().invoke(main, words, env=SMALL)

    assert result.exit_code == (0 if check else 1)
    assert f"cannot listen on 127.0.0.1 port {served}" in result.output
    assert "The quiz is at" not in result.output


def test_a_host_for_the_numbers_that_is_not_known_is_told() -> None:
    words = ["--metrics-host", "nowhere.invalid", "--metrics-port", "1", "--check"]
    result = CliRunner().invoke(main, ["serve", *words], env=SMALL)

    assert result.exit_code == 1
    assert "cannot listen on nowhere.invalid port 1" in result.stdout


def test_half_sent_bodies_keep_nobody_waiting(served: int) -> None:
    """The one worker answers others while twenty people are still sending, or never will."""
    head = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nq_age=4"
    with ExitStack() as slow:
        for _ in range(20):
            connection = slow.enter_context(socket.create_connection(("127.0.0.1", served)))
            connection.sendall(head)
        # The server makes a thread where several requests wait, so that one alone may wait for
        # the next.
        with ThreadPoolExecutor(4) as people:
            asked = [people.submit(ask, served, "GET", "/healthz") for _ in range(40)]

    assert [one.result()[0] for one in asked] == [200] * 40


def test_connections_that_are_only_kept_alive_keep_nobody_waiting(served: int) -> None:
    """More of them than the one worker has threads."""
    with ExitStack() as idle:
        for _ in range(200):
            connection = HTTPConnection("127.0.0.1", served, timeout=8)  # they are idle for 10
            idle.callback(connection.close)
            connection.request("GET", "/healthz")
            connection.getresponse().read()

        assert ask(served, "GET", "/healthz")[0] == 200


def test_it_says_what_it_would_do(served: int) -> None:
    words = ["serve", "--check", "--port", str(served), "--workers", "3"]
    told = CliRunner().invoke(main, words, env={"QUIZ_PROXIES": "1"})

    assert told.exit_code == 0
    assert f"served at http://127.0.0.1:{served} by 3 workers" in told.stdout
    assert re.search("fingerprint [0-9a-f]{12}", told.stdout)
    assert "Proved (V06, V07, V09, V10" in told.stdout
    assert "Clinics: demo." in told.stdout
    assert (
        f"At this moment: cannot listen on 127.0.0.1 port {served}" in told.stdout
    )  # `served` does
    for name, value, source in (
        ("WORKERS", "3", "--workers"),
        ("PROXIES", "1", "QUIZ_PROXIES"),
        ("HOSTS", "any", "default"),
    ):
        assert re.search(rf"QUIZ_{name} +{value}  \({source}\)", told.stdout)


def test_it_says_that_it_would_not_start(tmp_path: Path) -> None:
    copied = english_rules(tmp_path)
    (copied / "evidence.yaml").unlink()
    unread = CliRunner().invoke(main, ["serve", "--check"], env={"QUIZ_RULES": str(copied)})
    nowhere = CliRunner().invoke(main, ["serve", "--check", "--host", "nowhere.invalid"])

    assert (unread.exit_code, nowhere.exit_code) == (1, 1)
    assert "would not be served" in unread.stdout
    assert "rules/evidence.yaml" in unread.stdout
    assert "would not be served: cannot listen on nowhere.invalid" in nowhere.stdout
    assert "would be served" not in nowhere.stdout


def test_it_does_not_start_with_wrong_settings_and_names_them_all() -> None:
    words, wrong = ["serve", "--port", "x"], {"QUIZ_WORKRES": "2"}
    started = CliRunner().invoke(main, words, env=wrong)
    checked = CliRunner().invoke(main, [*words, "--check"], env=wrong)

    assert (started.exit_code, checked.exit_code) == (2, 1)
    assert started.stderr == checked.stderr
    assert [line.split(":")[0] for line in started.stderr.splitlines()] == [
        "QUIZ_WORKRES", "--port",
    ]  # fmt: skip


def test_an_application_is_not_made_from_rules_that_do_not_read(tmp_path: Path) -> None:
    copied = english_rules(tmp_path)
    (copied / "not_covered.yaml").write_text("- id: x\n\tid: y\n", encoding="utf-8")
    (copied / "evidence.yaml").unlink()

    with pytest.raises(RulebookRefusedError) as refused:
        create_app(copied)

    assert "rules/not_covered.yaml:2:" in str(refused.value)
    assert "rules/evidence.yaml" in str(refused.value)


def test_a_body_that_was_cut_short_is_refused(served: int, plain_fields: dict[str, object]) -> None:
    """Half of somebody's answers can be the whole answers of someone with less to report."""
    pairs = [(f"q_{id}", value) for id, value in plain_fields.items() if id != "health"]
    pairs += [("q_health", "epilepsy"), ("q_health", "pregnant")]
    body = urlencode(pairs, doseq=True).encode()
    head = (
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )

    with socket.create_connection(("127.0.0.1", served), timeout=20) as connection:
        connection.sendall(head.encode() + body[: body.rindex(b"&")])
        connection.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: connection.recv(65536), b"")).decode()

    assert " 200 " not in answer.partition("\r\n")[0]
    assert "Microneedling is an option" not in answer


def test_a_server_that_is_killed_takes_its_workers_with_it(tmp_path: Path) -> None:
    """They would go on with the rules of then, and hold the port against the next server."""
    port = free_port()
    command = [QUIZ, "serve", "--port", str(port), "--workers", "2"]
    with subprocess.Popen(command, cwd=tmp_path, env=os.environ | SMALL) as server:
        wait_for(port)
        server.kill()

    for _ in range(200):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)):
                break
        time.sleep(0.1)
    else:
        pytest.fail("somebody answers after 20 seconds")


def test_it_says_before_it_starts_that_nothing_would_stand_at_the_root(tmp_path: Path) -> None:
    rules = shutil.copytree(TINY, tmp_path / "rules")
    shutil.rmtree(rules / "clinics")
    said = CliRunner().invoke(main, ["serve", "--check"], env={"QUIZ_RULES": str(rules)}).stdout

    assert 'Nobody would get the quiz at /: its clinic "one" is not served' in said


def test_a_worker_that_has_ended_is_not_taken_for_one_that_refuses_to() -> None:
    """Another thread may have been told of its end, and multiprocessing then knows nothing."""
    worker = _worker(lambda *_: None)
    os.waitpid(worker.inner.pid, 0)

    assert worker.inner.is_alive()
    assert not worker.is_alive()


def test_a_worker_that_runs_is_taken_for_one_until_it_is_killed() -> None:
    worker = _worker(lambda *_: time.sleep(60))
    assert worker.is_alive()

    worker.kill()
    worker.join()

    assert not worker.is_alive()


def _worker(target: Callable[..., None]) -> Any:  # noqa: ANN401 - of a library without types
    server: Any = QuizServer("nothing", port=free_port(), interface=Interfaces.WSGI)
    server._init_shared_socket()
    worker = server._spawn_worker(0, target, None)
    worker.inner.start()
    return worker
