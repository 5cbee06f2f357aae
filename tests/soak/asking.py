"""What is asked of the server, how often, and what is wrong with an answer."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from itertools import accumulate
from random import Random

import brotli  # type: ignore[import-untyped]  # it ships no types

from tests.soak.client import Answer, request
from tests.soak.people import Person

API = "/api/v1/recommendations"
_FORM, _JSON = "application/x-www-form-urlencoded", "application/json"
_BROTLI = "Accept-Encoding: br"
_FINGERPRINT = re.compile(r"fingerprint <code[^>]*>([0-9a-f]{12})</code>")
_HEADLINE = re.compile(r'<h1 id="outcome"[^>]*>(.*?)</h1>', re.DOTALL)
_ON_EVERY_ANSWER = (b"x-content-type-options: nosniff", b"content-security-policy: default-src 'n")


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, and how its answer is judged."""

    name: str
    request: bytes
    #: Returns the fingerprint of the rulebook that answered, "" if none is named. Raises
    #: WrongError.
    judge: Callable[[Answer], str]


class WrongError(Exception):
    """What is wrong with an answer."""


class Mix:
    """Draws requests at random, with fixed shares."""

    def __init__(
        self, people: list[Person], variants: Mapping[str, int], static: str, random: Random
    ) -> None:
        """Take people, which of two ways each fingerprint decides, and the stylesheet's address."""
        self._people, self._variants, self._static = people, variants, static
        self._random = random
        self._etag = '"none"'
        shares = [share for share, _ in self._shares()]
        self._kinds = [kind for _, kind in self._shares()]
        self._cumulative = list(accumulate(shares))

    def draw(self) -> Asked:
        """Return the next request."""
        kind = self._random.choices(self._kinds, cum_weights=self._cumulative)[0]
        return kind(self._random.choice(self._people))

    def _shares(self) -> Iterator[tuple[int, Callable[[Person], Asked]]]:
        yield 26, lambda _: self._page("GET page", "/")
        yield 5, lambda _: self._page("GET frame", "/e/demo")
        yield 4, lambda _: self._page("GET page", "/?lang=fr", "empreinte")
        yield 16, lambda _: self._again()
        yield 18, lambda person: self._form("POST result", "/", person)
        yield 4, lambda person: self._form("POST result in a frame", "/e/demo", person)
        yield 9, self._api
        yield 4, lambda person: self._page_of("POST incomplete", "/", person.incomplete_form, 422)
        yield 3, self._incomplete_api
        yield 8, lambda _: Asked("GET static", request("GET", self._static, b"", "", _BROTLI), _ok)
        yield 2, lambda _: self._page("GET page", "/treatments/microneedling")
        yield 1, lambda _: Asked("GET readyz", request("GET", "/readyz"), self._ready)

    def _page(self, name: str, address: str, word: str = "fingerprint") -> Asked:
        def judge(answer: Answer) -> str:
            return _named(_text(answer, 200), word)

        return Asked(name, request("GET", address, b"", "", _BROTLI), judge)

    def _again(self) -> Asked:
        """Ask for the page that one has already: it may have changed since."""
        wanted = self._etag

        def judge(answer: Answer) -> str:
            if answer.status == 304:
                if answer.body or answer.header("etag") != wanted:
                    raise WrongError("304 with a body, or for another page")
                return ""
            found = _named(_text(answer, 200))
            self._etag = answer.header("etag")
            return found

        asked = request("GET", "/", b"", "", _BROTLI, f"If-None-Match: {wanted}")
        return Asked("GET again", asked, judge)

    def _form(self, name: str, address: str, person: Person) -> Asked:
        def judge(answer: Answer) -> str:
            text = _text(answer, 200)
            fingerprint = _named(text)
            found, told = _HEADLINE.search(text), person.told[self._variant(fingerprint)]
            headline = unescape(found[1]) if found else "nothing"
            if headline != told.headline:
                raise WrongError(f"{headline!r} instead of {told.headline!r} by {fingerprint}")
            return fingerprint

        return Asked(name, request("POST", address, person.form, _FORM, _BROTLI), judge)

    def _page_of(self, name: str, address: str, body: bytes, status: int) -> Asked:
        def judge(answer: Answer) -> str:
            return _named(_text(answer, status))

        return Asked(name, request("POST", address, body, _FORM, _BROTLI), judge)

    def _api(self, person: Person) -> Asked:
        def judge(answer: Answer) -> str:
            found = json.loads(_text(answer, 200))
            fingerprint = str(found["rulebook"]["fingerprint"])
            told = person.told[self._variant(fingerprint)]
            if (found["outcome"], found["urgency"]) != (told.outcome, told.urgency):
                raise WrongError(f"{found['outcome']} instead of {told.outcome} by {fingerprint}")
            return fingerprint

        return Asked("POST API", request("POST", API, person.json, _JSON), judge)

    def _incomplete_api(self, person: Person) -> Asked:
        def judge(answer: Answer) -> str:
            if not json.loads(_text(answer, 422))["errors"]:
                raise WrongError("422 without an error")
            return ""

        asked = request("POST", API, person.incomplete_json, _JSON)
        return Asked("POST incomplete", asked, judge)

    def _ready(self, answer: Answer) -> str:
        return str(json.loads(_text(answer, 200))["rulebook"]["fingerprint"])

    def _variant(self, fingerprint: str) -> int:
        if fingerprint not in self._variants:
            raise WrongError(f"an answer of the rulebook {fingerprint}, which never passed")
        return self._variants[fingerprint]


def _ok(answer: Answer) -> str:
    _text(answer, 200)
    return ""


def _text(answer: Answer, status: int) -> str:
    """Return the body as text. Raises WrongError for another status or a header that is missing."""
    head = answer.head.lower()
    if answer.status != status:
        raise WrongError(f"status {answer.status}")
    if b"\r\nset-cookie" in head or not all(one in head for one in _ON_EVERY_ANSWER):
        raise WrongError("a cookie, or a header is missing")
    body = answer.body
    if b"\r\ncontent-encoding: br" in head:
        body = brotli.decompress(body)
    return body.decode()


def _named(text: str, word: str = "fingerprint") -> str:
    """Return the fingerprint of a page. Raises WrongError if the page is not whole."""
    pattern = (
        _FINGERPRINT
        if word == "fingerprint"
        else re.compile(_FINGERPRINT.pattern.replace("fingerprint", word))
    )
    found = pattern.search(text)
    if not found or not text.rstrip().endswith("</html>"):
        raise WrongError("half a page, or one without a fingerprint")
    return found[1]
