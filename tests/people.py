"""People who never were: random valid answers to a rulebook, for property tests."""

from __future__ import annotations

from typing import cast

from hypothesis import strategies as st

from quiz.answer_reader import read_answers
from quiz.answers import Answer, Answers
from quiz.model import Rulebook
from quiz.questions import Kind, Question

Fields = dict[str, object]
#: How few rows of a list are ticked, most often none: uniform answers all end with a specialist.
ROWS = st.sampled_from([0, 0, 0, 0, 0, 1, 1, 2, 3])


@st.composite
def fields(draw: st.DrawFn, rulebook: Rulebook) -> Fields:
    """Draw a complete set of answers as they would be sent."""
    given: Fields = {}
    for question in rulebook.questions.values():
        if question.asked(_given(given)):
            given[question.id] = draw(_answer(question, given.get(rulebook.main_concern)))
    return given


def _answer(question: Question, main: object) -> st.SearchStrategy[object]:
    ids = [option.id for option in question.options if option.id != main and not option.means]
    if question.kind is Kind.NUMBER:
        return st.integers(question.low, question.high) | st.integers(17, 60)
    if question.kind is Kind.ONE:
        return st.sampled_from([option.id for option in question.options])
    rows = ROWS.flatmap(
        lambda n: st.lists(st.sampled_from(ids), min_size=n, max_size=n, unique=True)
    )
    if question.optional:
        return rows
    alone = st.sampled_from([[option.id] for option in question.options if option.means])
    return rows.flatmap(lambda chosen: st.just(chosen) if chosen else alone)


def answers(rulebook: Rulebook) -> st.SearchStrategy[Answers]:
    """Draw a complete set of answers as the reader of answers returns it."""
    return fields(rulebook).map(lambda given: valid(rulebook, given))


def valid(rulebook: Rulebook, given: Fields) -> Answers:
    """Read fields that are known to be valid."""
    read = read_answers(rulebook, given)
    assert isinstance(read, Answers), read
    return read


def _given(fields: Fields) -> dict[str, Answer]:
    shaped = {id: tuple(one) if isinstance(one, list) else one for id, one in fields.items()}
    return cast("dict[str, Answer]", shaped)
