"""Measure one decision with all its findings beside if/else written by hand.

The hand-written code is the oracle of the tests, twice: as it stands, where it skips a list
that was answered "none", and without that shortcut, with one `if` for every rule.
Run it with `make bench`. Ratios within one run are what counts.
"""

from __future__ import annotations

import ast
import inspect
import timeit
from collections.abc import Callable, Mapping
from pathlib import Path

from quiz.answer_reader import read_answers
from quiz.answers import Answer, Answers
from quiz.engine import recommend
from quiz.model import Rulebook
from quiz.reading import read
from tests import oracle

RULES = Path(__file__).parent.parent.parent / "rules"
PEOPLE = ("plain", "both", "two-cautions", "three-cautions", "everything-ticked")
RUNS, REPEATS = 4000, 9

HandWritten = Callable[[Mapping[str, Answer]], object]


def main() -> None:
    """Print microseconds for each person, the best of several runs taken in turn."""
    reading = read(RULES)
    assert reading.rulebook
    people = {case.id: read_answers(reading.rulebook, case.fields) for case in reading.cases}
    straight = without_shortcuts()
    print(f"{'person':<18} {'engine':>8} {'if/else':>8} {'ratio':>6} {'skipping':>9} {'ratio':>6}")
    for name in PEOPLE:
        answers = people[name]
        assert isinstance(answers, Answers)
        engine, plain, skipping = measured(reading.rulebook, answers, straight)
        print(
            f"{name:<18} {engine:8.2f} {plain:8.2f} {engine / plain:6.2f}"
            f" {skipping:9.2f} {engine / skipping:6.2f}"
        )


def measured(rulebook: Rulebook, answers: Answers, straight: HandWritten) -> list[float]:
    """Time the engine, the straight if/else and the one that skips, in microseconds."""
    given = dict(answers.given)
    ways: list[Callable[[], object]] = [
        lambda: recommend(rulebook, answers),
        lambda: straight(given),
        lambda: oracle.fired(given),
    ]
    rounds = [[timeit.timeit(way, number=RUNS) for way in ways] for _ in range(REPEATS)]
    return [min(times) / RUNS * 1e6 for times in zip(*rounds, strict=True)]


def without_shortcuts() -> HandWritten:
    """Return the oracle with every `if "none" not in ...` replaced by what stands below it."""
    tree = _Unguarded().visit(ast.parse(inspect.getsource(oracle)))
    names: dict[str, HandWritten] = {}
    exec(compile(ast.fix_missing_locations(tree), "oracle", "exec"), names)  # noqa: S102 - our own source
    return names["fired"]


class _Unguarded(ast.NodeTransformer):
    def visit_If(self, node: ast.If) -> list[ast.stmt] | ast.stmt:
        self.generic_visit(node)
        guard = ast.unparse(node.test) == "'none' not in ticked"
        return node.body if guard else node


if __name__ == "__main__":
    main()
