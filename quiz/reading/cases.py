"""The cases: answers, and the outcome that they must lead to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from quiz.beside import Case
from quiz.problems import Place
from quiz.questions import Kind
from quiz.reading.codes import Code
from quiz.reading.hints import did_you_mean, shown
from quiz.reading.layout import Layout
from quiz.reading.names import Asked, Names
from quiz.reading.nodes import Fields, Items, Node, Scalar, mappings, words
from quiz.reading.report import Report
from quiz.reading.shape_problems import shaped
from quiz.reading.shapes import CaseFileShape, CaseShape
from quiz.reading.shapes.base import is_whole
from quiz.recommendation import COMBINATION, SEE_SPECIALIST


def read_cases(layout: Layout, names: Names, report: Report) -> Iterator[Case]:
    """Read all cases without a problem, in the order of the files.

    A case with a problem is not to be run: its outcome would be a consequence of that.
    """
    reader = _CaseReader(names, report)
    taken: dict[str, Place] = {}
    for _, node in layout.cases:
        shape = shaped(CaseFileShape, node, report)
        before = report.count()
        start = reader.answers(node.get("start"))
        fine_start = report.count() == before
        for index, case in enumerate(mappings(node.get("cases"))):
            before = report.count()
            reader.check(case, taken)
            fields = MappingProxyType({**start, **reader.answers(case.get("answers"))})
            if shape and fine_start and report.count() == before:
                yield _built(shape.cases[index], fields, case.place)


def _built(shape: CaseShape, fields: Mapping[str, object], place: Place) -> Case:
    return Case(
        id=shape.id,
        because=shape.because,
        fields=fields,
        outcome=shape.outcome,
        urgency=shape.urgency,
        decided_by=tuple(shape.decided_by),
        mentions=tuple(shape.mentions),
        place=place,
    )


@dataclass(frozen=True, slots=True)
class _CaseReader:
    names: Names
    report: Report

    def check(self, case: Fields, taken: dict[str, Place]) -> None:
        self._check_id(case.get("id"), taken)
        self._check_outcome(case)
        facts = self.names.facts.ids
        for id in words(case.get("decided_by")):
            self._check_rule(id, {**self.names.reasons.ids, **facts})
        for id in words(case.get("mentions")):
            self._check_rule(id, self.names.reasons.ids)

    def answers(self, node: Node | None) -> dict[str, object]:
        """Read answers as JSON has them; one that is wrong is a problem, and left out."""
        if not isinstance(node, Fields):
            return {}
        read = {id: self._answer(id, node.keys[id], value) for id, value in node.values.items()}
        return {id: answer for id, answer in read.items() if answer is not None}

    def _answer(self, id: str, place: Place, node: Node) -> int | str | list[str] | None:
        asked = self.names.questions.get(id)
        if asked is None:
            if self.names.all_questions:
                hint = did_you_mean(id, self.names.questions)
                self.report.add(Code.UNKNOWN_QUESTION, place, f"no question {shown(id)}", hint)
            return None
        match asked.kind:
            case Kind.NUMBER:
                return self._number(asked, node)
            case Kind.ONE:
                return self._option(asked, node)
            case Kind.MANY | Kind.CHECKLIST:
                return self._list(asked, node)
            case None:
                return None

    def _number(self, asked: Asked, node: Node) -> int | None:
        if not isinstance(node, Scalar) or not is_whole(node.text):
            self._bad(node, f"{asked.id} is a whole number", "")
            return None
        number, low, high = int(node.text), asked.low, asked.high
        if low is not None and high is not None and not low <= number <= high:
            self._bad(node, f"{asked.id} goes from {low} to {high}", "")
        return number

    def _option(self, asked: Asked, node: Node) -> str | None:
        if not isinstance(node, Scalar) or node.is_null:
            self._bad(node, f"one option of {asked.id} should stand here", "")
            return None
        if asked.options.lacks(node.text):
            what = f"no option {shown(node.text)} in {asked.id}"
            hint = self.names.option_hint(node.text, asked)
            self.report.add(Code.UNKNOWN_OPTION, node.place, what, hint)
        return node.text

    def _list(self, asked: Asked, node: Node) -> list[str] | None:
        if not isinstance(node, Items):
            self._bad(node, f"the answer to {asked.id} is a list", "put brackets around it")
            return None
        read = [self._option(asked, option) for option in node.items]
        return [option for option in read if option is not None]

    def _check_id(self, id: Node | None, taken: dict[str, Place]) -> None:
        if not isinstance(id, Scalar) or id.is_null:
            return
        if id.text in taken:
            what = f"the id {shown(id.text)} is already taken at {taken[id.text]}"
            self.report.add(Code.REUSED_ID, id.place, what)
        taken.setdefault(id.text, id.place)

    def _check_outcome(self, case: Fields) -> None:
        outcome = case.get("outcome")
        known = (*self.names.treatments.ids, COMBINATION, SEE_SPECIALIST)
        if not isinstance(outcome, Scalar) or outcome.is_null:
            return
        if outcome.text not in known and self.names.treatments.complete:
            what, hint = f"no outcome {shown(outcome.text)}", did_you_mean(outcome.text, known)
            self.report.add(Code.UNKNOWN_TREATMENT, outcome.place, what, hint)
        elif "urgency" in case.values and outcome.text != SEE_SPECIALIST:
            what = f"urgency goes only with the outcome {SEE_SPECIALIST}"
            self.report.add(Code.BAD_VALUE, case.where("urgency"), what, "leave it out")

    def _check_rule(self, id: Scalar, known: Mapping[str, Place]) -> None:
        if id.text not in known and self.names.reasons.complete and self.names.facts.complete:
            is_fact = id.text in self.names.facts.ids
            hint = "a fact can only decide" if is_fact else did_you_mean(id.text, known)
            what = f"no rule {shown(id.text)}"
            self.report.add(Code.UNKNOWN_RULE, id.place, what, hint)

    def _bad(self, node: Node, what: str, hint: str) -> None:
        self.report.add(Code.BAD_VALUE, node.place, what, hint)
