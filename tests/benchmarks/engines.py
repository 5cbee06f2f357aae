"""Measure the engine beside rule engines that others publish, on the same rules and people.

The conditions of all rules, suits and not-covered facts are translated into each language by
code. Each way lists the ids of what fires for each case of the rulebook, and must list what the
engine does before it is timed. Each language gets all conditions as one expression where it
can, and its data outside of the time that is taken: what is quickest for it. None of the others
decides an outcome, refuses an unknown answer or keeps the order; the engine does.

`python -m tests.benchmarks.engines` needs what `make bench` installs.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import cel
import zen
from json_logic import jsonLogic

from quiz.answer_reader import read_answers
from quiz.answers import Answers
from quiz.engine import recommend
from quiz.model import Reasoned, Rulebook
from quiz.reading import read
from tests.benchmarks.decision import without_shortcuts
from tests.benchmarks.translating import CEL, ZEN, as_json_logic, as_text, is_list

RULES = Path(__file__).parent.parent.parent / "rules"
SECONDS = 3.0

#: What is given to each engine for one person, and what it makes of that: the ids that fired.
Given: TypeAlias = dict[str, Any]
Way: TypeAlias = Callable[[Any], Sequence[str]]


class Measured(NamedTuple):
    """Microseconds that one engine takes for one person, on average over all cases."""

    engine: str
    microseconds: float


def main() -> None:
    """Print them, ours first."""
    found = measured()
    for one in found:
        ratio = one.microseconds / found[0].microseconds
        print(f"{one.engine:<44} {one.microseconds:10.1f} µs {ratio:8.1f}")


def measured(seconds: float = SECONDS) -> list[Measured]:
    """Time each way for at least so long; the best round counts."""
    reading = read(RULES)
    rulebook = reading.rulebook
    assert rulebook
    read_ = [read_answers(rulebook, case.fields) for case in reading.cases]
    people = [answers for answers in read_ if isinstance(answers, Answers)]
    expected = [sorted(_ours(rulebook, answers)) for answers in people]
    given = [_given(rulebook, answers) for answers in people]
    by_hand = without_shortcuts()["fired"]
    ways: list[tuple[str, Way, Sequence[object]]] = [
        ("skin-quiz, with the outcome", partial(_ours, rulebook), people),
        ("if/else by hand", by_hand, [dict(one.given) for one in people]),
        (f"zen-engine {version('zen-engine')}, one expression", _zen(rulebook), given),
        (
            f"zen-engine {version('zen-engine')}, a decision table",
            _zen_table(rulebook),
            given,
        ),
        (
            f"CEL (common-expression-language {version('common-expression-language')})",
            _cel(rulebook),
            [cel.Context(variables=one) for one in given],
        ),
        (
            f"JsonLogic (panzi-json-logic {version('panzi-json-logic')})",
            _json_logic(rulebook),
            given,
        ),
    ]
    for name, way, each in ways:
        for one, ids in zip(each, expected, strict=True):
            assert sorted(way(one)) == ids, name
    return [Measured(name, _timed(way, each, seconds)) for name, way, each in ways]


def _timed(way: Way, people: Sequence[object], seconds: float) -> float:
    best, begun = float("inf"), time.perf_counter()
    while time.perf_counter() - begun < seconds:
        start = time.perf_counter()
        for one in people:
            way(one)
        best = min(best, time.perf_counter() - start)
    return best / len(people) * 1e6


def _ours(rulebook: Rulebook, answers: Answers) -> Sequence[str]:
    made = recommend(rulebook, answers)
    return [reason.id for reason in (*made.rules, *made.suits, *made.not_covered)]


def _reasons(rulebook: Rulebook) -> tuple[list[str], list[Reasoned]]:
    reasons = list(rulebook.reasons())
    return [reason.id for reason in reasons], reasons


def _given(rulebook: Rulebook, answers: Answers) -> Given:
    """Return the answers as JSON has them, and something for what was not asked."""
    unasked = {id: [] if is_list(rulebook, id) else "" for id in rulebook.questions}
    return unasked | {
        question: list(answer) if isinstance(answer, tuple) else answer
        for question, answer in answers.given.items()
    }


def _zen(rulebook: Rulebook) -> Way:
    ids, reasons = _reasons(rulebook)
    tests = [as_text(rulebook, ZEN, reason.when) for reason in reasons]
    expression = zen.compile_expression(f"[{', '.join(tests)}]")
    return lambda given: [
        id for id, one in zip(ids, expression.evaluate(given), strict=True) if one
    ]


def _zen_table(rulebook: Rulebook) -> Way:
    """Make a table of the kind that its editor draws: one row for each rule, all that match."""
    ids, reasons = _reasons(rulebook)
    rows = [
        {"_id": id, "when": as_text(rulebook, ZEN, reason.when), "fired": json.dumps(id)}
        for id, reason in zip(ids, reasons, strict=True)
    ]
    table = {
        "hitPolicy": "collect",
        "inputs": [{"id": "when", "name": "when"}],
        "outputs": [{"id": "fired", "name": "fired", "field": "id"}],
        "rules": rows,
    }
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode", "position": {"x": 0, "y": 0}},
        {
            "id": "rules",
            "name": "rules",
            "type": "decisionTableNode",
            "position": {"x": 1, "y": 0},
            "content": table,
        },
        {"id": "out", "name": "out", "type": "outputNode", "position": {"x": 2, "y": 0}},
    ]
    edges = [
        {"id": f"{one}-{other}", "sourceId": one, "targetId": other, "type": "edge"}
        for one, other in (("in", "rules"), ("rules", "out"))
    ]
    decision = zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))

    def fired(given: Given) -> Sequence[str]:
        result: Any = decision.evaluate(given)["result"]
        return [row["id"] for row in result]

    return fired


def _cel(rulebook: Rulebook) -> Way:
    ids, reasons = _reasons(rulebook)
    tests = [as_text(rulebook, CEL, reason.when) for reason in reasons]
    program = cel.compile(f"[{', '.join(tests)}]")
    return lambda given: [id for id, one in zip(ids, program.execute(given), strict=True) if one]


def _json_logic(rulebook: Rulebook) -> Way:
    """Ask for one rule after the other: it has no list of truths that is quicker."""
    ids, reasons = _reasons(rulebook)
    tests = [
        (id, as_json_logic(rulebook, reason.when)) for id, reason in zip(ids, reasons, strict=True)
    ]
    return lambda given: [id for id, test in tests if jsonLogic(test, given)]


if __name__ == "__main__":
    main()
