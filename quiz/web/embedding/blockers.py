"""What would keep the quiz from showing, or from working well, on a page that was fetched. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from quiz.web.embedding.asking import Fetched
from quiz.web.embedding.policies import FRAMES, SCRIPTS, forbids, policies
from quiz.web.embedding.snippet import SANDBOX, Embedded, host_policy

_LAST_FINE = 399
#: A sandboxed frame can send answers by the one or by the other.
_SENDING = {"allow-scripts", "allow-forms"}
_STICKY = re.compile(r"position\s*:\s*(-webkit-)?(sticky|fixed)", re.IGNORECASE)

Attributes = dict[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """One thing about the page; it blocks, or it is only worth mending."""

    blocks: bool
    text: str

    def __str__(self) -> str:
        return f"{'blocks' if self.blocks else 'mend'}: {self.text}"


class _Parts(HTMLParser):
    """The frames, scripts, policies and styles of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.frames: list[Attributes] = []
        self.scripts: list[Attributes] = []
        self.openers: list[Attributes] = []
        self.policies: list[str] = []
        self.styles: list[str] = []
        self._style = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._style = tag == "style"
        if tag == "iframe":
            self.frames.append(given)
        elif tag == "script":
            self.scripts.append(given)
        elif tag == "meta" and given.get("http-equiv", "").lower() == "content-security-policy":
            self.policies.append(given.get("content", ""))
        if "data-quiz-open" in given:
            self.openers.append(given)
        self.styles.append(given.get("style", ""))

    def handle_endtag(self, tag: str) -> None:
        self._style = self._style and tag != "style"

    def handle_data(self, data: str) -> None:
        if self._style:
            self.styles.append(data)


def found_on(page: Fetched, embedded: Embedded, origins: tuple[str, ...]) -> list[Found]:
    """Return everything about a page that keeps a clinic's quiz from showing or working there."""
    parts = _Parts(page.html)
    return [
        *_about_page(page, origins, embedded),
        *_about_policies(page, parts, embedded),
        *_about_parts(parts, embedded),
    ]


def _about_page(page: Fetched, origins: tuple[str, ...], embedded: Embedded) -> Iterator[Found]:
    if page.status > _LAST_FINE:
        yield _blocks(f"the page answers {page.status}: what follows is about its error page")
    if page.origin not in origins:
        known = ", ".join(origins) or "none"
        yield _blocks(f"frame-ancestors: the clinic's file allows {known}, not {page.origin}")
    if page.origin.startswith("https:") and embedded.origin.startswith("http:"):
        yield _blocks("a page on https shows no frame over http: serve the quiz over https")
    if page.headers["Cross-Origin-Embedder-Policy"] and not embedded.origin.startswith("https:"):
        yield _mend("Cross-Origin-Embedder-Policy: the quiz answers it, but only over https")


def _about_policies(page: Fetched, parts: _Parts, embedded: Embedded) -> Iterator[Found]:
    headers = page.headers.get_all("Content-Security-Policy") or []
    add = host_policy(embedded.origin)
    for policy in policies([*headers, *parts.policies]):
        if named := forbids(policy, FRAMES, embedded.framed, page.address):
            yield _blocks(f"Content-Security-Policy: {named} forbids the frame; add {add}")
        if named := forbids(policy, SCRIPTS, embedded.loader, page.address):
            yield _mend(f"Content-Security-Policy: {named} forbids the script; add {add}")
        if "sandbox" in policy:
            yield from _about_sandbox("the page's own sandbox", policy["sandbox"])


def _about_parts(parts: _Parts, embedded: Embedded) -> Iterator[Found]:
    start = f"{embedded.origin}/e/"
    frames = [one for one in parts.frames if one.get("src", "").startswith(start)]
    openers = [one for one in parts.openers if one["data-quiz-open"].startswith(start)]
    if not frames and not openers:
        yield _blocks(f"there is no frame with an address below {start} in the page as it is sent")
        return
    for frame in frames:
        yield from _about_frame(frame, embedded)
    if not any(one.get("src", "").startswith(f"{embedded.origin}/embed/") for one in parts.scripts):
        yield _mend(f"the script is missing, so that the frame scrolls inside: {embedded.loader}")
    if any(_STICKY.search(style) for style in parts.styles) and not any(
        "data-offset" in frame for frame in frames
    ):
        what = "something stays in view (sticky or fixed)"
        yield _mend(f'{what}: if it is a header, tell the iframe its height, data-offset="80"')


def _about_frame(frame: Attributes, embedded: Embedded) -> Iterator[Found]:
    path = frame["src"].removeprefix(f"{embedded.origin}/e/").partition("?")[0]
    if path.partition("/")[0] != embedded.clinic:
        yield _blocks(f"the frame shows another clinic: {frame['src']}")
    if not frame.get("title", "").strip():
        yield _mend("the iframe has no title: a screen reader says nothing of what is in it")
    if "data-quiz" not in frame:
        yield _mend(
            "the iframe has no data-quiz: the script leaves it alone, and it scrolls inside"
        )
    if "sandbox" in frame:
        yield from _about_sandbox("the iframe's sandbox", frame["sandbox"].lower().split())
    if "allow" in frame:
        yield _mend("the iframe has an allow attribute: the quiz needs none")


def _about_sandbox(which: str, flags: Collection[str]) -> Iterator[Found]:
    lacking = " ".join(flag for flag in SANDBOX.split() if flag not in flags)
    if not _SENDING & set(flags):
        yield _blocks(f"{which} allows neither scripts nor forms: no answer can be sent")
    elif lacking:
        yield _mend(f"{which} lacks {lacking}: the height, links or printing may fail")


def _blocks(text: str) -> Found:
    return Found(blocks=True, text=text)


def _mend(text: str) -> Found:
    return Found(blocks=False, text=text)
