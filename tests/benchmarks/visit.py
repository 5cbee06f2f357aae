"""Measure a visit on a slow phone, in the machine's Chromium: ours, and what others load.

The network and the processor are slowed down as Lighthouse's phone is. SurveyJS gets the same
questions, made from the rulebook by code; of Typeform there is only the script that a site puts
into its page, for the form itself is on its servers. Everything comes from this machine,
compressed, with nothing in the browser's cache.

`python -m tests.benchmarks.visit` needs npm and the network.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import brotli  # type: ignore[import-untyped]  # it ships no types
from playwright.sync_api import Browser, CDPSession, sync_playwright

from quiz.model import Rulebook
from quiz.reading import read
from tests.benchmarks.survey import as_survey
from tests.browser.chromium import _ARGUMENTS, ChromiumTab
from tests.browser.engine import program
from tests.browser.person import Mouse, fill_in
from tests.people import Fields
from tests.web.running import running

RULES = Path(__file__).parent.parent.parent / "rules"
RUNS = 5
#: Lighthouse's phone: bytes in a second each way, milliseconds, and how much slower it works.
DOWN, UP, LATENCY, SLOWER = 1_600 * 1024 / 8, 750 * 1024 / 8, 150, 4
PACKAGES = ("survey-core", "survey-js-ui", "@typeform/embed")

_OBSERVE = """
  window.paint = 0; window.blocked = 0;
  new PerformanceObserver(list => { for (const one of list.getEntries()) paint = one.startTime; })
    .observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver(list => {
    for (const one of list.getEntries()) blocked += Math.max(0, one.duration - 50);
  }).observe({ type: "longtask", buffered: true });
"""
_SURVEY = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Skin quiz</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/survey.css"><div id="survey"></div>
<script src="/core.js"></script><script src="/ui.js"></script>
<script>new Survey.Model({survey}).render(document.getElementById("survey"))</script>"""
_TYPEFORM = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A clinic</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<h1>A clinic</h1><script src="/embed.js"></script>"""


class Opened(NamedTuple):
    """What it takes until the first question can be read and answered."""

    what: str
    bytes: int
    requests: int
    paint: float  #: the largest, in seconds
    blocked: float  #: milliseconds in which the page could not answer to a touch
    script: float  #: milliseconds


class Visit(NamedTuple):
    """All that was measured."""

    opened: tuple[Opened, ...]  #: ours first
    bytes: int  #: of ours from the first question to the result
    requests: int


def main() -> None:
    """Print it."""
    visit = measured()
    for one in visit.opened:
        print(one)
    print(f"ours to the result: {visit.bytes:,} bytes, {visit.requests} requests")


def measured(runs: int = RUNS) -> Visit:
    """Open each page several times; the median of each figure counts."""
    reading = read(RULES)
    assert reading.rulebook
    plain = next(dict(case.fields) for case in reading.cases if case.id == "plain")
    with (
        tempfile.TemporaryDirectory() as folder,
        running(RULES, Path(folder)) as quiz,
        _others(reading.rulebook, Path(folder)) as (port, versions),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=program("chromium"), args=_ARGUMENTS)
        ours = f"http://127.0.0.1:{quiz.port}/"
        pages = {
            "skin-quiz": ours,
            f"SurveyJS {versions['survey-core']}": f"http://127.0.0.1:{port}/survey",
            f"Typeform's embed script {versions['@typeform/embed']}, without the form": (
                f"http://127.0.0.1:{port}/typeform"
            ),
        }
        opened = [_opened(browser, what, address, runs) for what, address in pages.items()]
        found = _visited(browser, ours, plain)
        browser.close()
    return Visit(tuple(opened), *found)


def _opened(browser: Browser, what: str, address: str, runs: int) -> Opened:
    rounds = [_open(browser, address) for _ in range(runs)]
    size, requests, paint, blocked, script = (median(one) for one in zip(*rounds, strict=True))
    return Opened(what, int(size), int(requests), paint / 1000, blocked, script)


def _open(browser: Browser, address: str) -> tuple[float, ...]:
    with _phone(browser) as (tab, network, session):
        tab._page.add_init_script(_OBSERVE)
        tab.visit(address)
        tab._page.wait_for_timeout(1500)  # until what comes after loading is over
        metrics = session.send("Performance.getMetrics")["metrics"]
        script = next(one["value"] for one in metrics if one["name"] == "ScriptDuration")
        paint, blocked = tab.evaluate("() => [window.paint, window.blocked]")
        return sum(network.values()), len(network), paint, blocked, script * 1000


def _visited(browser: Browser, address: str, fields: Fields) -> tuple[int, int]:
    """Answer everything, and return the bytes and the requests of all of it."""
    with _phone(browser, slower=1) as (tab, network, _):
        tab.visit(address)
        fill_in(Mouse(tab), fields)
        tab._page.wait_for_load_state("networkidle")
        return int(sum(network.values())), len(network)


@contextmanager
def _phone(
    browser: Browser, slower: int = SLOWER
) -> Iterator[tuple[ChromiumTab, dict[str, float], CDPSession]]:
    """Open a slow phone with nothing in its cache, and count what comes over the network."""
    context = browser.new_context(
        viewport={"width": 412, "height": 823}, device_scale_factor=1.75, is_mobile=True
    )
    tab = ChromiumTab(context, script=True)
    session = context.new_cdp_session(tab._page)
    came: dict[str, float] = {}

    def count(event: Mapping[str, Any]) -> None:
        came[event["requestId"]] = event["encodedDataLength"]

    session.on("Network.loadingFinished", count)
    session.send("Network.enable")
    session.send("Performance.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": LATENCY, "downloadThroughput": DOWN, "uploadThroughput": UP},
    )
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    try:
        yield tab, came, session
    finally:
        context.close()


@contextmanager
def _others(rulebook: Rulebook, folder: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Fetch what others publish and serve it, compressed; say on which port, and the versions."""
    command = ["npm", "install", "--silent", "--ignore-scripts", "--prefix", str(folder)]
    subprocess.run([*command, *PACKAGES], check=True)
    modules = folder / "node_modules"
    versions = {
        one: json.loads((modules / one / "package.json").read_text())["version"] for one in PACKAGES
    }
    survey = json.dumps(as_survey(rulebook)).replace("</", "<\\/")
    files: dict[str, tuple[str, bytes | str]] = {
        "/survey": ("text/html", _SURVEY.replace("{survey}", survey).encode()),
        "/typeform": ("text/html", _TYPEFORM.encode()),
        "/survey.css": ("text/css", "survey-core/survey-core.fontless.min.css"),
        "/core.js": ("text/javascript", "survey-core/survey.core.min.js"),
        "/ui.js": ("text/javascript", "survey-js-ui/survey-js-ui.min.js"),
        "/embed.js": ("text/javascript", "@typeform/embed/build/embed.js"),
    }
    stored = {
        address: (
            type,
            brotli.compress(body if isinstance(body, bytes) else (modules / body).read_bytes()),
        )
        for address, (type, body) in files.items()
    }
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Stored, stored))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port, versions
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Stored(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, stored: Mapping[str, tuple[str, bytes]], *given: Any) -> None:  # noqa: ANN401 - as its base
        self._stored = stored
        super().__init__(*given)

    def do_GET(self) -> None:
        found = self._stored.get(self.path)
        type, body = found or ("text/plain", b"")
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", f"{type}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        if found:
            self.send_header("Content-Encoding", "br")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


if __name__ == "__main__":
    main()
