"""The real server: started as a person would, asked over the network, stopped."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sysconfig
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner

from quiz.web import create_app
from quiz.web.commands import main
from quiz.web.site import RulebookRefusedError
from tests.conftest import ROOT

QUIZ = str(Path(sysconfig.get_path("scripts")) / "quiz")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A server on a free port, started from a folder that has nothing to do with it."""
    port = free_port()
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    command = [QUIZ, "serve", "--port", str(port)]
    environment = os.environ | {"QUIZ_RULES": str(ROOT / "rules")}
    with subprocess.Popen(
        command, cwd=elsewhere, env=environment, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        assert f"http://127.0.0.1:{port}" in server.stdout.readline()
        wait_for(port)
        yield port
        server.terminate()
        assert server.wait(timeout=20) == 0


def wait_for(port: int) -> None:
    for _ in range(200):
        try:
            assert ask(port, "GET", "/healthz")[0] == 200
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the server did not answer within 20 seconds")


def ask(
    port: int, method: str, address: str, body: bytes | None = None, **headers: str
) -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(method, address, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


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
    status, _ = ask(served, "POST", "/api/v1/recommendations", b" " * 1_000_000, **kind)

    assert status == 413


def test_a_second_one_does_not_share_its_port(served: int) -> None:
    second = CliRunner().invoke(main, ["serve", "--port", str(served)])

    assert (second.exit_code, second.stdout) == (1, "")
    assert f"cannot listen on 127.0.0.1 port {served}" in second.stderr


def test_a_host_that_is_not_known_is_said_in_words() -> None:
    result = CliRunner().invoke(main, ["serve", "--host", "nowhere.invalid"])

    assert result.exit_code == 1
    assert "cannot listen on nowhere.invalid" in result.stderr


def test_an_application_is_not_made_from_rules_that_do_not_read(tmp_path: Path) -> None:
    copied = shutil.copytree(ROOT / "rules", tmp_path / "rules")
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
