"""Texts that people read, and what they are in another language. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from gettext import GNUTranslations, NullTranslations
from html import escape
from io import BytesIO
from typing import Annotated, Self, TypeAlias

#: What marks the fields of the model that people read: these, and no others, are translated.
READ_BY_PEOPLE = "read by people"
Text: TypeAlias = Annotated[str, READ_BY_PEOPLE]


def N_(text: str) -> str:  # noqa: N802 - the name that gettext's tools and translators know
    """Mark a text to be translated where it is said later than it is written."""
    return text


class Marked(str):
    """A text with what HTML says of it: that it is in another language, or can be called.

    To everything but a page it is the text alone.
    """

    __slots__ = ("_html",)
    _html: str

    def __new__(cls, text: str, html: str) -> Self:
        """Make it from the text alone, and the same with its marks."""
        made = super().__new__(cls, text)
        made._html = html
        return made

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]  # of str: the text alone
        """Return what it is made from, for copies."""
        return str(self), self._html

    def __html__(self) -> str:
        """Return it as a page shows it, which every template asks for."""
        return self._html


def in_language(text: str, language: str) -> Marked:
    """Mark a text that stands on pages in other languages as well."""
    return Marked(text, f'<span lang="{language}" dir="auto">{escape(text)}</span>')


def filled(sentence: str, values: Mapping[str, object]) -> str:
    """Fill a sentence in; what is marked stays so inside it."""
    text = sentence.format_map(values)
    if Marked not in map(type, values.values()):
        return text
    parts = {name: _in_html(value) for name, value in values.items()}
    return Marked(text, escape(sentence).format_map(parts))


def _in_html(value: object) -> str:
    return value.__html__() if isinstance(value, Marked) else escape(str(value))


@dataclass(frozen=True)
class Catalogue:
    """The texts of one language, as gettext compiles them; without any, each stays as it is."""

    compiled: bytes = field(default=b"", repr=False)

    def text(self, text: str) -> str:
        """Return a text in this language."""
        return self._known.gettext(text) if text else text

    def counted(self, one: str, many: str, number: int) -> str:
        """Return that form of a text which goes with a number in this language."""
        return self._known.ngettext(one, many, number)

    @cached_property
    def _known(self) -> NullTranslations:
        return GNUTranslations(BytesIO(self.compiled)) if self.compiled else NullTranslations()


#: The language that rule files and interface are written in, which needs no catalogue.
AS_WRITTEN = Catalogue()
