"""Whether an SVG is a picture and nothing else: no script, nothing from elsewhere. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.parsers import expat

#: What shapes, text and their colours are made of; anything else may do more than show.
_DRAWING = frozenset(
    {"svg", "g", "defs", "symbol", "use", "title", "desc", "metadata", "style", "text", "tspan"}
    | {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
    | {"linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern"}
)
_SVG = "http://www.w3.org/2000/svg"
#: Elements of this kind do in a picture what they do on a page: lead on, send, load.
_PAGE = "http://www.w3.org/1999/xhtml"
_ELSEWHERE = re.compile(
    r"url\s*\(\s*['\"]?\s*(?!#)|image-set\s*\(|src\s*\(|@import|javascript:|data:|expression\s*\(|\\"
)
#: More could be ten of ten of ten ... pictures, which no browser would ever finish.
_MOST_USES = 20
_NUMBER = re.compile(r"\s*([0-9]{1,5}(?:\.[0-9]+)?)(?:px)?\s*")
_SIDE = r"([0-9]{1,5}(?:\.[0-9]*)?|\.[0-9]+)"
_BOX = re.compile(rf"[-0-9.e]+[\s,]+[-0-9.e]+[\s,]+{_SIDE}[\s,]+{_SIDE}")


class RefusedSvgError(Exception):
    """Why an SVG is not taken, in words."""


def size_of_svg(content: bytes) -> tuple[int, int]:
    """Return the width and height of an SVG that is only a picture.

    Raises RefusedSvgError for one that holds a script, an event's attribute, a document of
    another kind or an address, and for what is not an SVG at all.
    """
    reader = _Reader()
    try:
        reader.parser.Parse(content, True)  # noqa: FBT003 - as expat names no such argument
    except (expat.ExpatError, ValueError):
        raise RefusedSvgError("this file is no SVG") from None
    return _size(reader.root)


class _Reader:
    def __init__(self) -> None:
        self.root: Mapping[str, str] = {}
        self._uses = 0
        self._open: list[list[str]] = []  # the texts of each element that is open
        parser = self.parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.ProcessingInstructionHandler = _refuse_instruction

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if not self._open:
            if (space, local) != (_SVG, "svg"):
                raise RefusedSvgError("this file is no SVG")
            self.root = attributes
        self._open.append([])
        if space == _PAGE or (space == _SVG and local not in _DRAWING):
            raise RefusedSvgError(f"this SVG holds <{local}>, which is no part of a plain picture")
        self._uses += local == "use"
        if self._uses > _MOST_USES:
            raise RefusedSvgError(f"this SVG holds more than {_MOST_USES} <use>")
        for attribute, value in attributes.items():
            _check_attribute(attribute.rpartition(" ")[2].lower(), value)

    def _text(self, part: str) -> None:
        self._open[-1].append(part)

    def _end(self, _name: str) -> None:
        _check_text("".join(self._open.pop()))  # a style may come in several parts


def _check_attribute(name: str, value: str) -> None:
    if name.startswith("on"):
        raise RefusedSvgError(f"this SVG holds the attribute {name}, which runs a script")
    if name in ("href", "src", "base") and not value.startswith("#"):
        raise RefusedSvgError(f"this SVG points elsewhere by {name}")
    _check_text(value)


def _check_text(text: str) -> None:
    if _ELSEWHERE.search(text.lower()):
        raise RefusedSvgError("this SVG points elsewhere by an address in its styles")


def _refuse_doctype(*_: object) -> None:
    raise RefusedSvgError("this SVG has a <!DOCTYPE>: remove that line")


def _refuse_instruction(target: str, _: str) -> None:
    raise RefusedSvgError(f"this SVG holds <?{target} ...?>: remove that line")


def _size(root: Mapping[str, str]) -> tuple[int, int]:
    sides = [_NUMBER.fullmatch(root.get(name, "")) for name in ("width", "height")]
    box = _BOX.fullmatch(root.get("viewBox", "").strip())
    if sides[0] and sides[1]:
        width, height = float(sides[0][1]), float(sides[1][1])
    elif box:
        width, height = float(box[1]), float(box[2])
    else:
        raise RefusedSvgError("this SVG has neither width and height nor a viewBox")
    if min(width, height) <= 0:
        raise RefusedSvgError("this SVG has no size")
    return max(1, round(width)), max(1, round(height))
