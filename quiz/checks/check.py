"""What a check is: a code, a name that names the problem, a level, and a function. Pure.

The function's docstring is the check's page: what it means, an example that fires and one
that does not, how to mend it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from quiz.checks.examined import Examined
from quiz.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that a check found, before it is a problem with a code."""

    place: Place
    what: str
    hint: str = ""
    case: str = ""  #: a case that shows it, ready to be pasted


@dataclass(frozen=True, slots=True)
class Check:
    """One check of a rulebook that reads."""

    code: str
    name: str
    level: str  #: "error" or "warning"
    find: Callable[[Examined], Iterator[Found]]

    @property
    def page(self) -> str:
        """The documentation of the check."""
        return self.find.__doc__ or ""

    def run(self, examined: Examined) -> tuple[Problem, ...]:
        """Return the problems that the check finds. Raises BudgetExceededError."""
        return tuple(
            Problem(
                found.place, self.code, self.name, found.what, found.hint, self.level, found.case
            )
            for found in self.find(examined)
        )


def check(
    code: str, name: str, level: str = "error"
) -> Callable[[Callable[[Examined], Iterator[Found]]], Check]:
    """Make a check of a function."""
    return lambda find: Check(code, name, level, find)
