"""Which sites may frame a clinic's quiz: an origin as browsers write it. Pure."""

from __future__ import annotations

import re

_LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_ORIGIN = re.compile(rf"(https?)://({_LABEL}(?:\.{_LABEL})*)(?::([1-9][0-9]{{0,4}}))?")
_USUAL = {"http": "80", "https": "443"}
_LAST_PORT = 65_535
#: Of the name of a host (RFC 1035): a longer one is none, and its policy no header.
_LONGEST = 253


def wrong_with(origin: str) -> str:
    """Say what is wrong with an origin, or nothing.

    Only what browsers send themselves is taken: anything else would never match, and the
    clinic's page would show nothing.
    """
    if "*" in origin:
        return "a site stands here without *: name each one"
    match = _ORIGIN.fullmatch(origin)
    if not match or len(match[2]) > _LONGEST:
        return _form(origin)
    scheme, host, port = match[1], match[2], match[match.re.groups]
    if scheme == "http" and not _is_local(host):
        return "only https:// here: http:// is for localhost"
    if port == _USUAL[scheme]:
        return f"leave out :{port}, which {scheme}:// means anyway"
    return f"there is no port {port}" if port and int(port) > _LAST_PORT else ""


def _form(origin: str) -> str:
    if re.fullmatch(r"https?://[^/]+/.*", origin):
        return "leave out everything from the / after the site's name on"
    if origin != origin.lower():
        return "write the site in small letters"
    if not origin.startswith(("https://", "http://")):
        return "a site starts with https://"
    return "this should be a site such as https://www.example.org, in plain letters"


def _is_local(host: str) -> bool:
    return host in ("localhost", "127.0.0.1") or host.endswith(".localhost")
