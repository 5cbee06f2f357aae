"""How well one colour can be told from another, as WCAG 2.2 defines it. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

#: The steps in which a colour is made lighter or darker: one of eight bits.
_STEPS = 255


class Colour(NamedTuple):
    """Red, green and blue, from 0 to 255."""

    red: int
    green: int
    blue: int

    @classmethod
    def of(cls, text: str) -> Colour:
        """Read "#rrggbb"."""
        return cls(*bytes.fromhex(text.removeprefix("#")))

    def __str__(self) -> str:
        return "#" + bytes(self).hex()

    @property
    def luminance(self) -> float:
        """How bright it looks, from 0 to 1."""
        red, green, blue = map(_linear, self)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def towards(self, other: Colour, step: int) -> Colour:
        """Return the colour that lies some of 255 steps towards another."""
        pairs = zip(self, other, strict=True)
        return Colour(*(round(one + (two - one) * step / _STEPS) for one, two in pairs))


_BLACK, _WHITE = Colour(0, 0, 0), Colour(255, 255, 255)


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((one.luminance, other.luminance))
    return (lighter + 0.05) / (darker + 0.05)


def nearest(colour: Colour, passes: Callable[[Colour], bool]) -> Colour | None:
    """Return the colour that passes and is least darker or lighter than this, if there is one."""
    for step in range(_STEPS + 1):
        for end in (_BLACK, _WHITE):
            if passes(found := colour.towards(end, step)):
                return found
    return None


def _linear(part: int) -> float:
    share = part / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - WCAG's
