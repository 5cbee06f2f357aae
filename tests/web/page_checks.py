"""What must hold of every page, whatever it shows."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

VOID = {"br", "hr", "img", "input", "link", "meta"}
_REFERRING = {"for", "aria-describedby", "aria-labelledby", "form"}


class Page(HTMLParser):
    """A page taken apart."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, list[str]] = {}
        self.unlabelled: list[dict[str, str]] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert not self._open, f"left open: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names), f"an attribute twice in {tag} {attrs}"
        given = {name: value or "" for name, value in attrs}
        if "template" not in self._open:  # what is in one is no part of the page yet
            self.elements.append((tag, given))
        if tag == "input" and given["type"] != "hidden" and "label" not in self._open:
            self.unlabelled.append(given)
        if tag not in VOID:
            self._open.append(tag)
        if given.get("aria-hidden") == "true":
            return
        if tag in {"h1", "button", "script"} or (tag == "title" and "svg" not in self._open):
            self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        assert self._open.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        for tag in self._open:
            if tag in self.texts and "svg" not in self._open:
                self.texts[tag][-1] += data

    def values(self, attribute: str) -> list[str]:
        return [given[attribute] for _, given in self.elements if attribute in given]

    def text(self, tag: str) -> str:
        (text,) = self.texts[tag]
        return " ".join(text.split())

    @property
    def stylesheet(self) -> str:
        """The address of the one stylesheet."""
        (address,) = [
            given["href"] for _, given in self.elements if given.get("rel") == "stylesheet"
        ]
        return address

    def inputs(self, name: str) -> list[dict[str, str]]:
        found = [given for tag, given in self.elements if tag == "input"]
        return [given for given in found if given.get("name") == name]


def check_page(html: str) -> None:
    page = Page(html)
    _check_heads(page)
    _check_ids(page)
    _check_labels(page)
    _check_nothing_inline_or_foreign(page)


def _check_heads(page: Page) -> None:
    title, wrong = page.text("title"), "alert" in page.values("role")  # then "Error: " comes first
    assert (title.split(": ", 1)[1] if wrong else title).startswith(page.text("h1"))
    assert next(given for tag, given in page.elements if tag == "html")["lang"]
    tags = Counter(tag for tag, _ in page.elements)
    assert [tags[landmark] for landmark in ("header", "main", "footer")] == [1, 1, 1]
    assert "#content" in page.values("href"), "no way to skip to the content"


def _check_ids(page: Page) -> None:
    ids = Counter(page.values("id"))
    assert max(ids.values()) == 1, ids.most_common(3)
    referred = {id for name in _REFERRING for ids in page.values(name) for id in ids.split()}
    referred |= {href[1:] for href in page.values("href") if href.startswith("#")}
    assert referred <= set(ids), referred - set(ids)


def _check_labels(page: Page) -> None:
    labelled = set(page.values("for"))
    assert [given for given in page.unlabelled if given.get("id") not in labelled] == []
    assert all(text.strip() for text in page.texts.get("button", []))
    legends = sum(tag == "legend" for tag, _ in page.elements)
    assert legends == sum(tag == "fieldset" for tag, _ in page.elements)


def _check_nothing_inline_or_foreign(page: Page) -> None:
    """The content security policy would block it, silently."""
    assert not page.values("style")
    assert not [tag for tag, _ in page.elements if tag == "style"]
    assert not "".join(page.texts.get("script", [])).strip()
    assert not [name for _, given in page.elements for name in given if name.startswith("on")]
    loaded = page.values("src") + [
        given["href"]
        for tag, given in page.elements
        if tag == "link" and given["rel"] != "alternate"  # which is only named, for programs
    ]
    assert all(address.startswith("/") for address in loaded)
