"""Workers count together, and never at the cost of an answer: a full disk, a worker killed."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest

from quiz.web.settings import Settings
from quiz.web.watching.port import counting
from tests.conftest import ROOT
from tests.soak.killing import kill, listening
from tests.web.asking import TINY
from tests.web.running import Running, free_port, running
from tests.web.watching.conftest import TOKEN
from tests.web.watching.test_metrics import number

_QUIZ = 'quiz_requests_total{method="GET",route="/c/<clinic>",status="200"}'


def metrics(port: int, *, token: str = "", address: str = "/metrics") -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", address, headers={"Authorization": f"Bearer {token}"})
    answer = connection.getresponse()
    status, text = answer.status, answer.read().decode()
    connection.close()
    return status, text


def workers(text: str) -> float:
    return sum(float(line.split()[-1]) for line in text.splitlines() if "quiz_workers{" in line)


def test_workers_count_together_and_one_that_is_killed_is_followed_by_another(
    tmp_path: Path,
) -> None:
    port, temporary = free_port(), tmp_path / "temporary"
    temporary.mkdir()
    settings = {
        "QUIZ_METRICS_PORT": str(port), "QUIZ_METRICS_TOKEN": TOKEN, "QUIZ_LOG": "json",
        "TMPDIR": str(temporary),
    }  # fmt: skip
    with running(TINY, tmp_path, workers=2, **settings) as server:
        _ask(server, 20)
        status, first = metrics(port)
        _, same = metrics(server.port, token=TOKEN)
        assert metrics(port, address="/")[0] == metrics(server.port)[0] == 404
        (folder,) = temporary.glob("quiz-metrics-*")
        files = {path.name for path in folder.iterdir()}

        kill(server.workers()[0], server.port)
        _wait_for_another(port, server)
        _ask(server, 20)
        _, later = metrics(port)
        files_later = {path.name for path in folder.iterdir()}
        readable_by = folder.stat().st_mode & 0o777

        shutil.rmtree(folder)
        _ask(server, 20)
        _, last = metrics(port)

    assert (status, number(first, _QUIZ), workers(first)) == (200, 20, 2)
    assert number(same, _QUIZ) == 20
    assert (number(later, _QUIZ), workers(later)) == (40, 2)
    assert files_later == files, "a worker that is started again takes no more room"
    assert readable_by == 0o700
    assert workers(last) == 0
    assert list(temporary.iterdir()) == []
    lines = server.log.read_text(encoding="utf-8").splitlines()[1:]
    assert sum(json.loads(line).get("route") == "/c/<clinic>" for line in lines) == 60


def test_what_tidies_temporary_folders_is_told_that_they_are_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """systemd-tmpfiles leaves a locked folder alone, however long nobody came."""
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", "")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with counting(Settings(metrics_token=TOKEN)):
        (folder,) = tmp_path.iterdir()
        tidying = os.open(folder, os.O_RDONLY)
        with pytest.raises(BlockingIOError):
            fcntl.flock(tidying, fcntl.LOCK_EX | fcntl.LOCK_NB)

    fcntl.flock(tidying, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(tidying)
    assert list(tmp_path.iterdir()) == []


def _ask(server: Running, times: int) -> None:
    for _ in range(times):
        assert server.ask("GET", "/c/one")[0] == 200


def _wait_for_another(port: int, server: Running) -> None:
    end = time.monotonic() + 60
    while listening(server.port) < 2 or workers(metrics(port)[1]) < 2:
        assert time.monotonic() < end, "no new worker"
        time.sleep(0.05)


_COUNTING = """
import resource, sys
from pathlib import Path
from quiz.web.app import create_app
from quiz.web.settings import Settings
from quiz.proving import prove
{before}
app = create_app(Path("tests/rulebooks/tiny"), settings=Settings(metrics_token="{token}"))
{after}
"""


def run(folder: Path, before: str = "", after: str = "") -> str:
    """Run some lines around an application that counts in a folder, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", _COUNTING.format(before=before, after=after, token=TOKEN)],
        cwd=ROOT,
        env=os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(folder), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


_EVERYTHING = """
metrics = app.extensions["quiz_metrics"]
for rule in app.url_map.iter_rules():
    for method in ("GET", "HEAD", "POST", "OPTIONS", "other"):
        for status in ("200", "304", "400", "404", "405", "411", "413", "415", "422", "500"):
            metrics.answered(rule.rule, method, status, 1)
for _ in range(20):
    metrics.decided("see_specialist")
"""


def test_everything_that_can_be_counted_fits_into_the_room_that_was_taken(tmp_path: Path) -> None:
    """A mapped file that grows on a full disk kills its process."""
    run(tmp_path, after=_EVERYTHING)

    for kind in ("counter", "histogram"):
        file = tmp_path / f"{kind}_0.db"
        used = int.from_bytes(file.read_bytes()[:4], sys.byteorder)
        assert 20_000 < used < file.stat().st_size
        assert file.stat().st_blocks * 512 >= file.stat().st_size, "all of it is there"


_NO_ROOM = "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))"
_STILL = """
client = app.test_client()
print("STATUS", client.get("/c/one").status_code)
head = {{"Authorization": "Bearer {token}"}}
print(client.get("/metrics", headers=head).text)
""".replace("{{", "{").replace("}}", "}")


@pytest.mark.parametrize("missing", ["room", "the folder"])
def test_without_room_a_worker_answers_and_says_that_it_is_not_counted(
    tmp_path: Path, missing: str
) -> None:
    folder = tmp_path / "nowhere" if missing == "the folder" else tmp_path
    before = _NO_ROOM if missing == "room" else ""
    # Only the files of numbers are too large: a proof comes from a process of its own.
    told = run(folder, before=before, after=_STILL.replace("{token}", TOKEN))

    assert "STATUS 200" in told
    assert "this worker is not counted" in told
    assert "quiz_workers{" in told, "it still tells its own numbers"
