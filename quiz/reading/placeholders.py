"""What a translation must hold exactly as its original does. Pure."""

from __future__ import annotations

import re

#: {treatment} of a rule file or of Python, %(count)s of a template, and a brace by itself.
_HELD = re.compile(r"%\(\w+\)[a-z]|\{\w*\}|[{}]")
#: The same, and in a template any other percent sign as well.
_HELD_IN_TEMPLATES = re.compile(rf"%%|{_HELD.pattern}|%")


def placeholders(text: str, *, template: bool = False) -> frozenset[str]:
    """Return what is filled in when a text is said, and what could break that."""
    return frozenset((_HELD_IN_TEMPLATES if template else _HELD).findall(text))
