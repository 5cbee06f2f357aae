"""Count on how many random people the engine and the proofs disagree.

`python -m tests.checks.agreement 100000` tries as many as one likes.
"""

from __future__ import annotations

import sys
from random import Random

from quiz.checks.examined import Examined
from quiz.checks.sampling import random_answers
from quiz.engine import recommend
from quiz.model import Rulebook
from quiz.reading import read
from tests.conftest import ROOT


def disagreements(rulebook: Rulebook, people: int) -> int:
    """Return for how many people the two come to different treatments."""
    examined = Examined(rulebook)
    permitted = examined.outcomes.permitted.items()
    random = Random(1)
    count = 0
    for _ in range(people):
        made = recommend(rulebook, random_answers(rulebook, random))
        ticked = examined.space.ticked(made.answers)
        proved = {t for t, node in permitted if examined.diagram.has(node, ticked)}
        count += proved != set(made.recommended)
    return count


if __name__ == "__main__":
    shipped = read(ROOT / "rules").rulebook
    assert shipped
    number = int(sys.argv[1])
    print(f"{number:,} random people, {disagreements(shipped, number)} disagreements")
