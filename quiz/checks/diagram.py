"""Decision diagrams: sets of answers as one shared graph, to be counted and searched.

Pure, but for the clock that ends a proof in time.

A thin layer over `dd`: its C backend where there is one, else its Python one; same results.
Counting and searching walk the graph here, because the C backend counts in floating point.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from typing import Protocol, Self

from quiz.checks.backend import backend
from quiz.checks.budget import Bounded, BudgetExceededError

#: Nodes a diagram may have; the project's own rulebook needs about 30,000 for its outcomes.
BUDGET = 5_000_000

#: Bytes that the C backend may take: a single operation could otherwise take all there are.
_MEMORY = 600_000_000

#: The nodes are counted after so many steps, and after each twice as many again: counting takes
#: the C backend longer than thousands of steps. Between two looks its limit of memory holds.
_STEPS_TO_LOOK = 2048

Number = int | float
#: The cheapest way on from a node: what it costs, whether its variable is true, and where to.
Step = tuple[int, bool, "Node"]
#: The variable that a node asks about, where it is false, and where it is true.
Branches = tuple[str, "Node", "Node"]


class Node(Protocol):
    """A set of answers: a function of yes/no variables."""

    negated: bool
    level: int

    def __and__(self, other: Self) -> Self: ...
    def __or__(self, other: Self) -> Self: ...
    def __invert__(self) -> Self: ...


class Diagram:
    """Sets over named yes/no variables, in the order given."""

    # No recursive closures here: they would keep nodes in cycles, and the C backend complains
    # when its graph is freed before its nodes.

    def __init__(
        self, names: Sequence[str], budget: int = BUDGET, deadline: float = math.inf
    ) -> None:
        self._bdd = backend.BDD()
        self._bdd.configure(reordering=False)  # a good static order is a thousand times faster
        if hasattr(self._bdd, "_bdd"):  # the Python backend wraps what has the limit
            self._bdd._bdd.__class__ = Bounded
            self._bdd._bdd.budget = budget
        else:
            self._bdd.configure(max_memory=_MEMORY)
        self._bdd.declare(*names)
        self._names = tuple(names)
        self._budget = budget
        self._deadline = deadline
        self._steps = 0
        self._next_look = _STEPS_TO_LOOK
        self.everything: Node = self._bdd.true
        self.nothing: Node = self._bdd.false

    def __len__(self) -> int:
        return len(self._bdd)

    def ticked(self, name: str) -> Node:
        """Return the set in which one variable is true."""
        node: Node = self._bdd.var(name)
        return node

    def all_ticked(self, names: Iterable[str]) -> Node:
        """Return the set in which all of these variables are true."""
        node: Node = self._bdd.cube(dict.fromkeys(names, True))
        return node

    def all_of(self, nodes: Iterable[Node]) -> Node:
        """Intersect sets. Raises BudgetExceededError."""
        return reduce(self.both, _from_the_last(nodes), self.everything)

    def both(self, one: Node, other: Node) -> Node:
        """Intersect two sets. Raises BudgetExceededError."""
        return self._within(one & other)

    def either(self, one: Node, other: Node) -> Node:
        """Unite two sets. Raises BudgetExceededError."""
        return self._within(one | other)

    def any_of(self, nodes: Iterable[Node]) -> Node:
        """Unite sets. Raises BudgetExceededError."""
        return reduce(self.either, _from_the_last(nodes), self.nothing)

    def at_least(self, number: int, nodes: Iterable[Node]) -> Node:
        """Return where at least so many of the sets hold. Raises BudgetExceededError."""
        reached = [self.everything] + [self.nothing] * number
        for node in nodes:
            for n in range(number, 0, -1):
                reached[n] = self._within(reached[n] | (reached[n - 1] & node))
        return reached[number]

    def exactly_one(self, nodes: Sequence[Node]) -> Node:
        """Return where one of the sets holds and no other. Raises BudgetExceededError."""
        none, one = self.everything, self.nothing
        for node in reversed(nodes):
            one = self._within((node & none) | (~node & one))
            none = ~node & none
        return one

    def given(self, node: Node, values: Mapping[str, bool]) -> Node:
        """Return what is left of a set once some variables are fixed."""
        return self._within(self._bdd.let(dict(values), node))

    def in_time(self) -> None:
        """Raise BudgetExceededError once the time for the proofs is over."""
        if time.monotonic() > self._deadline:
            raise BudgetExceededError("the time for all proofs was over")

    def within(self, inner: Node, outer: Node) -> bool:
        """Say whether one set is part of another."""
        return self.apart(inner, ~outer)

    def apart(self, one: Node, other: Node) -> bool:
        """Say whether two sets have nobody in common."""
        return bool((one & other) == self.nothing)

    def seen_through(self, names: Iterable[str], node: Node) -> Node:
        """Return what some variables alone say of a set: where a member may be."""
        seen = frozenset(names)
        others = [name for name in self._names if name not in seen]
        return self._within(self._bdd.exist(others, node))

    def read_by(self, node: Node) -> frozenset[str]:
        """Return the variables that make a difference to a set."""
        return frozenset(self._bdd.support(node))

    def weigh(self, node: Node, weights: Mapping[str, Number]) -> Number:
        """Sum over all members the product of the weights of what is true in them.

        With the weight 1 for each variable this counts the members; a variable without a
        weight has 1. What is false weighs 1.
        """
        each = [weights.get(name, 1) for name in self._names]
        open_from: list[Number] = [1]  # the weight of leaving the variables from a level on open
        for weight in reversed(each):
            open_from.append(open_from[-1] * (1 + weight))
        open_from.reverse()
        known: dict[Node, Number] = {}

        for found, low, high in self._from_below(node, known):
            after = found.level + 1
            known[found] = self._open(low, after, each, open_from, known) + each[
                found.level
            ] * self._open(high, after, each, open_from, known)
        return self._open(node, 0, each, open_from, known)

    def _open(
        self,
        node: Node,
        level: int,
        each: Sequence[Number],
        open_from: Sequence[Number],
        known: Mapping[Node, Number],
    ) -> Number:
        """Weigh a node from a level on: the levels that it skips are open."""
        if node == self.nothing:
            return 0
        if node == self.everything:
            return open_from[level]
        return math.prod((1 + weight for weight in each[level : node.level]), start=known[node])

    def lightest(
        self, node: Node, costs: Mapping[str, int], known: dict[Node, Step] | None = None
    ) -> frozenset[str] | None:
        """Return what is true in the member that costs least; None for an empty set.

        A variable without a cost is free, but is not made true for nothing. `known` may be
        kept for further searches with the same costs.
        """
        if node == self.nothing:
            return None
        best = {} if known is None else known
        for found, low, high in self._from_below(node, best):
            cost = costs.get(self._names[found.level], 0)
            choices = [
                (best[after][0] + more if after != self.everything else more, ticked, after)
                for after, ticked, more in ((low, False, 0), (high, True, cost))
                if after != self.nothing
            ]
            best[found] = min(choices, key=lambda choice: choice[0])
        true = []
        while node != self.everything:
            _, ticked, after = best[node]
            if ticked:
                true.append(self._names[node.level])
            node = after
        return frozenset(true)

    def _from_below(
        self, node: Node, known: Mapping[Node, object]
    ) -> Iterator[tuple[Node, Node, Node]]:
        """Yield each node that is not known yet, with its two branches, after both of them.

        Not recursive: a path is as long as there are variables.
        """
        seen, to_visit, order = set(), [node], []
        while to_visit:
            found = to_visit.pop()
            if found in seen or found in known or found in (self.nothing, self.everything):
                continue
            seen.add(found)
            low, high = self._branches(found)
            order.append((found, low, high))
            to_visit += (low, high)
        yield from sorted(order, key=lambda entry: entry[0].level, reverse=True)

    def has(
        self, node: Node, ticked: frozenset[str], known: dict[Node, Branches] | None = None
    ) -> bool:
        """Say whether the set has the member in which exactly these variables are true.

        `known` may be kept for further members: most go the same ways.
        """
        ways = {} if known is None else known
        while (way := ways.get(node)) or node not in (self.nothing, self.everything):
            if way is None:
                way = ways[node] = (self._names[node.level], *self._branches(node))
            name, low, high = way
            node = high if name in ticked else low
        return bool(node == self.everything)

    def _branches(self, node: Node) -> tuple[Node, Node]:
        _, low, high = self._bdd.succ(node)
        return (~low, ~high) if node.negated else (low, high)

    def _within(self, node: Node) -> Node:
        self._steps += 1
        self.in_time()
        if self._steps == self._next_look:
            self._next_look *= 2
            if len(self._bdd) > self._budget:
                raise BudgetExceededError(f"a proof took more than {self._budget:,} nodes")
        return node


def _from_the_last(nodes: Iterable[Node]) -> list[Node]:
    """Sort sets by their first variables, the last ones first.

    Each new part then stands on top of the graph that is there: only what it adds is walked,
    not the whole. For a thousand rules on a question each that is the difference between
    milliseconds and seconds.
    """
    return sorted(nodes, key=lambda node: node.level, reverse=True)
