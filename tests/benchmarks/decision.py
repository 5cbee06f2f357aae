"""Measure one decision with all its findings beside if/else written by hand.

The hand-written code is the oracle of the tests, twice: as it stands, where it skips a list
that was answered "none", and without that shortcut, with one `if` for every rule. Both hand over
what the engine does: the outcome and its urgency, the safety rules that fired with their effects,
what suits and what is not covered. What a rule says would be a constant beside its effects, and
cost nothing more.

The engine never decides on an answer that is missing or unknown, so each way is timed once more
behind a refusal of those as a person would write it. Run it with `make bench`. Ratios within one
run are what counts.
"""

from __future__ import annotations

import ast
import inspect
import timeit
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from quiz.answer_reader import read_answers
from quiz.answers import Answer, Answers
from quiz.engine import InvalidAnswersError, recommend
from quiz.model import Rule, Rulebook
from quiz.questions import Kind
from quiz.reading import read
from tests import oracle

RULES = Path(__file__).parent.parent.parent / "rules"
PEOPLE = ("plain", "both", "two-cautions", "three-cautions", "everything-ticked")
RUNS, REPEATS = 150, 400  # many short ones: the shortest is the one that nothing disturbed

ByHand = Callable[[oracle.Fields], "Listed"]
Refusal = Callable[[oracle.Fields], None]


class Listed(NamedTuple):
    """What hand-written code finds: as much as a Recommendation."""

    outcome: str
    urgency: str | None
    rules: tuple[oracle.Row, ...]
    suits: tuple[tuple[str, str], ...]
    not_covered: tuple[str, ...]


class Measured(NamedTuple):
    """Microseconds for one person."""

    person: str
    engine: float
    straight: float
    skipping: float
    straight_refusing: float
    skipping_refusing: float


def main() -> None:
    """Print microseconds and ratios for each person, and for all cases together."""
    titles = ("if/else", "skipping", "if/else, refusing", "skipping, refusing")
    print(f"{'person':<18}{'engine':>8}" + "".join(f"{title:>20}{'ratio':>6}" for title in titles))
    for one in measured():
        print(
            f"{one.person:<18}{one.engine:8.2f}"
            + "".join(f"{by_hand:20.2f}{one.engine / by_hand:6.2f}" for by_hand in one[2:])
        )


