"""WebDriver BiDi: what one process of Firefox is told, and says."""

from __future__ import annotations

import json
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from websockets.sync.client import ClientConnection, connect

from tests.browser.engine import Json, PageGoneError
from tests.browser.remote import RefusedError

_GONE = {"no such frame", "no such node", "stale element reference"}
_LISTENING = "WebDriver BiDi listening on "
_PREFER = """given => {
  for (const [name, value] of Object.entries(JSON.parse(given))) {
    const kind = { boolean: "Bool", number: "Int", string: "Char" }[typeof value];
    Services.prefs[`set${kind}Pref`](name, value);
  }
}"""


@dataclass
class Session:
    """A conversation with one process; `requests` holds every address that it asked for."""

    socket: ClientConnection
    requests: list[str] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)

    def tell(self, method: str, **params: Json) -> Json:
        """Tell it to do something and return what came of it; note what happens meanwhile."""
        number = next(self._numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while (said := json.loads(self.socket.recv(timeout=60))).get("id") != number:
            if said["type"] == "event":
                self.requests.append(said["params"]["request"]["url"])
        if said["type"] == "error":
            raise (PageGoneError if said["error"] in _GONE else RefusedError)(
                said["error"], said["message"]
            )
        return said["result"]

    def prefer(self, preferences: dict[str, Json]) -> None:
        """Set preferences of the browser that runs, from the window around its pages."""
        windows = self.tell("browsingContext.getTree", **{"moz:scope": "chrome"})["contexts"]
        given = {"type": "string", "value": json.dumps(preferences)}
        told = self.tell(
            "script.callFunction",
            functionDeclaration=_PREFER,
            arguments=[given],
            awaitPromise=False,
            target={"context": windows[0]["context"]},
        )
        if told["type"] == "exception":
            raise RefusedError(told["exceptionDetails"]["text"])


@contextmanager
def started(path: str, preferences: dict[str, Json]) -> Iterator[Session]:
    """Start a process with a profile of its own, and end it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in preferences.items()]
        Path(profile, "user.js").write_text("\n".join(lines), encoding="utf-8")
        log = Path(profile, "log")
        with (
            _process(path, profile, log),
            # No pings: their bytes come from the one global random, in a thread, and hypothesis
            # takes that for a strategy that draws from it.
            connect(f"{_address(log)}/session", max_size=None, ping_interval=None) as socket,
        ):
            session = Session(socket)
            session.tell("session.new", capabilities={})
            session.tell("session.subscribe", events=["network.beforeRequestSent"])
            yield session


@contextmanager
def _process(path: str, profile: str, log: Path) -> Iterator[None]:
    command = [path, "--headless", "--no-remote", "--profile", profile]
    command += ["--remote-debugging-port", "0", "--remote-allow-system-access"]
    with (
        log.open("wb") as out,
        subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT) as process,
    ):
        try:
            yield
        finally:
            process.terminate()
            process.wait(timeout=20)


def _address(log: Path) -> str:
    """Wait until it says where it listens."""
    for _ in range(600):
        if found := log.read_text(encoding="utf-8").partition(_LISTENING)[2]:
            return found.split()[0]
        time.sleep(0.05)
    raise AssertionError(f"Firefox does not listen:\n{log.read_text(encoding='utf-8')}")
