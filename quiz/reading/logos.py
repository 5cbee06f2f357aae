"""A clinic's logo: a small picture beside its file that holds nothing but a picture."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from quiz.clinic import Logo
from quiz.problems import Place
from quiz.reading.codes import Code
from quiz.reading.contents import content, reason
from quiz.reading.hints import shown
from quiz.reading.nodes import Fields
from quiz.reading.report import Report
from quiz.reading.svg import RefusedSvgError, size_of_svg

#: Every visitor loads it; a logo that was drawn as an SVG takes 2 to 10 KB.
MAX_BYTES = 32_768
_NAME = re.compile(r"logos/[A-Za-z0-9_-][A-Za-z0-9._-]*\.(svg|png)")
_PNG = re.compile(rb"\x89PNG\r\n\x1a\n.{4}IHDR(.{4})(.{4})", re.DOTALL)
_MOST_PIXELS = 4_000


class _RefusedError(Exception):
    """What is wrong with a logo, in words."""


def read_logo(folder: Path, clinic: Fields, report: Report) -> Logo | None:
    """Read the logo that a clinic names, if it names one and nothing is wrong with it."""
    node, name = clinic.get("logo"), clinic.word("logo")
    if node is None or not name:
        return None
    try:
        return _read(folder / "clinics", name)
    except _RefusedError as error:
        _refuse(node.place, str(error), report)
        return None


def is_still(logo: Logo, folder: Path) -> bool:
    """Say whether a logo's file holds what it held."""
    try:
        return content(folder / "clinics" / logo.name, MAX_BYTES) == logo.content
    except OSError:
        return False


def _refuse(place: Place, what: str, report: Report) -> None:
    report.add(Code.BAD_VALUE, place, what, "a small SVG or PNG file in clinics/logos/ is taken")


def _read(clinics: Path, name: str) -> Logo:
    match = _NAME.fullmatch(name)
    if not match:
        raise _RefusedError(f'{shown(name)} is no logo\'s name such as "logos/example.svg"')
    try:
        found = content(clinics / name, MAX_BYTES)
    except OSError as error:
        raise _RefusedError(f"{shown(name)} cannot be read: {reason(error)}") from None
    if len(found) > MAX_BYTES:
        raise _RefusedError(f"{shown(name)} is larger than {MAX_BYTES:,} bytes")
    return replace(_png(found) if match[1] == "png" else _svg(found), name=name)


def _png(found: bytes) -> Logo:
    match = _PNG.match(found)
    if not match:
        raise _RefusedError("this file is no PNG")
    width, height = (int.from_bytes(one) for one in match.groups())
    if not (0 < width <= _MOST_PIXELS and 0 < height <= _MOST_PIXELS):
        raise _RefusedError(f"this picture has more than {_MOST_PIXELS:,} pixels on a side")
    return Logo(found, "image/png", width, height)


def _svg(found: bytes) -> Logo:
    try:
        width, height = size_of_svg(found)
    except RefusedSvgError as error:
        raise _RefusedError(str(error)) from None
    return Logo(found, "image/svg+xml", width, height)
