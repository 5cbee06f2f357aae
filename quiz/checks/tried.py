"""The cases with what is said to each, found by what fired and what was answered. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from quiz.beside import Case
from quiz.conditions import AllOf, AnyOf, Chosen, Condition, compiled, leaves
from quiz.model import Reasoned
from quiz.recommendation import Recommendation

Made = tuple[Case, Recommendation]


class Tried:
    """Cases that can be run. Finds those that a change of one reason is about.

    Thousands of changes are tried on thousands of cases, and each is about a few of them.
    """

    def __init__(self, made: Collection[Made]) -> None:
        self._made = tuple(made)
        self._fired: dict[Reasoned, set[int]] = defaultdict(set)
        self._giving: dict[tuple[str, str], set[int]] = defaultdict(set)
        for n, (_, one) in enumerate(self._made):
            for reason in (*one.rules, *one.suits, *one.not_covered):
                self._fired[reason].add(n)
            for question, answer in one.answers.given.items():
                for option in answer if isinstance(answer, tuple) else (answer,):
                    self._giving[question, str(option)].add(n)

    def about(self, original: Reasoned, changed: Reasoned | None) -> Iterator[tuple[Made, bool]]:
        """Yield each case in which a reason fires, before or after, and whether after."""
        fired = self._fired.get(original, set())
        if changed is None:
            yield from ((self._made[n], False) for n in sorted(fired))
            return
        fires = compiled(changed.when)
        for n in sorted(fired | self._could_fire(changed.when)):
            still = fires(self._made[n][1].answers.given)
            if still or n in fired:
                yield self._made[n], still

    def _could_fire(self, condition: Condition) -> set[int]:
        """Return the cases that give any of the options asked for; all if that says nothing."""
        asked = [leaf for leaf in leaves(condition) if isinstance(leaf, Chosen)]
        if not _needs_an_option(condition):
            return set(range(len(self._made)))
        given = (self._giving.get((leaf.question, one)) for leaf in asked for one in leaf.options)
        return set().union(*filter(None, given))


def _needs_an_option(condition: Condition) -> bool:
    """Say whether a condition holds only for whoever chooses an option that it names."""
    match condition:
        case Chosen():
            return True
        case AllOf(parts):
            return any(map(_needs_an_option, parts))
        case AnyOf(parts):
            return all(map(_needs_an_option, parts))
        case _:  # a number, or what must be absent
            return False
