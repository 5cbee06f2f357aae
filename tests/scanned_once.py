"""The scanner of YAML, which takes nine tenths of the time of reading rules, asked once a text."""

from __future__ import annotations

from collections.abc import Iterator

from ruamel.yaml import YAML
from ruamel.yaml.events import Event

#: What is longer was made by one test, which is alone in reading it.
_LONGEST, _MOST = 50_000, 300

_known: dict[str, tuple[Event, ...]] = {}


class ScannedOnce:
    """Stands for `YAML`: yields the very events that it yields, one by one, and the same errors."""

    def __init__(self, *, typ: str, pure: bool) -> None:
        self._yaml = YAML(typ=typ, pure=pure)

    def parse(self, text: str) -> Iterator[Event]:
        """Yield the events of a text; what was scanned to its end is known from then on."""
        return iter(_known[text]) if text in _known else self._scanned(text)

    def _scanned(self, text: str) -> Iterator[Event]:
        events: list[Event] = []
        for event in self._yaml.parse(text):
            events.append(event)
            yield event
        if len(text) <= _LONGEST and len(_known) < _MOST:
            _known[text] = tuple(events)
