"""What Firefox and WebKitGTK have in common: keys are told to both in the same words."""

from __future__ import annotations

from abc import abstractmethod

from tests.browser.engine import WATCH, Browser, Json, PageGoneError

#: The code points that WebDriver and BiDi give to the keys that write nothing.
_KEYS = {
    "Tab": "\ue004", "Enter": "\ue007", "Shift": "\ue008", "Escape": "\ue00c", "Space": " ",
    "End": "\ue010", "Home": "\ue011", "ArrowLeft": "\ue012", "ArrowUp": "\ue013",
    "ArrowRight": "\ue014", "ArrowDown": "\ue015", "Control": "\ue009", "Backspace": "\ue003",
}  # fmt: skip


#: Where an element is within its frame, and how high the frame has to be.
_WITHIN = """element => {
  const { top, height } = element.getBoundingClientRect();
  return [top + height / 2, document.documentElement.offsetHeight + 2];
}"""
#: The page around brings that into view, as neither browser's driver does. Whether the frame has
#: its height, where a script gives it one: until then everything may still move.
_AROUND = """(frame, [middle, high]) => {
  const top = frame.getBoundingClientRect().top + frame.clientTop + middle - innerHeight / 2;
  scrollBy({ top, behavior: "instant" });
  return !frame.style.height || Math.abs(parseFloat(frame.style.height) - high) <= 2;
}"""


class RefusedError(Exception):
    """A browser did not do what it was told; the first word says why."""


class RemoteTab(Browser):
    _script: bool  #: without it, the page cannot be watched

    @abstractmethod
    def _act(self, *sources: Json) -> None:
        """Perform the actions of input sources."""

    @abstractmethod
    def _element(self, selector: str) -> Json:
        """Return an element, brought into view of its frame, as this browser names it; or none."""

    @abstractmethod
    def _of(self, element: Json, function: str) -> Json:
        """Return what a function of an element returns."""

    @abstractmethod
    def _around(self, function: str, given: Json) -> Json:
        """Call a function of the frame that this is inside, in the page around it."""

    @property
    @abstractmethod
    def _inside(self) -> bool:
        """Whether this is inside a frame."""

    def _click(self, selector: str) -> bool:
        element = self._element(selector)
        return bool(element) and self._press(element)

    def _press(self, element: Json) -> bool:
        """Press the mouse on an element, and say whether it was reached, as far as can be told."""
        if self._inside:
            if not self._around(_AROUND, self._of(element, _WITHIN)):
                return False
            self._of(element, WATCH)
        moved = {"type": "pointerMove", "x": 0, "y": 0, "origin": element}
        pressed = [{"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp")]
        try:
            self._act({"type": "pointer", "id": "mouse", "actions": [moved, *pressed]})
            return not self._inside or not self._script or self._reached()
        except PageGoneError:
            return True
        except RefusedError as refused:
            if refused.args[0] == "move target out of bounds":
                return False
            raise

    def press(self, key: str) -> None:
        keys = [_KEYS.get(one, one) for one in key.split("+")]
        down = [{"type": "keyDown", "value": one} for one in keys]
        up = [{"type": "keyUp", "value": one} for one in reversed(keys)]
        self._act({"type": "key", "id": "keys", "actions": down + up})

    def write(self, text: str) -> None:
        for letter in text:
            self.press(letter)
