"""Decision diagrams: sets of answers as one shared graph, to be counted and searched. Pure.

A thin layer over `dd`: its C backend where there is one, else its Python one; same results.
Counting and searching walk the graph here, because the C backend counts in floating point.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from typing import Protocol, Self

try:
    from dd import cudd as backend
except ImportError:  # no wheel with the C backend for this system
    from dd import autoref as backend

#: Nodes a diagram may have; the project's own rulebook needs about 30,000 for its outcomes.
BUDGET = 5_000_000

#: Counting the nodes takes the C backend longer than most operations do.
_STEPS_BETWEEN_LOOKS = 2048

Number = int | float
#: What a member costs, and what is true in it.
Member = tuple[int, tuple[str, ...]]


class Node(Protocol):
    """A set of answers: a function of yes/no variables."""

    negated: bool
    level: int

    def __and__(self, other: Self) -> Self: ...
    def __or__(self, other: Self) -> Self: ...
    def __invert__(self) -> Self: ...


class BudgetExceededError(Exception):
    """A proof took more nodes than it may: that is an error, never skipped."""


class Diagram:
    """Sets over named yes/no variables, in the order given."""

    # No recursive closures here: they would keep nodes in cycles, and the C backend complains
    # when its graph is freed before its nodes.

    def __init__(self, names: Sequence[str], budget: int = BUDGET) -> None:
        self._bdd = backend.BDD()
        self._bdd.configure(reordering=False)  # a good static order is a thousand times faster
        self._bdd.declare(*names)
        self._names = tuple(names)
        self._budget = budget
        self._steps = 0
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
        return reduce(lambda one, other: self._within(one & other), nodes, self.everything)

    def any_of(self, nodes: Iterable[Node]) -> Node:
        """Unite sets. Raises BudgetExceededError."""
        return reduce(lambda one, other: self._within(one | other), nodes, self.nothing)

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

    def within(self, inner: Node, outer: Node) -> bool:
        """Say whether one set is part of another."""
        return bool((inner & ~outer) == self.nothing)

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
        return self._weigh_from(0, node, each, open_from, {})

    def _weigh_from(
        self,
        level: int,
        node: Node,
        each: Sequence[Number],
        open_from: Sequence[Number],
        known: dict[Node, Number],
    ) -> Number:
        """Weigh a node from a level on: the levels that it skips are open."""
        if node == self.nothing:
            return 0
        if node == self.everything:
            return open_from[level]
        if node not in known:
            low, high = (
                self._weigh_from(node.level + 1, branch, each, open_from, known)
                for branch in self._branches(node)
            )
            known[node] = low + each[node.level] * high
        return math.prod((1 + weight for weight in each[level : node.level]), start=known[node])

    def lightest(
        self, node: Node, costs: Mapping[str, int], known: dict[Node, Member] | None = None
    ) -> frozenset[str] | None:
        """Return what is true in the member that costs least; None for an empty set.

        A variable without a cost is free, but is not made true for nothing. `known` may be
        kept for further searches with the same costs.
        """
        found = self._lightest(node, costs, {} if known is None else known)
        return None if found is None else frozenset(found[1])

    def _lightest(
        self, node: Node, costs: Mapping[str, int], known: dict[Node, Member]
    ) -> Member | None:
        if node == self.nothing:
            return None
        if node == self.everything:
            return 0, ()
        if node not in known:
            low, high = (self._lightest(branch, costs, known) for branch in self._branches(node))
            name = self._names[node.level]
            with_it = (high[0] + costs.get(name, 0), (name, *high[1])) if high else None
            known[node] = min((one for one in (low, with_it) if one), key=lambda one: one[0])
        return known[node]

    def has(self, node: Node, ticked: frozenset[str]) -> bool:
        """Say whether the set has the member in which exactly these variables are true."""
        while node not in (self.nothing, self.everything):
            low, high = self._branches(node)
            node = high if self._names[node.level] in ticked else low
        return bool(node == self.everything)

    def _branches(self, node: Node) -> tuple[Node, Node]:
        _, low, high = self._bdd.succ(node)
        return (~low, ~high) if node.negated else (low, high)

    def _within(self, node: Node) -> Node:
        self._steps += 1
        if self._steps % _STEPS_BETWEEN_LOOKS == 0 and len(self._bdd) > self._budget:
            raise BudgetExceededError(f"a proof took more than {self._budget:,} nodes")
        return node
