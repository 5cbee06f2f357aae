"""What a check is: a code, a name that names the problem, a level, and a function. Pure.

The function's docstring is the check's page: what it means, an example that fires and one
that does not, how to mend it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from quiz.checks.examined import Examined
from quiz.problems import Place, Problem


class Kind(NamedTuple):
    """What a problem is called."""

    code: str
    name: str


#: What a proof is called that ran out of memory or time.
OVER_BUDGET = Kind("V18", "over-budget")


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that a check found, before it is a problem with a code."""

    place: Place
    what: str
    hint: str = ""
    case: str = ""  #: a case that shows it, ready to be pasted
    kind: Kind | None = None  #: None for the check's own


@dataclass(frozen=True, slots=True)
class Check:
    """One check of a rulebook that reads."""

    code: str
    name: str
    level: str  #: "error" or "warning"
    find: Callable[[Examined], Iterator[Found]]

    @property
    def kind(self) -> Kind:
        """What the problems that it finds are called, if they are its own."""
        return Kind(self.code, self.name)

    @property
    def page(self) -> str:
        """The documentation of the check."""
        return self.find.__doc__ or ""

    def run(self, examined: Examined) -> tuple[Problem, ...]:
        """Return the problems that the check finds. Raises BudgetExceededError."""
        return tuple(
            Problem(
                found.place,
                *(found.kind or self.kind),
                found.what,
                found.hint,
                self.level,
                found.case,
            )
            for found in self.find(examined)
        )


def check(
    code: str, name: str, level: str = "error"
) -> Callable[[Callable[[Examined], Iterator[Found]]], Check]:
    """Make a check of a function."""
    return lambda find: Check(code, name, level, find)
