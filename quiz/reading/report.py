"""Where the problems of one reading come together."""

from __future__ import annotations

from dataclasses import dataclass, field

from quiz.problems import Place, Problem
from quiz.reading.codes import Code


@dataclass(slots=True)
class Report:
    """The problems found so far; one that is found twice counts once."""

    _found: set[Problem] = field(default_factory=set)
    _given_up: set[Place] = field(default_factory=set)

    def add(self, code: Code, place: Place, what: str, hint: str = "") -> None:
        """Note one problem."""
        self._found.add(Problem(place, code.id, code.slug, what, hint))

    def give_up(self, place: Place) -> None:
        """Note that nothing more can be said of what begins here."""
        self._given_up.add(place)

    def gave_up(self, *places: Place) -> bool:
        """Say whether a problem was found with one of these as a whole."""
        return not self._given_up.isdisjoint(places)

    def all(self) -> tuple[Problem, ...]:
        """Return all problems, sorted by place."""
        return tuple(sorted(self._found))
