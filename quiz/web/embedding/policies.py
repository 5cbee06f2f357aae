"""Content-Security-Policy as far as frames and scripts of another site go. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

#: Where a browser looks for what is allowed, the first that is there.
FRAMES = ("frame-src", "child-src", "default-src")
SCRIPTS = ("script-src-elem", "script-src", "default-src")
_USUAL = {"http": 80, "https": 443}

Policy = Mapping[str, tuple[str, ...]]


def policies(headers: Iterable[str]) -> list[Policy]:
    """Read the policies of a page: one header may hold several, and all of them count."""
    found = [one for header in headers for one in header.split(",")]
    return [policy for one in found if (policy := _policy(one))]


def forbids(policy: Policy, kinds: tuple[str, ...], address: str, page: str) -> str:
    """Return the directive that keeps a page from loading an address; nothing if none does."""
    named = next((kind for kind in kinds if kind in policy), "")
    if not named or any(_matches(source, address, page) for source in policy[named]):
        return ""
    return named


def _policy(text: str) -> Policy:
    policy: dict[str, tuple[str, ...]] = {}
    for directive in text.split(";"):
        if words := directive.split():
            policy.setdefault(words[0].lower(), tuple(words[1:]))
    return policy


def _matches(source: str, address: str, page: str) -> bool:
    """Say whether a source of a policy covers an address; nonces and digests cover none."""
    wanted, own, lower = urlsplit(address), urlsplit(page), source.lower()
    if lower == "'self'":
        return (wanted.scheme, wanted.netloc) == (own.scheme, own.netloc)
    if lower.startswith("'"):
        return False
    if lower == "*":
        return wanted.scheme in {"http", "https", own.scheme}
    if lower.endswith(":") and "/" not in lower:
        return _scheme(lower[:-1], wanted.scheme)
    parts = urlsplit(lower if "://" in lower else f"//{lower}")
    return (
        _scheme(parts.scheme or own.scheme, wanted.scheme)
        and _host(parts.netloc.rpartition("@")[2], wanted.hostname or "")
        and _port(parts.netloc, wanted.port or _USUAL[wanted.scheme], wanted.scheme)
        and _path(parts.path, wanted.path)
    )


def _scheme(allowed: str, wanted: str) -> bool:
    return allowed == wanted or (allowed, wanted) == ("http", "https")


def _host(allowed: str, wanted: str) -> bool:
    name = allowed.partition(":")[0]
    return wanted.endswith(name[1:]) if name.startswith("*.") else name in (wanted, "*")


def _port(allowed: str, wanted: int, scheme: str) -> bool:
    named = allowed.partition(":")[2]
    return named in (str(wanted), "*") if named else wanted == _USUAL[scheme]


def _path(allowed: str, wanted: str) -> bool:
    return (
        not allowed or wanted == allowed or (allowed.endswith("/") and wanted.startswith(allowed))
    )
