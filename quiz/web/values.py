"""How a setting is written: what each kind of value may be, and what is said of any other."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar, cast

_T = TypeVar("_T")

ORIGIN = re.compile(
    r"https?://([a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])(:[0-9]{1,5})?", re.IGNORECASE
)
#: An IP address, to be looked at by the system; a name of parts of at most 63 letters.
_NUMBER = re.compile(
    r"(?!.{60})[0-9a-f:]*:[0-9a-f:]*(\d+(\.\d+){3})?(%\w+)?", re.IGNORECASE | re.ASCII
)
_NAME = re.compile(r"(?!.{254})[\w-]{1,63}(\.[\w-]{1,63})*\.?", re.ASCII)
_HOST = re.compile(r"\.?[a-z0-9-]+(\.[a-z0-9-]+)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of one setting beside its name and its type."""

    says: str  #: what it means, for the table of settings
    read: Callable[[str], object]  #: the value of a text; raises ValueError, saying what can be
    usual: str  #: what holds where it is not set, in words
    secret: bool  #: is never shown, and not set by an option, which everybody on a machine can see


def setting(
    says: str,
    read: Callable[[str], _T],
    *,
    default: _T | None = None,
    make: Callable[[], _T] | None = None,
    usual: str = "",
    secret: bool = False,
) -> _T:
    """Return the field of a dataclass that one setting is; `make` works its default out."""
    known = Setting(says, read, usual or (f"`{default}`" if default else ""), secret)
    described = {"setting": known}
    if make is not None:
        return field(default_factory=make, metadata=described)
    return cast("_T", field(default=default, metadata=described))


def number(low: int, high: int) -> Callable[[str], int]:
    """Return the reader of a whole number."""

    def read(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
            raise ValueError(f"give a whole number from {low} to {high}")
        return int(text)

    return read


def folder(text: str) -> Path:
    """Read a folder, wherever it is named from. What is in it is not looked at here."""
    return Path(text).absolute()


def address(text: str) -> str:
    """Read a name or number of this machine; whether one can listen there is seen later."""
    if not _NUMBER.fullmatch(text) and not _NAME.fullmatch(text):
        raise ValueError("give a name or an IP address, such as 0.0.0.0")
    return text


def one_of(*known: str) -> Callable[[str], str]:
    """Return the reader of one of some words."""

    def read(text: str) -> str:
        if text.lower() not in known:
            raise ValueError(f"give one of {', '.join(known)}")
        return text.lower()

    return read


def token(text: str) -> str:
    """Read what somebody has to know; a short one could be guessed."""
    if not re.fullmatch(r"[!-~]{20,200}", text):
        raise ValueError("give 20 to 200 letters, digits and signs without a space")
    return text


def origin(text: str) -> str:
    """Read an origin."""
    text = text.rstrip("/").lower()
    if not ORIGIN.fullmatch(text):
        raise ValueError("give an origin, such as https://quiz.example")
    return text


def hosts(text: str) -> tuple[str, ...]:
    """Read host names, with commas or spaces between them."""
    names = tuple(filter(None, re.split(r"[\s,]+", text.lower())))
    if not names or not all(map(_HOST.fullmatch, names)):
        raise ValueError("give host names with commas between them, such as quiz.example")
    return names
