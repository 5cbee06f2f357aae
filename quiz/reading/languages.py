"""The languages of a rulebook: the first is that of its files, the others have catalogues."""

from __future__ import annotations

from collections.abc import Iterator

from babel import Locale, UnknownLocaleError

from quiz.reading.codes import Code
from quiz.reading.hints import shown
from quiz.reading.nodes import Fields, Scalar, words
from quiz.reading.report import Report

#: What rule files and interface are written in.
WRITTEN_IN = "en"


def read_languages(rulebook: Fields, report: Report) -> tuple[str, ...]:
    """Return the languages that are known, each once; the problems of all others are noted."""
    known = dict.fromkeys(scalar.text for scalar in _known(rulebook, report))
    return tuple(dict.fromkeys((WRITTEN_IN, *known)))


def is_language(tag: str) -> bool:
    """Say whether a tag, "fr" or "pt-BR", names a language."""
    try:
        return str(Locale.parse(tag, sep="-")).replace("_", "-") == tag
    except (UnknownLocaleError, ValueError, TypeError):
        return False


def english_name(tag: str) -> str:
    """Return what a language is called in English."""
    return Locale.parse(tag, sep="-").get_display_name("en") or tag


def _known(rulebook: Fields, report: Report) -> Iterator[Scalar]:
    for index, scalar in enumerate(words(rulebook.get("languages"))):
        if not is_language(scalar.text):
            hint = "write its tag: en, fr, ur, pt-BR"
            report.add(Code.BAD_VALUE, scalar.place, f"no language {shown(scalar.text)}", hint)
        elif (index == 0) != (scalar.text == WRITTEN_IN):
            what = f'the first language, and only the first, is "{WRITTEN_IN}"'
            report.add(Code.BAD_VALUE, scalar.place, what, "it is what rules are written in")
        else:
            yield scalar
