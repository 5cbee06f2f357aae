"""What patients read of a rulebook, and the words to keep out of it, as types. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from quiz.problems import Place


@dataclass(frozen=True, slots=True)
class Jargon:
    """A word to avoid, and what to say for it."""

    word: str
    say: str
    explained_by: tuple[str, ...] = ()  #: it may stay where one of these stands with it


@dataclass(frozen=True, slots=True)
class PatientText:
    """One text that patients read, and where it stands."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Texts that are read in one go, and what was read just before them."""

    texts: tuple[PatientText, ...]
    before: tuple[str, ...] = ()  #: such as the option and hint that a rule's condition names


@dataclass(frozen=True, slots=True)
class PlainWords:
    """All that patients read, and all that is jargon there."""

    passages: tuple[Passage, ...] = ()
    jargon: tuple[Jargon, ...] = ()
