"""Random people, most of them with little to report. Pure: the caller brings the randomness.

Uniform answers would nearly all end with a specialist, and show nothing of the rest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from random import Random

from quiz.answers import Answer, Answers
from quiz.conditions import Chosen, leaves
from quiz.model import Rulebook
from quiz.questions import Kind, Means, Question

#: How often someone has something to report in a list: one person seldom, another often.
_REPORTS = (0.02, 0.02, 0.05, 0.1, 0.4)
#: How often that is something to be careful about only, and how often they are in doubt.
_MILD, _DOUBTS = 0.7, 0.005
#: How often an answer is one that something which suits asks for, or else the first.
_FITTING = 0.9
_ROWS = (1, 1, 1, 1, 2)
_OTHER_CONCERNS = (0, 1, 1, 2)
_GROWN_UP = (18, 60)


def random_answers(rulebook: Rulebook, random: Random) -> Answers:
    """Return a complete and valid set of answers."""
    given: dict[str, Answer] = {}
    reports, mild = random.choice(_REPORTS), _mild(rulebook)
    for question in rulebook.questions.values():
        if not question.asked(given):
            continue
        if question.kind is Kind.CHECKLIST:
            rows = mild.get(question.id, [])
            given[question.id] = _checklist(question, rows, reports, random)
        else:
            given[question.id] = _answer(rulebook, question, given, random)
    return Answers(given)


def _answer(
    rulebook: Rulebook, question: Question, given: dict[str, Answer], random: Random
) -> Answer:
    match question.kind:
        case Kind.NUMBER:
            low, high = _GROWN_UP if random.random() < _FITTING else (1, question.high)
            return random.randint(max(low, question.low), min(high, question.high))
        case Kind.ONE:
            every = [option.id for option in question.options]
            fitting = _fitting(rulebook, question, given) or every[:1]
            return random.choice(fitting if random.random() < _FITTING else every)
        case Kind.MANY | Kind.CHECKLIST:
            main = given.get(rulebook.main_concern)
            rows = [option.id for option in question.options if option.id != main]
            number = min(len(rows), random.choice(_OTHER_CONCERNS))
            return _rows(question, random.sample(rows, number))


def _checklist(question: Question, mild: list[str], reports: float, random: Random) -> Answer:
    if random.random() < _DOUBTS:
        return tuple(question.meaning(Means.UNSURE))
    if random.random() >= reports:
        return tuple(question.meaning(Means.NOTHING))
    rows = [option.id for option in question.options if not option.means]
    likely = mild if random.random() < _MILD else []
    return _rows(question, random.choices(likely or rows, k=random.choice(_ROWS)))


def _rows(question: Question, ticked: list[str]) -> Answer:
    return tuple(option.id for option in question.options if option.id in ticked)


def _fitting(rulebook: Rulebook, question: Question, given: dict[str, Answer]) -> list[str]:
    """Return the options that something which suits the main concern asks for."""
    concern = given.get(rulebook.main_concern)
    return [
        option
        for suit in rulebook.suits
        if concern in (None, suit.concern)
        for leaf in leaves(suit.when)
        if isinstance(leaf, Chosen) and leaf.question == question.id
        for option in sorted(leaf.options)
    ]


def _mild(rulebook: Rulebook) -> Mapping[str, list[str]]:
    """Return by question the rows that a rule with a caution asks for."""
    rows: dict[str, list[str]] = defaultdict(list)
    for rule in rulebook.rules:
        for leaf in leaves(rule.when) if rule.cautions else ():
            if isinstance(leaf, Chosen):
                rows[leaf.question] += sorted(leaf.options)
    return rows
