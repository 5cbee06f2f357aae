"""People who never were: random valid answers to a rulebook, for property tests."""

from __future__ import annotations

from random import Random

from hypothesis import settings
from hypothesis import strategies as st

from quiz.answer_reader import read_answers
from quiz.answers import Answers
from quiz.checks.sampling import random_answers
from quiz.model import Rulebook

Fields = dict[str, object]


def examples(number: int) -> settings:
    """Try so many examples in `make test`, and a hundred times as many in the long profile."""
    return settings(max_examples=number * settings().max_examples // 100)


def answers(rulebook: Rulebook) -> st.SearchStrategy[Answers]:
    """Draw a complete set of answers as the reader of answers returns it.

    From a seed: hypothesis prefers the ends of every range, and people drawn that way end
    with a specialist nine times in ten.
    """
    seeds = st.integers(0, 2**64 - 1)
    return seeds.map(lambda seed: random_answers(rulebook, Random(seed)))


def fields(rulebook: Rulebook) -> st.SearchStrategy[Fields]:
    """Draw a complete set of answers as they would be sent."""
    return answers(rulebook).map(
        lambda made: {id: list(o) if isinstance(o, tuple) else o for id, o in made.given.items()}
    )


def valid(rulebook: Rulebook, given: Fields) -> Answers:
    """Read fields that are known to be valid."""
    read = read_answers(rulebook, given)
    assert isinstance(read, Answers), read
    return read
