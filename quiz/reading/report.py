"""Where the problems of one reading come together."""

from __future__ import annotations

from dataclasses import dataclass, field

from quiz.problems import Place, Problem
from quiz.reading.codes import Code


@dataclass(slots=True)
class Report:
    """The problems found so far; one that is found twice counts once."""

    _found: set[Problem] = field(default_factory=set)

    def add(self, code: Code, place: Place, what: str, hint: str = "") -> None:
        """Note one problem."""
        self._found.add(Problem(place, code.id, code.slug, what, hint))

    def has(self, code: Code) -> bool:
        """Say whether a problem of this kind was found."""
        return any(problem.code == code.id for problem in self._found)

    def all(self) -> tuple[Problem, ...]:
        """Return all problems, sorted by place."""
        return tuple(sorted(self._found))
