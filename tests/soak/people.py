"""Random people, with what they must be told by each of two rulebooks that differ in one number.

What is right is said by the oracle, which knows nothing of the rule files and of the engine.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from urllib.parse import urlencode

from quiz.checks.sampling import random_answers
from quiz.engine import recommend
from quiz.model import Rulebook
from quiz.web.wording.outcome import headline
from tests import oracle
from tests.people import Fields, valid
from tests.web.asking import as_form


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody must be told."""

    outcome: str
    urgency: str | None
    headline: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody's answers as they are sent, and without one that is needed."""

    form: bytes
    json: bytes
    incomplete_form: bytes
    incomplete_json: bytes
    told: tuple[Told, ...]  #: by how many cautions are allowed, in the order of the rulebooks


def people(rulebooks: tuple[Rulebook, ...], number: int, random: Random) -> list[Person]:
    """Make people. Raises AssertionError where the engine and the oracle disagree about one."""
    return [_person(rulebooks, random) for _ in range(number)]


def _person(rulebooks: tuple[Rulebook, ...], random: Random) -> Person:
    answers = random_answers(rulebooks[0], random)
    fields: Fields = {
        id: list(one) if isinstance(one, tuple) else one for id, one in answers.given.items()
    }
    needed = [one.id for one in rulebooks[0].questions.values() if not one.optional]
    left_out = random.choice([id for id in fields if id in needed])
    rest = {id: one for id, one in fields.items() if id != left_out}
    return Person(
        form=_form(fields),
        json=json.dumps(fields).encode(),
        incomplete_form=_form(rest),
        incomplete_json=json.dumps(rest).encode(),
        told=tuple(_told(rulebook, fields) for rulebook in rulebooks),
    )


def _told(rulebook: Rulebook, fields: Fields) -> Told:
    made = recommend(rulebook, valid(rulebook, fields))
    with _cautions_allowed(rulebook.policy.cautions_allowed):
        outcome, urgency = oracle.outcome(fields)
    assert (made.outcome, made.urgency) == (outcome, urgency), fields
    return Told(outcome, urgency, headline(made))


def _form(fields: Fields) -> bytes:
    return urlencode(as_form(fields), doseq=True).encode()


@contextmanager
def _cautions_allowed(number: int) -> Iterator[None]:
    """Let the oracle judge by another number than the one in the contract."""
    written = oracle.CAUTIONS_ALLOWED
    oracle.CAUTIONS_ALLOWED = number
    try:
        yield
    finally:
        oracle.CAUTIONS_ALLOWED = written
