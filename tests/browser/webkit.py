"""WebKitGTK: its MiniBrowser on a screen of its own, driven by WebDriver."""

from __future__ import annotations

import json
import os
import subprocess
import time
from base64 import b64decode
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection

from tests.browser.elsewhere import Elsewhere, elsewhere
from tests.browser.engine import IN_REACH, Browser, Engine, Json, PageGoneError, Setting, program
from tests.browser.remote import RefusedError, RemoteTab
from tests.web.running import free_port

#: How WebDriver names the field that holds an element.
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
_COOKIES = {"kept": "always", "third-party": "no-third-party", "all": "never"}
#: Seconds; usually one or two.
_STARTS_WITHIN = 20.0
_GONE = {"no such frame", "no such window", "stale element reference", "javascript error"}


class Driver:
    """The program that hands commands on to the browser."""

    def __init__(self, port: int) -> None:
        self._port = port

    def tell(self, method: str, path: str, seconds: float = 60, **given: Json) -> Json:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=seconds)
        try:
            connection.request(method, path, json.dumps(given) if method == "POST" else None)
            value = json.loads(connection.getresponse().read())["value"]
        finally:
            connection.close()
        if isinstance(value, dict) and "error" in value:
            raise (PageGoneError if value["error"] in _GONE else RefusedError)(
                value["error"], value
            )
        return value


class WebKitTab(RemoteTab):
    engine = "webkit"

    def __init__(self, driver: Driver, session: str, world: Elsewhere, setting: Setting) -> None:
        self._driver, self._session, self._world = driver, session, world
        self._frame: Json = None
        self._script = setting.script
        self._post("window/rect", width=setting.width, height=setting.height)

    def _post(self, path: str, **given: Json) -> Json:
        return self._driver.tell("POST", f"/session/{self._session}/{path}", **given)

    def _get(self, path: str) -> Json:
        return self._driver.tell("GET", f"/session/{self._session}/{path}")

    def visit(self, address: str) -> None:
        self._post("url", url=address)

    def evaluate(self, function: str, *given: Json) -> Json:
        return self._post("execute/sync", script=f"return ({function})(...arguments)", args=given)

    def _element(self, selector: str) -> Json:
        return self.evaluate(IN_REACH, selector)

    def _of(self, element: Json, function: str) -> Json:
        return self.evaluate(function, element)

    def _around(self, function: str, given: Json) -> Json:
        self._post("frame/parent")
        found = self.evaluate(function, self._frame, given)
        self._post("frame", id=self._frame)
        return found

    @property
    def _inside(self) -> bool:
        return self._frame is not None

    def _act(self, *sources: Json) -> None:
        self._post("actions", actions=list(sources))

    def back(self) -> None:
        self._post("back")

    def forward(self) -> None:
        self._post("forward")

    def reload(self) -> None:
        self._post("refresh")

    def screenshot(self) -> bytes:
        return b64decode(self._get("screenshot"))

    def requested(self) -> list[str]:
        """Return what the page that is open got, and all that any page asked of the world.

        The driver tells of no requests: those to the world go to a proxy that notes them.
        """
        entries = "() => performance.getEntries().filter(one => one.responseEnd !== undefined)"
        names: list[str] = self.evaluate(f"{entries}.map(one => one.name)")
        return names + self._world.asked

    def cookies(self) -> list[str]:
        return [cookie["name"] for cookie in self._get("cookie")]

    def _press(self, element: Json) -> bool:
        """Press the mouse on an element: outside of frames, half the work with a single command."""
        if self._inside:
            return super()._press(element)
        self._post(f"element/{element[_ELEMENT]}/click")
        return True

    @contextmanager
    def inside(self, selector: str) -> Iterator[None]:
        frame = self._element(selector)
        assert frame, f"cannot be reached: {selector}"
        self._post("frame", id=frame)
        self._frame = frame
        try:
            yield
        finally:
            self._frame = None
            self._post("frame/parent")


class WebKit(Engine):
    name = "webkit"

    def __init__(self) -> None:
        self._paths = program("WebKitWebDriver"), program("Xvfb")
        self._browser = program("/usr/lib/*/webkit2gtk-4.?/MiniBrowser")
        self._open = ExitStack()
        self._world = self._open.enter_context(elsewhere())
        self._driven = self._open.enter_context(ExitStack())
        self._driver = self._driven.enter_context(_started(*self._paths))
        self._one = ""  #: the session

    @contextmanager
    def tab(self, setting: Setting) -> Iterator[Browser]:
        assert not setting.forced_colors, "WebKitGTK has none"
        assert setting.text == 100, "MiniBrowser cannot change it"
        arguments = ["--automation", f"--proxy=http://127.0.0.1:{self._world.port}"]
        arguments += [f"--ignore-host={one}" for one in ("127.0.0.1", "*.localhost")]
        self._world.asked.clear()
        session = self._session(arguments + _arguments(setting))
        tab = WebKitTab(self._driver, session, self._world, setting)
        try:
            yield tab
        finally:
            self._end()

    def _session(self, arguments: list[str]) -> str:
        """Begin the one session that there can be: anew if the browser hangs before it is there."""
        options = {"binary": self._browser, "args": arguments}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        try:
            made = self._driver.tell("POST", "/session", _STARTS_WITHIN, capabilities=wanted)
        except TimeoutError:
            self._driven.close()
            self._driver = self._driven.enter_context(_started(*self._paths))
            made = self._driver.tell("POST", "/session", capabilities=wanted)
        self._one = made["sessionId"]
        return self._one

    def _end(self) -> None:
        """End it, so that what hangs in one browser stays in its own test."""
        self._driver.tell("DELETE", f"/session/{self._one}")

    def close(self) -> None:
        self._open.close()


def _arguments(setting: Setting) -> list[str]:
    script = f"--enable-javascript={str(setting.script).lower()}"
    cookies = [f"--cookies-policy={_COOKIES[setting.cookies]}"] if setting.cookies else []
    return [script, *cookies, *(["--dark-mode"] if setting.dark else [])]


@contextmanager
def _started(driver: str, screen: str) -> Iterator[Driver]:
    """Start a screen that nobody sees and the driver, and end both."""
    port = free_port()
    with _process([screen, "-displayfd", "1", "-screen", "0", "1400x1000x24"]) as xvfb:
        assert xvfb.stdout
        display = f":{xvfb.stdout.readline().decode().strip()}"
        environment = os.environ | {"DISPLAY": display, "NO_AT_BRIDGE": "1"}
        with _process([driver, f"--port={port}"], environment):
            yield _listening(port)


@contextmanager
def _process(
    command: list[str], environment: dict[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.wait(timeout=20)


def _listening(port: int) -> Driver:
    driver = Driver(port)
    for _ in range(200):
        try:
            driver.tell("GET", "/status")
        except ConnectionError:
            time.sleep(0.05)
        else:
            return driver
    raise AssertionError("WebKitWebDriver does not listen")
