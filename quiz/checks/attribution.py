"""Which changed rule does what: each change applied to the old rulebook by itself. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from quiz.checks.changes import Change, Edit
from quiz.checks.compared import Comparing, Direction, Effected, together_in
from quiz.checks.outcomes import Outcomes
from quiz.checks.space import Space
from quiz.model import NotCovered, Policy, Reasoned, Rule, Rulebook, Suit


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One changed rule, suit or policy number, and what it does to people by itself."""

    id: str
    sort: str  #: "rule", "suit", "not covered" or "policy"
    change: Change
    what: tuple[str, ...]
    direction: Direction
    effects: tuple[Effected, ...]  #: those that are not equal
    together_with: tuple[str, ...]  #: the changes without which it does nothing


class _Logic(NamedTuple):
    """Whatever decides."""

    policy: Policy
    rules: tuple[Rule, ...]
    suits: tuple[Suit, ...]


class Attribution:
    """Tries the changes between two rulebooks one by one."""

    def __init__(self, comparing: Comparing, old: Rulebook, new: Rulebook) -> None:
        self._comparing = comparing
        self._stages: dict[Policy, Space] = {}
        self._known: dict[_Logic, Outcomes] = {}
        self._old = _Logic(old.policy, old.rules, old.suits)
        self._new = _Logic(new.policy, new.rules, new.suits)
        self._known |= {one: self._outcomes(one) for one in (self._old, self._new)}

    def of(self, edits: Sequence[Edit]) -> tuple[RuleChange, ...]:
        """Say of each change what it does."""
        return tuple(self._one(edit, edits) for edit in edits)

    def _one(self, edit: Edit, edits: Sequence[Edit]) -> RuleChange:
        effects = self._effects(self._old, self._made(edit, self._old))
        partners: tuple[str, ...] = ()
        if not effects and len(edits) > 1:
            effects = self._effects(self._undone(edit, self._new), self._new)
            partners = self._partners(edit, edits) if effects else ()
        which = together_in(one.direction for one in effects)
        return RuleChange(edit.id, _sort(edit), edit.change, edit.what, which, effects, partners)

    def _partners(self, edit: Edit, edits: Sequence[Edit]) -> tuple[str, ...]:
        """Name the changes with which, one at a time, a change does something; else all others."""
        others = [other for other in edits if other is not edit]
        with_it = []
        for other in others:
            base = self._made(other, self._old)
            if self._differ(base, self._made(edit, base)):
                with_it.append(other.id)
        return tuple(with_it or [other.id for other in others])

    def _made(self, edit: Edit, logic: _Logic) -> _Logic:
        if edit.policy:
            return _with_number(logic, edit.id, self._new.policy)
        return _swapped(logic, edit.before, edit.after)

    def _undone(self, edit: Edit, logic: _Logic) -> _Logic:
        if edit.policy:
            return _with_number(logic, edit.id, self._old.policy)
        return _swapped(logic, edit.after, edit.before)

    def _effects(self, before: _Logic, after: _Logic) -> tuple[Effected, ...]:
        if before == after:
            return ()
        effects = self._comparing.effects(
            self._outcomes(before), self._outcomes(after), self._comparing.together.everyone
        )
        return tuple(one for one in effects if one.direction is not Direction.EQUAL)

    def _differ(self, before: _Logic, after: _Logic) -> bool:
        one, other = self._outcomes(before), self._outcomes(after)
        return one.permitted != other.permitted or one.urgencies != other.urgencies

    def _outcomes(self, logic: _Logic) -> Outcomes:
        if logic in self._known:
            return self._known[logic]
        if logic.policy not in self._stages:
            self._stages[logic.policy] = self._comparing.together.stage(logic.policy)
        return Outcomes(self._stages[logic.policy], logic.rules, logic.suits)


def _swapped(logic: _Logic, out: Reasoned | None, into: Reasoned | None) -> _Logic:
    rules = tuple(one for one in logic.rules if one is not out)
    suits = tuple(one for one in logic.suits if one is not out)
    return logic._replace(
        rules=(*rules, into) if isinstance(into, Rule) else rules,
        suits=(*suits, into) if isinstance(into, Suit) else suits,
    )


def _with_number(logic: _Logic, name: str, policy: Policy) -> _Logic:
    return logic._replace(policy=replace(logic.policy, **{name: getattr(policy, name)}))


def _sort(edit: Edit) -> str:
    match edit.after or edit.before:
        case Rule():
            return "rule"
        case Suit():
            return "suit"
        case NotCovered():
            return "not covered"
        case _:
            return "policy"
