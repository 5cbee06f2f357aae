"""Reading answers from JSON, for the API and the command line: strictly. Pure."""

from __future__ import annotations

import json
from typing import NoReturn


class NotAnObjectError(ValueError):
    """The text is not one JSON object with each name once; it never says what it held."""


def read_object(text: bytes | str) -> dict[str, object]:
    """Read one JSON object, in UTF-8 if it is bytes.

    Raises NotAnObjectError for anything else: no JSON, another kind of value, a name given
    twice, NaN or Infinity, a number too long to convert, too many levels.
    """
    try:
        decoded = text.decode("utf-8") if isinstance(text, bytes) else text
        found = json.loads(decoded, object_pairs_hook=_object, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise NotAnObjectError("not one JSON object") from None
    if not isinstance(found, dict):
        raise NotAnObjectError("not one JSON object")
    return found


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise NotAnObjectError("a name given twice")
    return found


def _refuse(_: str) -> NoReturn:
    raise NotAnObjectError("no number")
