"""What Firefox and WebKitGTK have in common: keys are told to both in the same words."""

from __future__ import annotations

from abc import abstractmethod

from tests.browser.engine import VISIBLE, Browser, Json

#: The code points that WebDriver and BiDi give to the keys that write nothing.
_KEYS = {
    "Tab": "\ue004", "Enter": "\ue007", "Shift": "\ue008", "Escape": "\ue00c", "Space": " ",
    "End": "\ue010", "Home": "\ue011", "ArrowLeft": "\ue012", "ArrowUp": "\ue013",
    "ArrowRight": "\ue014", "ArrowDown": "\ue015", "Control": "\ue009", "Backspace": "\ue003",
}  # fmt: skip


class RemoteTab(Browser):
    @abstractmethod
    def _act(self, *sources: Json) -> None:
        """Perform the actions of input sources."""

    def click_unseen(self, selector: str) -> None:
        """Click an element of a frame, which lies anywhere on the page around it.

        No mouse: neither browser's driver brings a frame's element into view of the page around.
        """
        clicked = f"""selector => {{
          const one = ({VISIBLE})(selector);
          one?.focus();
          one?.click();
          return !!one;
        }}"""
        assert self.evaluate(clicked, selector), f"cannot be clicked: {selector}"

    def press(self, key: str) -> None:
        keys = [_KEYS.get(one, one) for one in key.split("+")]
        down = [{"type": "keyDown", "value": one} for one in keys]
        up = [{"type": "keyUp", "value": one} for one in reversed(keys)]
        self._act({"type": "key", "id": "keys", "actions": down + up})

    def write(self, text: str) -> None:
        for letter in text:
            self.press(letter)
