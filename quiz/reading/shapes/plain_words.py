"""The shape of an item of plain_words.yaml."""

from __future__ import annotations

from pydantic import Field

from quiz.reading.shapes.base import Shape, Words


class JargonShape(Shape):
    """A word that patients should not have to read."""

    word: Words
    """The word, in the singular; large or small letters and a plural do not matter."""
    say: Words
    """The plain word to use for it."""
    explained_by: list[Words] = Field(default_factory=list)
    """Words of which one must stand beside it for it to stay; without any, it never may."""
