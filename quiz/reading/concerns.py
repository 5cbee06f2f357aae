"""Whether the two questions that `concerns` means are such that it can mean them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from quiz.questions import Kind, Question, Step
from quiz.reading.codes import Code
from quiz.reading.hints import did_you_mean, shown
from quiz.reading.layout import Layout
from quiz.reading.names import Names
from quiz.reading.nodes import Node, Scalar
from quiz.reading.report import Report


def check_concerns(layout: Layout, names: Names, steps: tuple[Step, ...], report: Report) -> None:
    """Check that both exist, and that each is asked as it must be."""
    if layout.rulebook is None:
        return
    main, others = (layout.rulebook.get("concerns", name) for name in ("main", "others"))
    for node in (main, others):
        _check_known(node, names, report)
    if not isinstance(main, Scalar) or not isinstance(others, Scalar):
        return
    if main.text == others.text:
        what = f"{shown(others.text)} already asks for the main concern"
        report.add(Code.BAD_VALUE, others.place, what, "name another question")
        return
    questions = {question.id: question for step in steps for question in step.questions}
    for what in _wrong_with_main(questions.get(main.text)):
        report.add(
            Code.BAD_VALUE, main.place, f"{shown(main.text)} asks for the main concern{what}"
        )
    for what in _wrong_with_others(main.text, others.text, questions):
        where = f"{shown(others.text)} asks for the other concerns"
        report.add(Code.BAD_VALUE, others.place, f"{where}{what}")


def _check_known(node: Node | None, names: Names, report: Report) -> None:
    known = names.questions
    if isinstance(node, Scalar) and names.all_questions and node.text not in known:
        what, hint = f"no question {shown(node.text)}", did_you_mean(node.text, known)
        report.add(Code.UNKNOWN_QUESTION, node.place, what, hint)


def _wrong_with_main(main: Question | None) -> Iterator[str]:
    if main is None:
        return
    if main.kind is not Kind.ONE:
        yield ", so it should be of kind one"
    elif main.ask_when:
        yield ", so it should always be asked: without ask_when"


def _wrong_with_others(main: str, others: str, questions: Mapping[str, Question]) -> Iterator[str]:
    if others not in questions:
        return
    question = questions[others]
    if question.kind is not Kind.MANY:
        yield ", so it should be of kind many"
        return
    if not question.optional:
        yield ", so it should be optional"
    if question.ask_when:
        yield ", so it should always be asked: without ask_when"
    if main in questions and question.options and question.options != questions[main].options:
        yield f", so it should have the same options: options_of: {main}"


def check_age(layout: Layout, names: Names, steps: tuple[Step, ...], report: Report) -> None:
    """Check that the question of the age exists, and is always asked for a number."""
    node = layout.rulebook.get("age") if layout.rulebook else None
    _check_known(node, names, report)
    questions = {question.id: question for step in steps for question in step.questions}
    asked = questions.get(node.text) if isinstance(node, Scalar) else None
    if isinstance(node, Scalar) and asked and (asked.kind is not Kind.NUMBER or asked.ask_when):
        what = f"{shown(node.text)} asks for the age, so it should always be asked for a number"
        report.add(Code.BAD_VALUE, node.place, what)
