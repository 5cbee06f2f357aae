"""The scanner of YAML, which takes nine tenths of the time of reading rules, asked once a text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import Event

#: A text that is longer was made by one test, which is alone in reading it.
_LONGEST = 50_000


class ScannedOnce:
    """Stands for `YAML`, and yields the very events that it yields."""

    def __init__(self, *, typ: str, pure: bool) -> None:
        self._yaml = YAML(typ=typ, pure=pure)

    def parse(self, text: str) -> Iterator[Event]:
        """Yield the events of a text, up to the first mistake in it."""
        if len(text) > _LONGEST:
            return self._scanned(text)
        try:
            return iter(_events(text))
        except YAMLError:
            return self._scanned(text)

    def _scanned(self, text: str) -> Iterator[Event]:
        return iter(self._yaml.parse(text))


@lru_cache(maxsize=300)
def _events(text: str) -> tuple[Event, ...]:
    return tuple(YAML(typ="safe", pure=True).parse(text))
