"""Somebody fills in the quiz: they answer what they see, and press the one big button."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager

from tests.browser.engine import Browser
from tests.people import Fields
from tests.web.asking import Form, as_form

#: What leads on: "Continue" on a step, "See my result" at the end or on the whole page.
BUTTON = "form.quiz .button"

#: Every field that can be seen: its name, value, whether it is ticked; a number has no value.
_FIELDS = """() => [...document.querySelectorAll("form.quiz input:not([type=hidden])")]
  .filter(one => one.checkVisibility({ visibilityProperty: true }))
  .map(one => one.type === "text" ? [one.name, null, one.value]
                                  : [one.name, one.value, one.checked])"""
#: What is folded, and the name of the question that it belongs to.
_CLOSED = "form.quiz details:not([open]) > summary"
_FOLD = f"() => document.querySelector('{_CLOSED}').parentNode.querySelector('input').name"
_FOLDED = ("a fold", "closed")
#: What changes when a button has led to something: another document, step or error.
_STATE = """() => document.readyState === "complete" && document.querySelector("h1")
  && JSON.stringify([performance.timeOrigin,
  [...document.querySelectorAll("h1, h2, .summary a")].filter(one => one.checkVisibility())
  .map(one => one.textContent)])"""


class Hand(ABC):
    """How somebody reaches what is on the page."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser

    @abstractmethod
    def choose(self, name: str, value: str) -> None:
        """Tick or untick an option."""

    @abstractmethod
    def enter(self, name: str, text: str) -> None:
        """Put text into a field."""

    @abstractmethod
    def push(self, selector: str) -> None:
        """Press a button, or follow a link."""


class Mouse(Hand):
    def choose(self, name: str, value: str) -> None:
        self.browser.click(f'label:has([name="{name}"][value="{value}"])')

    def enter(self, name: str, text: str) -> None:
        self.browser.click(f'input[name="{name}"]')
        self.browser.press("Control+a")
        self.browser.write(text)

    def push(self, selector: str) -> None:
        self.browser.click(selector)


class Keyboard(Hand):
    """No mouse: `Tab` until the focus is there, then the key that it takes."""

    def choose(self, name: str, value: str) -> None:
        here = f'[name="{name}"][value="{value}"]'
        if not self.browser.shows(f'{here}[type="radio"]'):
            self._reach(here)
            self.browser.press("Space")
            return
        self._reach(f'[name="{name}"]')
        self.browser.press("Space")
        while not self._at(here):
            self.browser.press("ArrowDown")

    def enter(self, name: str, text: str) -> None:
        self._reach(f'input[name="{name}"]')
        self.browser.press("Control+a")
        self.browser.write(text)

    def push(self, selector: str) -> None:
        self._reach(selector)
        self.browser.press("Enter")

    def _at(self, selector: str) -> bool:
        return bool(self.browser.evaluate("s => document.activeElement?.matches(s)", selector))

    def _reach(self, selector: str) -> None:
        for _ in range(300):
            self.browser.press("Tab")
            if self._at(selector):
                return
        raise AssertionError(f"no way to {selector} by Tab alone\n{self.browser.seen()}")


def walk(hand: Hand, fields: Fields) -> Iterator[None]:
    """Answer page by page or all at once; pause before each press of the button."""
    form = as_form(fields)
    while hand.browser.shows("form.quiz"):
        answer(hand, form)
        yield
        onward(hand)


def fill_in(hand: Hand, fields: Fields) -> None:
    """Answer whatever is asked until the result is there."""
    for _ in walk(hand, fields):
        pass


def answer(hand: Hand, form: Form) -> None:
    """Answer all that can be seen, and what then comes to be seen."""
    for _ in range(200):
        if not (wrong := _next_to_answer(hand.browser, form)):
            return
        if wrong == _FOLDED:
            hand.push(_CLOSED)
            continue
        name, value = wrong
        if value is None:
            hand.enter(name, form[name][0])
        else:
            hand.choose(name, value)
    raise AssertionError(f"answers do not stay: {wrong}")


def _next_to_answer(browser: Browser, form: Form) -> tuple[str, str | None] | None:
    if browser.shows(_CLOSED) and browser.evaluate(_FOLD) in form:
        return _FOLDED
    for name, value, shown in browser.evaluate(_FIELDS):
        wanted = form.get(name, [])
        if value is None and wanted and shown != wanted[0]:
            return name, None
        if value is not None and (value in wanted) is not shown and (wanted or shown):
            return name, value
    return None


def onward(hand: Hand, button: str = BUTTON) -> None:
    """Press the one big button, or another, and wait until something came of it."""
    with something_comes(hand.browser):
        hand.push(button)


@contextmanager
def something_comes(browser: Browser) -> Iterator[None]:
    """Do something, then wait for another document, step or error."""
    before = browser.evaluate(_STATE)
    yield
    browser.wait_for(
        f"before => {{ const now = ({_STATE})(); return now && now !== before; }}", before
    )
