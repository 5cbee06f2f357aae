"""Texts that people read, and what they are in another language. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from typing import Annotated, TypeAlias

#: What marks the fields of the model that people read: these, and no others, are translated.
READ_BY_PEOPLE = "read by people"
Text: TypeAlias = Annotated[str, READ_BY_PEOPLE]


def N_(text: str) -> str:  # noqa: N802 - the name that gettext's tools and translators know
    """Mark a text to be translated where it is said later than it is written."""
    return text


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
