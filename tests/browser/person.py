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

#: What is folded.
_CLOSED = "form.quiz details:not([open]) > summary"
#: What to do next with all that can be seen, so that a form says what it ought to: unfold
#: something, press an option, or type: a number has no value.
_NEXT = f"""form => {{
  const all = selector => [...document.querySelectorAll(selector)].filter(
    one => one.checkVisibility({{ visibilityProperty: true }}));
  const named = summary => summary.parentNode.querySelector("input").name;
  if (all("{_CLOSED}").some(one => form[named(one)])) return ["a fold", "closed"];
  for (const one of all("form.quiz input:not([type=hidden])")) {{
    const wanted = form[one.name] ?? [];
    const typed = one.type === "text";
    const right = typed ? one.value === wanted[0] : one.checked === wanted.includes(one.value);
    const asked = wanted.length || (!typed && one.checked);
    if (asked && !right) return [one.name, typed ? null : one.value];
  }}
  return null;
}}"""
_FOLDED = ["a fold", "closed"]
_ALL_AT_ONCE = f"""form => {{
  for (let turn = 0; turn < 200; turn += 1) {{
    const next = ({_NEXT})(form);
    if (!next) return true;
    const [name, value] = next;
    if (name === "a fold") {{
      [...document.querySelectorAll("{_CLOSED}")].find(one => one.checkVisibility()).click();
    }} else if (value === null) {{
      const field = document.getElementsByName(name)[0];
      field.value = form[name][0];
      for (const kind of ["input", "change"]) {{
        field.dispatchEvent(new Event(kind, {{ bubbles: true }}));
      }}
    }} else {{
      document.querySelector(`[name="${{name}}"][value="${{value}}"]`).click();
    }}
  }}
  return false;
}}"""
#: What changes when a button has led to something: another document, step or error.
_STATE = """() => document.readyState === "complete" && document.querySelector("h1")
  && JSON.stringify([performance.timeOrigin,
  [...document.querySelectorAll("h1, h2, .summary a")].filter(one => one.checkVisibility())
  .map(one => one.textContent)])"""


class Hand(ABC):
    """How somebody reaches what is on the page."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser

    def answer(self, form: Form) -> None:
        """Answer all that can be seen, and what then comes to be seen."""
        for _ in range(200):
            if not (wrong := self.browser.evaluate(_NEXT, form)):
                return
            name, value = wrong
            if wrong == _FOLDED:
                self.push(_CLOSED)
            elif value is None:
                self.enter(name, form[name][0])
            else:
                self.choose(name, value)
        raise AssertionError(f"answers do not stay: {wrong}")

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


class Quick(Mouse):
    """Presses buttons as a mouse does, and answers all at once: where a test is not about that."""

    def answer(self, form: Form) -> None:
        """Let a script answer, with the events that a person's click has."""
        assert self.browser.evaluate(_ALL_AT_ONCE, form), "answers do not stay"


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
        hand.answer(form)
        yield
        onward(hand)


def fill_in(hand: Hand, fields: Fields) -> None:
    """Answer whatever is asked until the result is there."""
    for _ in walk(hand, fields):
        pass


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
