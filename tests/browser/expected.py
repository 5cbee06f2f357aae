"""What the engine says of a person, to be compared with what a browser shows."""

from __future__ import annotations

from quiz.engine import recommend
from quiz.model import Rulebook
from quiz.web.wording.outcome import headline
from tests.people import Fields, valid


def expected(rulebook: Rulebook, person: Fields) -> str:
    return headline(recommend(rulebook, valid(rulebook, person)))
