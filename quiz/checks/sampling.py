"""Random people, most of them with little to report. Pure: the caller brings the randomness."""

from __future__ import annotations

from random import Random

from quiz.answers import Answer, Answers
from quiz.model import Rulebook
from quiz.questions import Kind, Question

#: How many rows of a list are ticked: uniform answers would all end with a specialist.
_ROWS = (0, 0, 0, 0, 0, 0, 0, 1, 1, 2)


def random_answers(rulebook: Rulebook, random: Random) -> Answers:
    """Return a complete and valid set of answers."""
    given: dict[str, Answer] = {}
    for question in rulebook.questions.values():
        if question.asked(given):
            taken = given.get(rulebook.main_concern)
            given[question.id] = _answer(question, random, taken)
    return Answers(given)


def _answer(question: Question, random: Random, taken: Answer | None) -> Answer:
    if question.kind is Kind.NUMBER:
        return random.randint(question.low, question.high)
    if question.kind is Kind.ONE:
        return random.choice(question.options).id
    rows = [one.id for one in question.options if not one.means and one.id != taken]
    ticked = set(random.sample(rows, min(len(rows), random.choice(_ROWS))))
    if not ticked and not question.optional:
        return (random.choice([one.id for one in question.options if one.means]),)
    return tuple(one.id for one in question.options if one.id in ticked)
