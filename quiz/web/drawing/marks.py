"""Marks of effects and colours of shares: told apart by shape as well as by colour. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from quiz.web.drawing.picture import Sample, Words
from quiz.web.rulebook.rule_words import EFFECTS

#: A path around the origin for each effect, about 12 across.
_SHAPES = {
    "suits": "m-6 0a6 6 0 1 0 12 0a6 6 0 1 0 -12 0z",  # a disc
    "refer": "m0 -7l7 12h-14z",  # a triangle
    "out": "m-6 -3l3 -3l3 3l3 -3l3 3l-3 3l3 3l-3 3l-3 -3l-3 3l-3 -3l3 -3z",  # a cross
    "wait": "m-5.5 -5.5h11v11h-11z",  # a square
    "pref": "m-6 3a6 6 0 0 1 12 0z",  # half a disc
    "caution": "m0 -7l7 7l-7 7l-7 -7z",  # a diamond
    "note": "m-2.5 0a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0 -5 0z",  # a dot
}
ARROW = "m-9 -5l9 5l-9 5z"
START = "m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z"

#: The least share for each colour, from the palest on.
_SHARES = (0.0, 0.01, 0.03, 0.1, 0.2)
_SHARE_WORDS = ("under 1 %", "1 to 3 %", "3 to 10 %", "10 to 20 %", "20 % and more")

_ABOUT = "of the assumed population; nobody was counted"
_LINE = 26.0
_STEP = 140.0


def mark(effect: str, x: float, y: float) -> str:
    """Return the mark of an effect at a place."""
    return f"M{x:g} {y:g}{_SHAPES[effect]}"


def colour(share: float | None) -> str:
    """Return the class of a share; of an unknown one, the palest."""
    return f"share-{sum((share or 0.0) >= least for least in _SHARES) - 1}"


def legend(x: float, y: float) -> tuple[Sample, ...]:
    """Say what marks and colours mean, in two lines."""
    effects = (
        Sample(f"mark mark-{effect}", mark(effect, left + 8, y), Words(left + 22, y + 4, text))
        for left, (effect, text) in zip(_lefts(x), EFFECTS.items(), strict=False)
    )
    below = y + _LINE
    shares = (
        Sample(
            f"shade share-{n}",
            f"M{left:g} {below - 7:g}h16v14h-16z",
            Words(left + 22, below + 4, text),
        )
        for n, (left, text) in enumerate(zip(_lefts(x), _SHARE_WORDS, strict=False))
    )
    about = Words(x + len(_SHARE_WORDS) * _STEP, below + 4, _ABOUT)
    return (*effects, *shares, Sample("", "", about))


def _lefts(x: float) -> Iterator[float]:
    return count(x, _STEP)
