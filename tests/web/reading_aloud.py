"""What of a page is seen before anything is opened."""

from __future__ import annotations

from html.parser import HTMLParser

_VOID = {"br", "hr", "img", "input", "link", "meta", "circle", "rect", "line"}
_UNSEEN = {"head", "header", "footer", "svg"}


class _Seen(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._open: list[tuple[str, dict[str, str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self._open.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._is_hidden():
            self.lines.append(" ".join(data.split()))

    def _is_hidden(self) -> bool:
        closed = False
        for tag, given in self._open:
            classes = given.get("class", "").split()
            if closed and tag != "summary":
                return True
            if tag in _UNSEEN or {"hidden", "skip", "sheet"} & {*given, *classes}:
                return True
            closed = tag == "details" and "open" not in given
        return False


def seen_at_first(html: str) -> list[str]:
    """Return the texts of the main part of a page, without what is closed, hidden or for paper."""
    return _Seen(html).lines
