"""Chromium, driven by Playwright."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser as Process
from playwright.sync_api import BrowserContext, ElementHandle, Error, Frame, Page, sync_playwright

from tests.browser.engine import IN_REACH, Browser, Engine, Json, PageGoneError, Setting, program

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
_GONE = ("Execution context was destroyed", "Frame was detached", "Cannot find context")


class ChromiumTab(Browser):
    def __init__(self, context: BrowserContext) -> None:
        self._context = context
        self._requested: list[str] = []
        context.on("request", lambda request: self._requested.append(request.url))
        self._page: Page = context.new_page()
        self._frame: Frame = self._page.main_frame

    def visit(self, address: str) -> None:
        self._page.goto(address)

    def evaluate(self, function: str, *given: Json) -> Json:
        try:
            return self._frame.evaluate(f"given => ({function})(...given)", list(given))
        except Error as error:
            if any(gone in error.message for gone in _GONE):
                raise PageGoneError from error
            raise

    def _click(self, selector: str) -> None:
        box = self._element(selector).bounding_box()
        assert box
        self._page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def _element(self, selector: str) -> ElementHandle:
        found = self._frame.evaluate_handle(IN_REACH, selector).as_element()
        assert found, f"cannot be clicked: {selector}"
        return found

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
        outer, frame = self._frame, self._element(selector).content_frame()
        assert frame, f"not a frame: {selector}"
        self._frame = frame
        try:
            yield
        finally:
            self._frame = outer


class Chromium(Engine):
    name = "chromium"

    def __init__(self) -> None:
        self._path = program("chromium")
        self._playwright = sync_playwright().start()
        self._processes: dict[int, Process] = {}

    @contextmanager
    def tab(self, setting: Setting) -> Iterator[Browser]:
        context = self._process(setting.text).new_context(
            java_script_enabled=setting.script,
            color_scheme="dark" if setting.dark else "light",
            forced_colors="active" if setting.forced_colors else "none",
            locale=setting.language,
            viewport={"width": setting.width, "height": setting.height},
        )
        try:
            yield ChromiumTab(context)
        finally:
            context.close()

    def _process(self, text: int) -> Process:
        """Start one process for each size of text: it is a setting of the whole browser."""
        if text not in self._processes:
            size = f"--blink-settings=defaultFontSize={16 * text // 100}"
            self._processes[text] = self._playwright.chromium.launch(
                executable_path=self._path, args=[*_ARGUMENTS, size]
            )
        return self._processes[text]

    def close(self) -> None:
        for process in self._processes.values():
            process.close()
        self._playwright.stop()
