"""What a test can ask of a browser, the same of Chromium, Firefox and WebKitGTK."""

from __future__ import annotations

import shutil
import time
from abc import ABC, abstractmethod
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: What a page can hand to a test and the other way round: anything that JSON has.
Json = Any

#: The first element that a person can see among those that a selector names.
VISIBLE = """selector => [...document.querySelectorAll(selector)].find(one =>
  one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length)"""

#: The same, brought into view; nothing if something else lies on its middle.
IN_REACH = f"""selector => {{
  const one = ({VISIBLE})(selector);
  one?.scrollIntoView({{ block: "center", behavior: "instant" }});
  const {{ x, y, width, height }} = one?.getBoundingClientRect() ?? {{}};
  const there = one && document.elementFromPoint(x + width / 2, y + height / 2);
  return one?.contains(there) ? one : null;
}}"""

#: Notes whether the click that comes is one on an element: the page around may move just between
#: looking and pressing, as it may to a person, who sees what they ticked instead, takes it back and
#: presses again.
WATCH = """element => {
  window.reached = null;
  addEventListener("click", event => {
    reached = element.contains(event.target);
    if (!reached) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, { capture: true, once: true });
}"""
#: Whether it was; nothing before it comes. A page that came instead was led to by it.
_REACHED = "() => window.reached === undefined || reached"

_MOST_SECONDS = 20
#: Seconds in which a press comes to a busy frame as a click, unless it missed it altogether.
_COMES_WITHIN = 2.0


class PageGoneError(Exception):
    """The page was left while something was asked of it."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a person set their browser to."""

    script: bool = True
    cookies: str = ""  #: "kept", "third-party" or "all" blocked; "" as the browser comes
    whole: bool = False  #: Chromium as people have it, with windows that a test does not see
    dark: bool = False
    forced_colors: bool = False
    text: int = 100  #: size of the text in per cent
    language: str = "en"
    width: int = 1280
    height: int = 900


class Browser(ABC):
    """One tab of a real browser, with cookies and storage of its own.

    Functions are JavaScript, as text: `(a, b) => a + b`. A selector means the first visible
    element that it names.
    """

    engine: str

    @abstractmethod
    def visit(self, address: str) -> None:
        """Go to an address and wait for the page."""

    @abstractmethod
    def evaluate(self, function: str, *given: Json) -> Json:
        """Return what a function returns in the page; raise PageGoneError if it was left."""

    def click(self, selector: str) -> None:
        """Wait until an element can be reached, and press the mouse on its middle."""
        end = time.monotonic() + _MOST_SECONDS
        while not self._clicked(selector):
            if time.monotonic() > end:
                raise AssertionError(f"cannot be clicked: {selector}\n{self.seen()}")
            time.sleep(0.02)

    def _clicked(self, selector: str) -> bool:
        try:
            return self._click(selector)
        except PageGoneError:
            return False

    @abstractmethod
    def _click(self, selector: str) -> bool:
        """Bring an element into view and press the mouse on its middle; say if it was reached.

        Raises PageGoneError only before anything was pressed.
        """

    def _reached(self) -> bool:
        """Say whether the press that was watched for reached its element."""
        end = time.monotonic() + _COMES_WITHIN
        while (reached := self.evaluate(_REACHED)) is None and time.monotonic() < end:
            time.sleep(0.02)
        return bool(reached)

    @abstractmethod
    def press(self, key: str) -> None:
        """Press a key: `Tab`, `Shift+Tab`, `Space`, `Enter`, `ArrowDown`, a letter."""

    @abstractmethod
    def write(self, text: str) -> None:
        """Type text where the focus is."""

    @abstractmethod
    def back(self) -> None:
        """Use the browser's back button."""

    @abstractmethod
    def forward(self) -> None:
        """Use the browser's forward button."""

    @abstractmethod
    def reload(self) -> None:
        """Use the browser's reload button."""

    @abstractmethod
    def screenshot(self) -> bytes:
        """Return what is seen, as PNG."""

    @abstractmethod
    def requested(self) -> list[str]:
        """Return every address that was asked for, also by what the browser blocked."""

    @abstractmethod
    def cookies(self) -> list[str]:
        """Return the names of all cookies that the browser keeps for this tab."""

    @abstractmethod
    def inside(self, selector: str) -> AbstractContextManager[None]:
        """Do what follows inside a frame of the page."""

    def wait_for(self, function: str, *given: Json) -> Json:
        """Wait until a function returns something true, and return that."""
        end = time.monotonic() + _MOST_SECONDS
        while True:
            try:
                found = self.evaluate(function, *given)
            except PageGoneError:
                found = None
            if found:
                return found
            if time.monotonic() > end:
                told = f"not within {_MOST_SECONDS} seconds: {function} {given}"
                raise AssertionError(f"{told}\n{self.seen()}")
            time.sleep(0.02)

    def seen(self) -> str:
        """Return the text that can be seen."""
        text: str = self.evaluate("() => document.body.innerText")
        return text

    def text(self, selector: str) -> str:
        """Return the text of an element."""
        text: str = self.evaluate(f"selector => ({VISIBLE})(selector)?.innerText ?? ''", selector)
        return " ".join(text.split())

    def shows(self, selector: str) -> bool:
        """Say whether an element can be seen."""
        return bool(self.evaluate(f"selector => Boolean(({VISIBLE})(selector))", selector))

    def stored(self) -> list[str]:
        """Return the names of all that the page's host stored in the browser."""
        names: list[str] = self.evaluate(_STORED)
        return names


_STORED = """async () => [
  ...Object.keys(localStorage),
  ...Object.keys(sessionStorage),
  ...(await indexedDB.databases()).map(one => one.name),
  ...(globalThis.caches ? await caches.keys() : []),
  ...document.cookie.split(";").filter(Boolean),
]"""


class Engine(ABC):
    """An installed browser. Raises MissingError when it is made and is not there."""

    name: str

    @abstractmethod
    def tab(self, setting: Setting) -> AbstractContextManager[Browser]:
        """Open a tab that knows nothing of any other, and close it."""

    @abstractmethod
    def close(self) -> None:
        """End every process that was started."""


class MissingError(Exception):
    """A program that a browser needs is not installed."""


def program(*names: str) -> str:
    """Return the path of an installed program; raise MissingError."""
    for name in names:
        if found := shutil.which(name) or next(map(str, Path("/").glob(name.lstrip("/"))), None):
            return found
    raise MissingError(" or ".join(names))
