"""What is known of languages: their names, directions, numbers and dates. Pure."""

from __future__ import annotations

from datetime import date
from functools import cache

from babel import Locale
from babel.dates import format_skeleton
from babel.numbers import format_decimal


def name(language: str) -> str:
    """Return what a language is called in itself."""
    own = _locale(language).get_display_name() or language
    return own[0].upper() + own[1:]


def direction(language: str) -> str:
    """Return "ltr" or "rtl"."""
    return _locale(language).text_direction


def number(value: int, language: str) -> str:
    """Return a whole number as it is written in a language."""
    return format_decimal(value, locale=_locale(language))


def month(value: str, language: str) -> str:
    """Return a year and month, "2026-11", in words."""
    return format_skeleton("yMMMM", date.fromisoformat(f"{value}-01"), locale=_locale(language))


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language, sep="-")
