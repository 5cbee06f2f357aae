"""Templates in one language: what they say to everybody is said when they are compiled."""

from __future__ import annotations

import json
import re
from collections.abc import MutableMapping
from typing import Any, Self

from flask.templating import Environment

from quiz.catalogue import AS_WRITTEN, Catalogue

#: A text in which nothing is filled in.
_TEXT = re.compile(r'\b_\("([^"\\]+)"\)')


class SpokenEnvironment(Environment):
    """Compiles `_("Why")` as what it says in a language; any other text is said as it is drawn."""

    catalogue: Catalogue = AS_WRITTEN

    def speaking(self, catalogue: Catalogue) -> Self:
        """Return the same in a language, with nothing compiled yet if it is another one."""
        if catalogue == self.catalogue:
            return self
        spoken = self.overlay()
        spoken.catalogue = catalogue
        return spoken

    def preprocess(self, source: str, name: str | None = None, filename: str | None = None) -> str:
        """Put each text into the language, marked as safe: it was written by us."""
        return _TEXT.sub(self._said, super().preprocess(source, name, filename))

    def _said(self, found: re.Match[str]) -> str:
        return f"({json.dumps(self.catalogue.text(found[1]), ensure_ascii=False)} | safe)"

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what a template knows, as a plain dictionary: every import compares two of them.

        So what is added for all of them must be there before the first is asked for.
        """
        return {**self.globals, **(d or {})}
