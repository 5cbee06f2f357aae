"""Hundreds of clinics in one server: time to start, memory of a worker, time to take up a change.

Every tenth clinic has rules of its own. A real server on a loopback port; every page of every
clinic is asked for in each language, and answers are sent to each, so that all that is kept is.
Run it with `python -m tests.benchmarks.clinics CLINICS WORKERS`.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

from babel.messages.pofile import read_po, write_po

from quiz.proving.child import prove
from quiz.reading import read
from tests.web.asking import as_form
from tests.web.running import Running, running

RULES = Path(__file__).parent.parent.parent / "rules"
CLINICS, WORKERS = 500, 1
LANGUAGES = ("en", "fr", "ur")
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
        _speak(rules)
        for n in range(clinics):
            _write(rules, n)
        print(f"proved with {clinics}: {_seconds(rules):.2f} s")
        begun = time.perf_counter()
        with running(rules, Path(folder), workers=workers) as server:
            print(f"started: {time.perf_counter() - begun:.2f} s")
            print(f"memory of a worker, at first: {_memory(server)}")
            for what in _used(server, clinics, rules):
                print(f"memory of a worker, after {what}: {_memory(server)}")
            print(f"a change is served after: {_change(server, rules):.2f} s")
            print(f"a new one is served after: {_new(server, rules, clinics):.2f} s")
            print(f"memory of a worker, at the end: {_memory(server)}")


def _seconds(rules: Path) -> float:
    begun = time.perf_counter()
    proof = prove(rules)
    assert proof.rulebook, proof.problems
    assert not proof.problems, proof.problems
    return time.perf_counter() - begun


def _speak(rules: Path) -> None:
    """Let the rulebook have three languages: every text in the other two is as it is written."""
    file = rules / "rulebook.yaml"
    lines = file.read_text(encoding="utf-8").splitlines()
    lines = [line for line in lines if not line.startswith("languages:")]
    file.write_text("\n".join([*lines, f"languages: [{', '.join(LANGUAGES)}]", ""]))
    for tag in LANGUAGES[1:]:
        path = rules / "translations" / f"{tag}.po"
        if path.exists():
            continue
        template = (rules / "translations" / "messages.pot").read_bytes()
        catalogue = read_po(BytesIO(template), locale=tag)
        for message in catalogue:
            one = isinstance(message.id, str)
            message.string = message.id if one else tuple(message.id[:1]) * catalogue.num_plurals
        with path.open("wb") as written:
            write_po(written, catalogue)


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


def _change(server: Running, rules: Path) -> float:
    _write(rules, 1, name="Changed ")
    return _until(server, "/c/clinic-1", "Changed Clinic 1")


def _new(server: Running, rules: Path, clinics: int) -> float:
    _write(rules, clinics)
    return _until(server, f"/c/clinic-{clinics}", f"Clinic {clinics}")


def _until(server: Running, address: str, text: str) -> float:
    begun = time.perf_counter()
    while text not in server.ask("GET", address)[1]:
        time.sleep(0.05)
        assert time.perf_counter() - begun < 120, json.dumps(server.ready())
    return time.perf_counter() - begun


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
