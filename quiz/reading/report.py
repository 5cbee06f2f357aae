"""Where the problems of one reading come together."""

from __future__ import annotations

from dataclasses import dataclass, field

from quiz.problems import Part, Place, Problem
from quiz.reading.codes import Code


@dataclass(slots=True)
class Report:
    """The problems found so far; one that is found twice counts once."""

    _found: set[Problem] = field(default_factory=set)
    _given_up: set[Place] = field(default_factory=set)
    _parts: dict[str, Part] = field(default_factory=dict)

    def belongs(self, file: str, part: Part) -> None:
        """Note which part of the rules a file is; all others are of the rulebook."""
        self._parts[file] = part

    def add(
        self, code: Code, place: Place, what: str, hint: str = "", part: Part | None = None
    ) -> None:
        """Note one problem; it is in the part that its file is in, unless another is given."""
        part = part or self._parts.get(place.file, Part.RULES)
        self._found.add(Problem(place, code.id, code.slug, what, hint, part=part))

    def give_up(self, place: Place) -> None:
        """Note that nothing more can be said of what begins here."""
        self._given_up.add(place)

    def gave_up(self, *places: Place) -> bool:
        """Say whether a problem was found with one of these as a whole."""
        return not self._given_up.isdisjoint(places)

    def count(self) -> int:
        """Return how many problems were found so far."""
        return len(self._found)

    def all(self) -> tuple[Problem, ...]:
        """Return all problems, causes before their consequences: by part, then by place."""
        return tuple(sorted(self._found, key=lambda problem: (problem.part, problem)))
