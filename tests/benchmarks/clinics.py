"""Hundreds of clinics in one server: time to start, memory of a worker, time to take up a change.

Every tenth clinic has rules of its own. A real server on a loopback port; every page of every
clinic is asked for in each language, and answers are sent to each, so that all that is kept is.
Beside each time stands the processor's, of the server with all that it starts: where others use
the machine as well, only that can be compared.
Run it with `python -m tests.benchmarks.clinics CLINICS WORKERS`.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from quiz.proving.child import prove
from quiz.reading import read
from tests.web.asking import as_form
from tests.web.running import Running, running

RULES = Path(__file__).parent.parent.parent / "rules"
CLINICS, WORKERS = 500, 1
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_PLAIN = """\
name: Clinic {n}
origins: ["https://clinic-{n}.example"]
colours: {{light: {{accent: "#0a5c{blue:02x}"}}}}
logo: logos/clinic-{n}.svg
booking: https://clinic-{n}.example/book
phone: "+44 20 7946 {n:04}"
emergency: "112"
"""
_RULES = """\
minimum_age: {age}
house_rules:
  - id: house-{n}
    when: {{{question}: {option}}}
    effect: out
    because: This clinic does not.
    clinician: Policy of the clinic.
    sources: []
    unsourced: A rule of this clinic.
    reviewed: {{by: nobody, on: null}}
"""


def main(clinics: int = CLINICS, workers: int = WORKERS) -> None:
    """Print what was measured."""
    with tempfile.TemporaryDirectory() as folder:
        rules = Path(shutil.copytree(RULES, Path(folder) / "rules"))
        print(f"proved without them: {_seconds(rules):.2f} s")
        for n in range(clinics):
            _write(rules, n)
        print(f"proved with {clinics}: {_seconds(rules):.2f} s")
        begun = time.perf_counter()
        with running(rules, Path(folder), workers=workers) as server:
            print(f"started: {time.perf_counter() - begun:.2f} s ({_processor(server):.2f} s)")
            print(f"memory of a worker, at first: {_memory(server)}")
            for what in _used(server, clinics, rules):
                print(f"memory of a worker, after {what}: {_memory(server)}")
            changes = {"a change": _change, "a new one": _new, "a broken one": _break}
            for what, change in changes.items():
                before = _processor(server)
                seconds, used = change(server, rules, clinics), _processor(server) - before
                print(f"{what} is taken up after: {seconds:.2f} s ({used:.2f} s)")
            print(f"memory of a worker, at the end: {_memory(server)}")


def _seconds(rules: Path) -> float:
    begun = time.perf_counter()
    proof = prove(rules)
    assert proof.rulebook, proof.problems
    assert not proof.problems, proof.problems
    return time.perf_counter() - begun


def _write(rules: Path, n: int, name: str = "") -> None:
    logos = rules / "clinics" / "logos"
    logos.mkdir(exist_ok=True)
    path = "M0 0h100v40z" * 200  # as much as a real logo takes
    (logos / f"clinic-{n}.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40"><path d="{path}"/></svg>'
    )
    question, option = "skin_history", "cold_sores"
    text = _PLAIN.format(n=n, blue=0x50 + n % 32)
    if n % 10 == 0:
        text += _RULES.format(n=n, age=23 + n % 40, question=question, option=option)
    text = text.replace("name: ", f"name: {name}")
    (rules / "clinics" / f"clinic-{n}.yaml").write_text(text)


def _used(server: Running, clinics: int, rules: Path) -> Iterator[str]:
    reading = read(rules)
    assert reading.rulebook
    languages = reading.rulebook.languages
    assert len(languages) > 1, languages
    for language in languages:
        for n in range(clinics):
            for encoding in ("br", "gzip"):
                address = f"/c/clinic-{n}?lang={language}"
                status, _ = _get(server, address, encoding)
                assert status == 200, status
    yield f"all pages in {len(languages)} languages"
    plain = next(dict(case.fields) for case in reading.cases if case.id == "plain")
    body = urlencode(as_form(plain), doseq=True).encode()
    for language in languages:
        for n in range(clinics):
            status, _ = server.ask("POST", f"/c/clinic-{n}?lang={language}", body, **FORM)
            assert status == 200, status
    yield "a result of each"


def _get(server: Running, address: str, encoding: str) -> tuple[int, bytes]:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("GET", address, headers={"Accept-Encoding": encoding})
    answer = connection.getresponse()
    return answer.status, answer.read()


def _change(server: Running, rules: Path, _: int) -> float:
    _write(rules, 1, name="Changed ")
    return _until(server, "/c/clinic-1", "Changed Clinic 1")


def _new(server: Running, rules: Path, clinics: int) -> float:
    _write(rules, clinics)
    return _until(server, f"/c/clinic-{clinics}", f"Clinic {clinics}")


def _break(server: Running, rules: Path, _: int) -> float:
    (rules / "clinics" / "clinic-2.yaml").write_text("nme: Clinic 2\n")
    return _until(server, "/c/clinic-2", "Clinic not found")


def _until(server: Running, address: str, text: str) -> float:
    begun = time.perf_counter()
    while text not in server.ask("GET", address)[1]:
        time.sleep(0.05)
        assert time.perf_counter() - begun < 120, json.dumps(server.ready())
    return time.perf_counter() - begun


def _processor(server: Running) -> float:
    """Return the seconds of processor that the server has taken, and all that it has started."""
    ticks = 0
    for pid in (server.pid, *server.workers()):
        ticks += sum(
            map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:15])
        )
    return ticks / os.sysconf("SC_CLK_TCK")


def _memory(server: Running) -> str:
    """Say what the workers take: of their own, and with what they share with each other."""
    found = []
    for pid in server.workers():
        status = Path(f"/proc/{pid}/status").read_text()
        lines = dict(line.split(":", 1) for line in status.splitlines())
        found.append(f"{int(lines['VmRSS'].split()[0]) / 1024:.0f} MB")
    return ", ".join(found)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
