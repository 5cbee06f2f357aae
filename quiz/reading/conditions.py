"""A `when` as it is written -> a condition, or every problem of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from quiz.conditions import AllOf, AnyOf, Between, Chosen, Condition, NoneOf
from quiz.problems import Place
from quiz.questions import Kind
from quiz.reading.codes import Code
from quiz.reading.hints import did_you_mean, shown
from quiz.reading.names import Asked, Names
from quiz.reading.nodes import Fields, Items, Node, Scalar
from quiz.reading.report import Report
from quiz.reading.shapes.base import is_whole

#: The words of the language of conditions, which no question may have as its id.
CONCERNS = "concerns"
_JOINED: Mapping[str, Callable[[tuple[Condition, ...]], Condition]] = {
    "all": lambda parts: AllOf(parts) if len(parts) > 1 else parts[0],
    "any": lambda parts: AnyOf(parts) if len(parts) > 1 else parts[0],
    "none": NoneOf,
}
WORDS = frozenset({CONCERNS, *_JOINED})
_SPANS = ({"below"}, {"from"}, {"to"}, {"from", "to"})
_SPAN = "write {below: 18}, or {from: 18, to: 21}"


@dataclass(frozen=True, slots=True)
class Conditions:
    """Reads conditions. None is returned where a problem was noted, now or before."""

    names: Names
    report: Report
    earlier: frozenset[str] | None = None  #: for `ask_when`: the questions asked before

    def read(self, node: Node | None) -> Condition | None:
        """Read a condition."""
        match node:
            case None:
                return None
            case Fields() if node.values:
                parts = [self._part(name, node.keys[name], node.values[name]) for name in node.keys]
                return _joined("all", parts)
            case Items() if node.items:
                self._bad(node, "a condition is no list", "join several with all: or any:")
            case Scalar() if not node.is_null:
                hint = "write {question: option}"
                self._bad(node, f"{shown(node.text)} is no condition", hint)
            case _:
                self._empty(node)
        return None

    def _part(self, name: str, place: Place, node: Node) -> Condition | None:
        if name in _JOINED:
            return self._list(name, node)
        if name == CONCERNS:
            return self._concerns(place, node)
        asked = self._asked(name, place)
        if asked is None or asked.kind is None:
            return None
        if asked.kind is Kind.NUMBER:
            return self._between(asked, node)
        return self._chosen(asked, node)

    def _list(self, name: str, node: Node) -> Condition | None:
        if isinstance(node, Items) and node.items:
            return _joined(name, [self.read(item) for item in node.items])
        if isinstance(node, Items) or (isinstance(node, Scalar) and node.is_null):
            self._empty(node)
        else:
            hint = f"write {name}: [{{question: option}}, ...]"
            self._bad(node, f'"{name}" takes a list of conditions', hint)
        return None

    def _concerns(self, place: Place, node: Node) -> Condition | None:
        main = self.names.questions.get(self.names.main or "")
        others = self.names.questions.get(self.names.others or "")
        if main is None or others is None:
            return None
        for asked in (main, others):
            self._check_earlier(asked.id, place)
        chosen = self._chosen(main, node)
        return chosen and AnyOf((chosen, Chosen(others.id, chosen.options)))

    def _asked(self, name: str, place: Place) -> Asked | None:
        if name in self.names.questions:
            self._check_earlier(name, place)
            return self.names.questions[name]
        if self.names.all_questions:
            hint = did_you_mean(name, (*self.names.questions, *WORDS))
            self.report.add(Code.UNKNOWN_QUESTION, place, f"no question {shown(name)}", hint)
        return None

    def _check_earlier(self, name: str, place: Place) -> None:
        if self.earlier is not None and name not in self.earlier:
            what = f"{shown(name)} is not asked before this question"
            hint = "ask_when can only look at earlier questions"
            self.report.add(Code.UNKNOWN_QUESTION, place, what, hint)

    def _chosen(self, asked: Asked, node: Node) -> Chosen | None:
        if isinstance(node, Fields):
            self._bad(node, f"{asked.id} has options", "write one, or a list of them")
            return None
        options = node.items if isinstance(node, Items) else (node,)
        read = [self._option(asked, option) for option in options]
        if not read:
            self._empty(node)
        ids = [id for id in read if id is not None]
        if not ids or len(ids) < len(read):
            return None
        if len(set(ids)) < len(ids):
            self._bad(node, "an option stands twice in this list", "leave one out")
        return Chosen(asked.id, frozenset(ids))

    def _option(self, asked: Asked, node: Node) -> str | None:
        if not isinstance(node, Scalar):
            self._bad(node, "an option should stand here", "")
            return None
        if node.is_null:
            self._empty(node)
            return None
        if asked.options.lacks(node.text):
            hint = self.names.option_hint(node.text, asked)
            what = f"no option {shown(node.text)} in {asked.id}"
            self.report.add(Code.UNKNOWN_OPTION, node.place, what, hint)
        return node.text if node.text in asked.options.ids else None

    def _between(self, asked: Asked, node: Node) -> Condition | None:
        given = self._span(asked, node)
        if given is None or asked.low is None or asked.high is None:
            return None
        low = given.get("from", asked.low)
        high = given["below"] - 1 if "below" in given else given.get("to", asked.high)
        if asked.low <= low <= high <= asked.high:
            return Between(asked.id, low, high)
        what = f"{asked.id} goes from {asked.low} to {asked.high}"
        self._bad(node, what, "the smaller number comes first, and both lie within")
        return None

    def _span(self, asked: Asked, node: Node) -> dict[str, int] | None:
        """Read the ends of a span, by the words they are given with."""
        if not isinstance(node, Fields):
            self._bad(node, f"{asked.id} is a number", _SPAN)
        elif not node.values:
            self._empty(node)
        elif set(node.values) not in _SPANS:
            self._bad(node, "a span of numbers is not written so", _SPAN)
        else:
            read = {name: self._number(value) for name, value in node.values.items()}
            given = {name: number for name, number in read.items() if number is not None}
            return given if len(given) == len(read) else None
        return None

    def _number(self, node: Node) -> int | None:
        if isinstance(node, Scalar) and is_whole(node.text):
            return int(node.text)
        self._bad(node, "this should be a whole number", "")
        return None

    def _empty(self, node: Node) -> None:
        hint = "write {question: option}"
        self.report.add(Code.EMPTY_CONDITION, node.place, "this condition is empty", hint)

    def _bad(self, node: Node, what: str, hint: str) -> None:
        self.report.add(Code.BAD_VALUE, node.place, what, hint)


def _joined(name: str, parts: list[Condition | None]) -> Condition | None:
    read = tuple(part for part in parts if part is not None)
    return _JOINED[name](read) if len(read) == len(parts) else None
