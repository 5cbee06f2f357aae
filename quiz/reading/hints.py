"""Hints for names that are not known. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that looks most like this one, if any does."""
    # Long words are cut: comparing takes time by the square of the length.
    close = get_close_matches(word[:100], list(known), n=1)
    return close[0] if close else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Ask whether the closest known word is meant, or say nothing."""
    close = closest(word, known)
    return f'did you mean "{close}"?' if close else ""


def one_of(words: Iterable[str]) -> str:
    """List words to choose from."""
    return "it is one of: " + ", ".join(words)


def shown(word: str) -> str:
    """Quote a word for a message, cut where it is long and kept on one line."""
    line = " ".join(word.split())
    return f'"{line[:60]}..."' if len(line) > 60 else f'"{line}"'  # noqa: PLR2004 - fits one line
