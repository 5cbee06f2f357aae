"""Two decisions over the same people: for whom they differ, how many, who for example. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from quiz.beside import Population
from quiz.checks.diagram import Node
from quiz.checks.outcomes import Outcomes
from quiz.checks.people import People
from quiz.checks.population import evened, weights
from quiz.checks.together import Together
from quiz.model import Urgency

#: Stands beside the treatments: how soon people are sent to see someone.
URGENCY = "urgency"


class Direction(StrEnum):
    """What a change does to the people whom it concerns."""

    EQUAL = "equal"
    STRICTER = "stricter"
    LOOSER = "looser"
    MIXED = "mixed"  #: looser for some, stricter for others: never harmless

    @property
    def harmless(self) -> bool:
        """Whether nobody is let through who was not before."""
        return self in (Direction.EQUAL, Direction.STRICTER)


@dataclass(frozen=True, slots=True)
class Group:
    """Some people: how many sets of answers, what share of all people, and the most ordinary."""

    count: int
    share: float | None  #: from 0 to 1; None where no population is declared
    example: str


@dataclass(frozen=True, slots=True)
class Effected:
    """What a change does to one treatment, or to how soon people are sent to see someone."""

    to: str
    direction: Direction
    looser: Group | None  #: who is let through now, or sent less urgently
    stricter: Group | None  #: who is stopped now, or sent more urgently


class Comparing:
    """Counts people, and says for whom two decisions differ."""

    def __init__(self, together: Together, population: Population) -> None:
        self.together = together
        self.nothing = together.diagram.nothing
        self._declared = bool(population.shares)
        known = evened(together, population)
        self._people = People(together, known)
        self._weights = weights(together, known)
        self._all = self._weight(together.everyone)

    def group(self, node: Node) -> Group | None:
        """Return who is in a set; None if nobody is."""
        here = node & self.together.everyone
        person = self._people.find(here)
        if person is None:
            return None
        share = self._weight(here) / self._all if self._declared and self._all else None
        example = person.in_words(self.together.rulebook.questions)
        return Group(self.together.count(here), share, example)

    def effects(self, before: Outcomes, after: Outcomes, sent: Node) -> Iterator[Effected]:
        """Yield what is different for each treatment, and for the URGENCY of those in `sent`."""
        for treatment in self.together.rulebook.treatments:
            was, now = (one.permitted.get(treatment, self.nothing) for one in (before, after))
            yield self._effect(treatment, now & ~was, was & ~now)
        later = sooner = self.nothing
        for was, now in zip(_at_least(before), _at_least(after), strict=True):
            later, sooner = later | was & ~now, sooner | now & ~was
        yield self._effect(URGENCY, later & sent, sooner & sent)

    def _effect(self, to: str, looser: Node, stricter: Node) -> Effected:
        let_through, stopped = self.group(looser), self.group(stricter)
        which = direction(looser=bool(let_through), stricter=bool(stopped))
        return Effected(to, which, let_through, stopped)

    def _weight(self, node: Node) -> float:
        return float(self.together.diagram.weigh(node, self._weights))


def direction(*, looser: bool, stricter: bool) -> Direction:
    """Name a direction."""
    if looser:
        return Direction.MIXED if stricter else Direction.LOOSER
    return Direction.STRICTER if stricter else Direction.EQUAL


def together_in(directions: Iterable[Direction]) -> Direction:
    """Put directions together: looser here and stricter there is mixed."""
    every = set(directions)
    mixed = Direction.MIXED in every
    return direction(
        looser=mixed or Direction.LOOSER in every, stricter=mixed or Direction.STRICTER in every
    )


def _at_least(outcomes: Outcomes) -> Iterator[Node]:
    """Yield who is sent to see someone at least so soon, the most urgent first."""
    sent = outcomes.space.diagram.nothing
    for urgency in Urgency:
        sent = sent | outcomes.urgencies[urgency]
        yield sent
