"""Reading answers from JSON, for the API and the command line: strictly. Pure."""

from __future__ import annotations

import json
from typing import NoReturn


class NotAnObjectError(ValueError):
    """The text is not one JSON object; it never says what it held."""


class RepeatedNameError(NotAnObjectError):
    """A name stands twice in the same object, so nobody can know which value is meant."""


def read_object(text: bytes | str) -> dict[str, object]:
    """Read one JSON object, in UTF-8 if it is bytes.

    Raises RepeatedNameError for a name given twice, and NotAnObjectError for anything else: no
    JSON, another kind of value, NaN or Infinity, a number too long to convert, too many levels.
    """
    try:
        decoded = text.decode("utf-8") if isinstance(text, bytes) else text
        found = json.loads(decoded, object_pairs_hook=_object, parse_constant=_refuse)
    except RepeatedNameError:
        raise
    except (ValueError, RecursionError):
        raise NotAnObjectError("not one JSON object") from None
    if not isinstance(found, dict):
        raise NotAnObjectError("not one JSON object")
    return found


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise RepeatedNameError("a name given twice")
    return found


def _refuse(_: str) -> NoReturn:
    raise NotAnObjectError("no number")