def measured(repeats: int = REPEATS) -> list[Measured]:
    """Time some people, the best of several runs taken in turn; then all cases, on average."""
    reading = read(RULES)
    rulebook = reading.rulebook
    assert rulebook
    people = {case.id: read_answers(rulebook, case.fields) for case in reading.cases}
    straight, skipping = by_hand(without_shortcuts()), by_hand(vars(oracle))
    refuse = refusal(rulebook)

    def timed(name: str, repeats: int) -> Measured:
        answers = people[name]
        assert isinstance(answers, Answers)
        for way in (straight, skipping):
            assert as_listed(rulebook, answers) == in_order(way(answers.given)), name
        ways = _ways(rulebook, answers, straight, skipping, refuse)
        return Measured(name, *_timed(repeats, *ways))

    everyone = [timed(name, repeats // 10) for name in people]
    times = zip(*(one[1:] for one in everyone), strict=True)
    average = [sum(column) / len(everyone) for column in times]
    return [
        *(timed(name, repeats) for name in PEOPLE),
        Measured(f"all {len(everyone)} cases", *average),
    ]


def as_listed(rulebook: Rulebook, answers: Answers) -> Listed:
    """Put what the engine finds into the same form."""
    made = recommend(rulebook, answers)
    first, second = oracle.TREATMENTS
    rules = tuple(
        (rule.id, _effect(rule, first), _effect(rule, second), rule.urgency) for rule in made.rules
    )
    suits = tuple((suit.id, suit.treatment) for suit in made.suits)
    facts = tuple(fact.id for fact in made.not_covered)
    return in_order(Listed(made.outcome, made.urgency, rules, suits, facts))


def in_order(listed: Listed) -> Listed:
    """Sort what fired."""
    return listed._replace(
        rules=tuple(sorted(listed.rules, key=lambda row: row[0])),
        suits=tuple(sorted(listed.suits)),
        not_covered=tuple(sorted(listed.not_covered)),
    )


def by_hand(names: Mapping[str, Any]) -> ByHand:
    """Return the hand-written code that decides and lists all that fired."""
    decide, not_covered = names["decide"], names["not_covered"]

    def listed(a: oracle.Fields) -> Listed:
        outcome, urgency, rules, suits = decide(a)
        facts = []
        concerns = (a["main_concern"], *a["other_concerns"])
        if len(suits) < len(concerns):
            for concern in concerns:
                fact = not_covered(concern, a)
                if fact is not None:
                    facts.append(fact)
        return Listed(outcome, urgency, tuple(rules), tuple(suits), tuple(facts))

    return listed


def refusal(rulebook: Rulebook) -> Refusal:
    """Return what raises for a missing or unknown answer: tables of options, and `in`."""
    questions = rulebook.questions.values()
    always = [one for one in questions if not one.ask_when]
    one_of = [(one.id, one.option_ids) for one in always if one.kind is Kind.ONE]
    lists = [(one.id, one.option_ids) for one in always if one.kind in (Kind.MANY, Kind.CHECKLIST)]
    numbers = [(one.id, one.low, one.high) for one in always if one.kind is Kind.NUMBER]
    optional = {one.id for one in always if one.optional}
    follow_ups = {one.id: one.option_ids for one in questions if one.ask_when}

    def refuse(a: oracle.Fields) -> None:
        for question, options in one_of:
            if a[question] not in options:
                raise InvalidAnswersError
        for question, options in lists:
            chosen = a[question]
            if not options.issuperset(chosen) or not (chosen or question in optional):
                raise InvalidAnswersError
        for question, low, high in numbers:
            if not low <= a[question] <= high:
                raise InvalidAnswersError
        for question in oracle.asked(a):
            if a[question] not in follow_ups[question]:
                raise InvalidAnswersError

    return refuse


def without_shortcuts() -> dict[str, Any]:
    """Return the oracle with every `if "none" not in ...` replaced by what stands below it."""
    tree = _Unguarded().visit(ast.parse(inspect.getsource(oracle)))
    names: dict[str, Any] = {}
    exec(compile(ast.fix_missing_locations(tree), "oracle", "exec"), names)  # noqa: S102 - our own source
    return names


class _Unguarded(ast.NodeTransformer):
    def visit_If(self, node: ast.If) -> list[ast.stmt] | ast.stmt:
        self.generic_visit(node)
        guard = ast.unparse(node.test) == "'none' not in ticked"
        return node.body if guard else node


def _ways(
    rulebook: Rulebook, answers: Answers, straight: ByHand, skipping: ByHand, refuse: Refusal
) -> list[Callable[[], object]]:
    given: dict[str, Answer] = dict(answers.given)

    def engine() -> object:
        made = recommend(rulebook, answers)
        return made.outcome, made.urgency

    def refusing(way: ByHand) -> object:
        refuse(given)
        return way(given)

    return [
        engine,
        lambda: straight(given),
        lambda: skipping(given),
        lambda: refusing(straight),
        lambda: refusing(skipping),
    ]


def _timed(repeats: int, *ways: Callable[[], object]) -> list[float]:
    rounds = [[timeit.timeit(way, number=RUNS) for way in ways] for _ in range(repeats)]
    return [min(times) / RUNS * 1e6 for times in zip(*rounds, strict=True)]


def _effect(rule: Rule, treatment: str) -> str | None:
    effect = rule.effects.get(treatment)
    return None if effect is None else str(effect)


if __name__ == "__main__":
    main()
