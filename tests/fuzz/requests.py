"""Requests nobody would send: any method, path, query string, header and body, as WSGI has them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

from flask import Flask
from hypothesis import strategies as st

from quiz.model import Rulebook
from tests.people import Fields, fields
from tests.web.asking import as_form

_T = TypeVar("_T")

#: In every value that might be an answer: where it comes back, it was repeated.
MARK = "zq7"
METHODS = ("HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "get")
_FORM, _JSON = "application/x-www-form-urlencoded", "application/json"
_KINDS = (_FORM, _JSON, f"{_FORM}; charset=zq7", "multipart/form-data; boundary=zq7", "text/plain")
#: Addresses that take answers.
_TAKERS = ("/", "/c/demo", "/e/demo", "/rulebook/try", "/api/v1/recommendations")
_PARAMETERS = ("lang", "clinic", "v", "url", "format", "maxwidth", "maxheight", "mode", "fixed")
#: Headers that something here reads, or that a server or a proxy in front might.
_HEADERS = (
    "ACCEPT",
    "ACCEPT_ENCODING",
    "ACCEPT_LANGUAGE",
    "AUTHORIZATION",
    "COOKIE",
    "EXPECT",
    "FORWARDED",
    "IF_MATCH",
    "IF_MODIFIED_SINCE",
    "IF_NONE_MATCH",
    "IF_RANGE",
    "IF_UNMODIFIED_SINCE",
    "ORIGIN",
    "RANGE",
    "REFERER",
    "TRANSFER_ENCODING",
    "USER_AGENT",
    "X_FORWARDED_FOR",
    "X_FORWARDED_HOST",
    "X_FORWARDED_PROTO",
    "X_HTTP_METHOD_OVERRIDE",
)
_TELLING = (
    "en",
    "ur",
    "fr-CA;q=0.5",
    "br",
    "gzip;q=0",
    "*",
    "bytes=0-1",
    "bytes=-9",
    "W/",
    '"',
    "0",
)
#: Host names come back in addresses, as they must: an answer they are not.
_HOSTS = (
    "localhost",
    "quiz.example:8000",
    "[::1]:1",
    "",
    "a b",
    "x" * 300,
    "\u00e9",
    "a/b",
    "@",
    ":",
    "xn--a",
)


@dataclass(frozen=True)
class Sent:
    """One request."""

    method: str
    path: str
    query: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    kind: str = ""
    length: str | None = None  #: what is said of the body's; None for nothing

    def environ(self) -> dict[str, Any]:
        """Return it as a server hands it to an application."""
        made: dict[str, Any] = {
            "REQUEST_METHOD": self.method,
            "SCRIPT_NAME": "",
            "PATH_INFO": self.path.encode().decode("latin-1"),
            "QUERY_STRING": self.query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "localhost",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(self.body),
            "wsgi.errors": BytesIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }
        made |= {f"HTTP_{name}": value for name, value in self.headers.items()}
        made |= {"CONTENT_TYPE": self.kind} if self.kind else {}
        return made | ({} if self.length is None else {"CONTENT_LENGTH": self.length})


def requests(app: Flask, rulebook: Rulebook) -> st.SearchStrategy[Sent]:
    """Draw requests, to every address that the application has and to others."""
    addresses = st.sampled_from(sorted(set(_paths(app))))
    takers = st.sampled_from(_TAKERS)
    lengths = st.sampled_from((None, *range(-2, 3), 10**9))
    return st.builds(
        _sent,
        _mostly(st.sampled_from(("GET", "POST", "POST")), st.sampled_from(METHODS)),
        _mostly(
            st.one_of(addresses, takers), _values().map(lambda one: f"/{one}".replace(MARK, ""))
        ),
        _mostly(_query(rulebook), _raw_query()),
        _headers(),
        _bodies(rulebook),
        _mostly(st.just(0), lengths),
    )


def _mostly(usual: st.SearchStrategy[_T], other: st.SearchStrategy[_T]) -> st.SearchStrategy[_T]:
    return st.integers(0, 7).flatmap(lambda one: usual if one else other)


def _sent(
    method: str,
    path: str,
    query: str,
    headers: dict[str, str],
    body: tuple[bytes, str],
    off: int | None,
) -> Sent:
    content, kind = body if method != "GET" else (b"", "")
    length = None if off is None else str(len(content) + (off if abs(off) > 1 else 0))
    return Sent(method, path, query, headers, content, kind, length)


def _paths(app: Flask) -> Iterator[str]:
    """Yield every address, with names that there are and names that there are not."""
    names = (
        "demo",
        "microneedling",
        "js/quiz.js",
        "css/page.css",
        "../rules",
        "%2e%2e",
        "nowhere",
        "",
    )
    for rule in app.url_map.iter_rules():
        before, _, rest = rule.rule.partition("<")
        after = rest.partition(">")[2]
        yield from (f"{before}{name}{after}" for name in (names if rest else ("",)))
    yield from (
        "/static/js/frame.js",
        "/static/js/wordpress.js",
        "//",
        "/.",
        "/c//demo",
        "/e/demo/",
    )


def _values() -> st.SearchStrategy[str]:
    """Draw any text with the mark in it, very long ones among them."""
    texts = st.text(st.characters(codec="utf-8"), max_size=12)
    long = st.sampled_from(("9" * 5000, "\0", "../" * 400, "<script>", '"><x ', "%00", "\r\nX-Y: "))
    return st.one_of(texts, long).map(lambda one: f"{one}{MARK}")


def _header_values() -> st.SearchStrategy[str]:
    letters = st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f")
    drawn = st.text(letters, max_size=20).map(lambda one: f"{one}{MARK}")
    return st.one_of(drawn, st.sampled_from(_TELLING), st.just("9" * 5000))


def _headers() -> st.SearchStrategy[dict[str, str]]:
    others = st.dictionaries(st.sampled_from(_HEADERS), _header_values(), max_size=4)
    hosts = _mostly(st.just("localhost"), st.sampled_from(_HOSTS))
    return st.builds(lambda one, host: one | {"HOST": host}, others, hosts)


def _query(rulebook: Rulebook) -> st.SearchStrategy[str]:
    names = st.sampled_from((*_PARAMETERS, *_names(rulebook)[:6], MARK))
    known = ("fr", "demo", "http://localhost/c/demo", "json", "9" * 5000, "http://[", "popup")
    values = st.one_of(_values(), st.sampled_from(known))
    usual = st.sampled_from(("", "", "lang=fr", "lang=ur", "url=http://localhost/c/demo&"))
    others = _mostly(st.just(""), st.lists(st.tuples(names, values), max_size=4).map(urlencode))
    return st.builds(lambda one, other: one + other, usual, others)


def _raw_query() -> st.SearchStrategy[str]:
    return st.binary(max_size=12).map(lambda one: f"{quote(one)}&%zz&=&{MARK}")


def _bodies(rulebook: Rulebook) -> st.SearchStrategy[tuple[bytes, str]]:
    kinds = st.sampled_from(_KINDS)
    forms = changed(rulebook).map(lambda one: (_urlencoded(one), _FORM))
    return st.one_of(
        forms,
        forms,
        changed(rulebook).map(lambda one: (json.dumps(one).encode(), _JSON)),
        st.tuples(_any_form(rulebook), kinds),
        st.tuples(any_json().map(lambda one: json.dumps(one).encode()), kinds),
        st.tuples(st.binary(max_size=40), kinds),
        st.tuples(st.sampled_from((b"[" * 60000, b"&" * 60000, b"q_age=" + b"9" * 60000)), kinds),
    )


def changed(rulebook: Rulebook) -> st.SearchStrategy[Fields]:
    """Draw somebody's answers, of which up to two are something else."""
    names = st.sampled_from([*rulebook.questions, MARK])
    others = st.dictionaries(names, any_json(), max_size=2)
    return st.builds(lambda given, other: given | other, fields(rulebook), others)


def any_json() -> st.SearchStrategy[object]:
    """Draw anything that JSON can hold, and more."""
    plain = st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), _values(), st.just(10**4000)
    )
    return st.recursive(
        plain,
        lambda inner: st.one_of(
            st.lists(inner, max_size=3), st.dictionaries(_values(), inner, max_size=2)
        ),
        max_leaves=4,
    )


def _any_form(rulebook: Rulebook) -> st.SearchStrategy[bytes]:
    names = st.sampled_from((*(f"q_{name}" for name in _names(rulebook)), "change", "again", MARK))
    return st.lists(st.tuples(names, _values()), max_size=5).map(
        lambda one: urlencode(one).encode()
    )


def _urlencoded(given: Fields) -> bytes:
    return urlencode(as_form(given), doseq=True).encode("utf-8", "replace")


def _names(rulebook: Rulebook) -> list[str]:
    return list(rulebook.questions)
