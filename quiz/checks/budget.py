"""What ends a proof that would take too much: nodes, memory or time."""

from __future__ import annotations

from quiz.checks.backend import bdd


class BudgetExceededError(Exception):
    """A proof took more nodes or time than it may: that is an error, never skipped."""


class Bounded(bdd.BDD):
    """The Python backend with a limit that leaves it whole: its own `max_nodes` does not."""

    budget: int

    def find_or_add(self, level: int, low: int, high: int) -> int:
        """Add a node as the backend does. Raises BudgetExceededError."""
        if len(self) >= self.budget:
            raise BudgetExceededError(f"a proof took more than {self.budget:,} nodes")
        return int(super().find_or_add(level, low, high))

    def __del__(self) -> None:
        """Leave out the backend's own complaint: a step stopped midway leaves its counts open."""


def ran_out(error: Exception) -> str:
    """Say in words of what a proof ran out; nothing if the error is any other one."""
    match error:
        case BudgetExceededError():
            return str(error)
        case MemoryError():
            return "it took more memory than there is"
        case RecursionError():
            return "it went deeper than Python follows: too many parts stand within each other"
        case ValueError() if "NULL" in str(error):  # so says the C backend, stopped midway
            return "a single step of it took more memory than it may"
    return ""
