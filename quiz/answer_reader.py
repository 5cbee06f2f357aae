"""The one reader of answers, for the form, the API and the command line alike. Pure.

It takes values as JSON has them (whole numbers, text, lists of text) and converts nothing.
No message repeats a value that was given: it may end up in a log.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from typing import NamedTuple

from quiz.answers import Answer, Answers
from quiz.catalogue import N_
from quiz.model import Rulebook
from quiz.questions import Kind, Question

#: What can be wrong with an answer, where the question's own `error` does not say it.
MESSAGES = {
    "unknown_question": N_("There is no such question: remove it, or check its spelling"),
    "wrong_type": N_("{name}: give {shape}"),
    "unknown_option": N_("{name}: select only from the answers to this question"),
    "repeated_option": N_("{name}: select each answer only once"),
    "not_alone": N_("{name}: {alone} cannot be ticked together with anything else"),
    "repeated_concern": N_("{name}: take your main concern away here, you already chose it above"),
}
_SHAPES = {
    Kind.ONE: N_("one answer, as text"),
    Kind.MANY: N_("a list of answers, each as text"),
    Kind.CHECKLIST: N_("a list of answers, each as text"),
}


class AnswerProblem(NamedTuple):
    """One thing to mend, worded for the person who answers."""

    question: str | None  #: None when there is no such question
    code: str
    message: str


def read_answers(
    rulebook: Rulebook, fields: Mapping[str, object]
) -> Answers | tuple[AnswerProblem, ...]:
    """Read what was given, or say all that is wrong with it.

    A follow-up that does not apply is not read, whatever it holds. A list that is left out
    or empty is an unanswered question, never "none of these", unless it is optional.
    """
    said = rulebook.say(MESSAGES["unknown_question"])
    unknown = AnswerProblem(None, "unknown_question", said)
    problems = [unknown for id in fields if id not in rulebook.questions]
    given: dict[str, Answer] = {}
    for question in rulebook.questions.values():
        if not question.asked(given):
            continue
        answer = _read(rulebook, question, fields)
        if isinstance(answer, AnswerProblem):
            problems.append(answer)
        else:
            given[question.id] = answer
    problems.extend(_repeated_concern(rulebook, given))
    return tuple(problems) or Answers(given)


def _read(
    rulebook: Rulebook, question: Question, fields: Mapping[str, object]
) -> Answer | AnswerProblem:
    if question.id not in fields:
        missing = AnswerProblem(question.id, "missing", question.error)
        return () if question.optional else missing
    value = fields[question.id]
    match question.kind:
        case Kind.NUMBER:
            return _read_number(question, value)
        case Kind.ONE:
            return _read_one(rulebook, question, value)
        case Kind.MANY | Kind.CHECKLIST:
            return _read_list(rulebook, question, value)


def _read_number(question: Question, value: object) -> Answer | AnswerProblem:
    if not isinstance(value, int) or isinstance(value, bool):
        return AnswerProblem(question.id, "wrong_type", question.error)
    if not question.low <= value <= question.high:
        return AnswerProblem(question.id, "out_of_range", question.error)
    return value


def _read_one(rulebook: Rulebook, question: Question, value: object) -> Answer | AnswerProblem:
    if not isinstance(value, str):
        return _problem(
            rulebook, question, "wrong_type", shape=rulebook.say(_SHAPES[question.kind])
        )
    if value not in question.option_ids:
        return _problem(rulebook, question, "unknown_option")
    return value


def _read_list(rulebook: Rulebook, question: Question, value: object) -> Answer | AnswerProblem:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        return _problem(
            rulebook, question, "wrong_type", shape=rulebook.say(_SHAPES[question.kind])
        )
    chosen = frozenset(value)
    if not chosen <= question.option_ids:
        return _problem(rulebook, question, "unknown_option")
    if len(chosen) < len(value):
        return _problem(rulebook, question, "repeated_option")
    if not chosen and not question.optional:
        return AnswerProblem(question.id, "missing", question.error)
    if len(chosen) > 1 and any(option.means for option in question.options if option.id in chosen):
        return not_alone(rulebook, question)
    return tuple(option.id for option in question.options if option.id in chosen)


def not_alone(rulebook: Rulebook, question: Question) -> AnswerProblem:
    """Say which options of a list cannot be ticked together with anything else."""
    alone = [option for option in question.options if option.means]
    labels = _joined(rulebook, [rulebook.say("“{text}”", text=one.label) for one in alone])
    return _problem(rulebook, question, "not_alone", alone=labels)


def _repeated_concern(rulebook: Rulebook, given: Mapping[str, Answer]) -> Iterator[AnswerProblem]:
    main, others = given.get(rulebook.main_concern), given.get(rulebook.other_concerns)
    if isinstance(main, str) and isinstance(others, tuple) and main in others:
        yield _problem(rulebook, rulebook.questions[rulebook.other_concerns], "repeated_concern")


def _joined(rulebook: Rulebook, parts: Iterable[str]) -> str:
    return reduce(lambda first, second: rulebook.fact("and", first=first, second=second), parts)


def _problem(rulebook: Rulebook, question: Question, code: str, **words: str) -> AnswerProblem:
    message = rulebook.say(MESSAGES[code], name=question.name, **words)
    return AnswerProblem(question.id, code, message)
