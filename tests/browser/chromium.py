"""Chromium, driven by Playwright."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser as Process
from playwright.sync_api import BrowserContext, ElementHandle, Error, Frame, Page, sync_playwright

from tests.browser.engine import (
    IN_REACH,
    WATCH,
    Browser,
    Engine,
    Json,
    PageGoneError,
    Setting,
    program,
)

#: Root needs the second; the others keep it from asking anyone for anything by itself.
_ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
]
#: Preferences for cookies; without any, the context that Playwright makes blocks third-party ones.
_PROFILES = {
    "kept": {"cookie_controls_mode": 0},
    "third-party": {"cookie_controls_mode": 1},
    "all": {"default_content_setting_values": {"cookies": 2}},
}
_GONE = (
    "Execution context was destroyed",
    "Frame was detached",
    "Cannot find context",
    "Target page, context or browser has been closed",  # a frame's, by another page around it
)
#: The middle of an element that can be reached.
_SPOT = f"""selector => {{
  const one = ({IN_REACH})(selector);
  const {{ x, y, width, height }} = one?.getBoundingClientRect() ?? {{}};
  return one && [x + width / 2, y + height / 2];
}}"""


@contextmanager
def _gone() -> Iterator[None]:
    try:
        yield
    except Error as error:
        if any(gone in error.message for gone in _GONE):
            raise PageGoneError from error
        raise


class ChromiumTab(Browser):
    engine = "chromium"

    def __init__(self, context: BrowserContext, *, script: bool) -> None:
        self._context, self._script = context, script
        self._requested: list[str] = []
        context.on("request", lambda request: self._requested.append(request.url))
        self._page: Page = context.new_page()
        self._frame: Frame = self._page.main_frame

    def visit(self, address: str) -> None:
        self._page.goto(address)

    def evaluate(self, function: str, *given: Json) -> Json:
        with _gone():
            return self._frame.evaluate(f"given => ({function})(...given)", list(given))

    def _click(self, selector: str) -> bool:
        if self._frame.parent_frame:  # the page around is another process, which scrolls later
            return self._click_inside(selector)
        if spot := self.evaluate(_SPOT, selector):
            self._page.mouse.click(*spot)
        return bool(spot)

    def _click_inside(self, selector: str) -> bool:
        element = self._element(selector)
        if not element:
            return False
        element.evaluate(WATCH)
        element.click()
        try:
            return not self._script or self._reached()
        except PageGoneError:
            return True

    def _element(self, selector: str) -> ElementHandle | None:
        with _gone():
            return self._frame.evaluate_handle(IN_REACH, selector).as_element()

    def press(self, key: str) -> None:
        self._page.keyboard.press(key)

    def write(self, text: str) -> None:
        self._page.keyboard.type(text)

    def back(self) -> None:
        self._page.go_back()

    def forward(self) -> None:
        self._page.go_forward()

    def reload(self) -> None:
        self._page.reload()

    def screenshot(self) -> bytes:
        return self._page.screenshot()

    def requested(self) -> list[str]:
        return list(self._requested)

    def cookies(self) -> list[str]:
        return [cookie.get("name", "") for cookie in self._context.cookies()]

    @contextmanager
    def inside(self, selector: str) -> Iterator[None]:
        element = self._element(selector)
        assert element, f"cannot be reached: {selector}"
        outer, frame = self._frame, element.content_frame()
        assert frame, f"not a frame: {selector}"
        self._frame = frame
        try:
            yield
        finally:
            self._frame = outer


class Chromium(Engine):
    name = "chromium"

    def __init__(self) -> None:
        self._whole = program("chromium")
        # The same without windows, which takes half the time: Debian has it beside the other.
        self._shell = program("chromium-headless-shell", "chromium")
        self._playwright = sync_playwright().start()
        self._processes: dict[tuple[str, int], Process] = {}

    @contextmanager
    def tab(self, setting: Setting) -> Iterator[Browser]:
        profile = _PROFILES.get(setting.cookies)
        with self._context(setting) if profile is None else self._kept(setting, profile) as context:
            yield ChromiumTab(context, script=setting.script)

    @contextmanager
    def _context(self, setting: Setting) -> Iterator[BrowserContext]:
        path = self._whole if setting.whole else self._shell
        context = self._process(path, setting.text).new_context(
            **_told(setting), forced_colors="active" if setting.forced_colors else "none"
        )
        try:
            yield context
        finally:
            context.close()

    @contextmanager
    def _kept(self, setting: Setting, profile: Json) -> Iterator[BrowserContext]:
        """Start a process with a profile: only there does it take a setting for cookies."""
        with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            Path(folder, "Default").mkdir()
            Path(folder, "Default", "Preferences").write_text(json.dumps({"profile": profile}))
            context = self._playwright.chromium.launch_persistent_context(
                folder, executable_path=self._whole, args=_ARGUMENTS, **_told(setting)
            )
            try:
                yield context
            finally:
                context.close()

    def _process(self, path: str, text: int) -> Process:
        """Start one process for each size of text: no page has one of its own."""
        if (path, text) not in self._processes:
            size = f"--blink-settings=defaultFontSize={16 * text // 100}"
            self._processes[path, text] = self._playwright.chromium.launch(
                executable_path=path, args=[*_ARGUMENTS, size]
            )
        return self._processes[path, text]

    def close(self) -> None:
        for process in self._processes.values():
            process.close()
        self._playwright.stop()


def _told(setting: Setting) -> Json:
    return {
        "java_script_enabled": setting.script,
        "color_scheme": "dark" if setting.dark else "light",
        "locale": setting.language,
        "viewport": {"width": setting.width, "height": setting.height},
    }
