"""Counts weighed by the assumed shares of answers: never a measurement. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from quiz.answers import Answer
from quiz.beside import Population
from quiz.checks.diagram import Node
from quiz.checks.space import Band, Choice, Space, name
from quiz.questions import Kind, Means, Question

#: The most that the share of a row counts for: odds of all to none cannot be reckoned with.
_NEARLY_ALL = 1 - 1e-9


def assumed(population: Population, question: str, choice: Choice) -> float:
    """Return the assumed share of one choice; a band gets what its ages overlap."""
    shares = population.shares.get(question, {})
    if not isinstance(choice, Band):
        return shares.get(choice, 0.0)
    total = 0.0
    for span, share in shares.items():
        low, high = map(int, span.split("-"))
        overlap = min(high, choice.high) - max(low, choice.low) + 1
        total += share * max(0, overlap) / (high - low + 1)
    return total


def completed(population: Population, earlier: Population) -> Population:
    """Add what an earlier population declares of questions and options that are gone since."""
    if not population.shares:
        return population
    shares = {
        question: {**earlier.shares.get(question, {}), **population.shares.get(question, {})}
        for question in {**earlier.shares, **population.shares}
    }
    return Population(shares)


def evened(space: Space, population: Population) -> Population:
    """Give even shares to each single choice and number of which nothing is declared.

    Without them nobody would have any share, as everybody answers these questions.
    """
    return Population(
        {
            question.id: _shares_of(question, space.choices[question.id], population)
            for question in space.rulebook.questions.values()
        },
        population.place,
    )


def ordinary(question: Question, population: Population) -> Answer:
    """Return the answer that is assumed to be the most frequent; of ages, the youngest of them."""
    shares = population.shares.get(question.id, {})
    match question.kind:
        case Kind.MANY:
            return ()
        case Kind.CHECKLIST:
            return tuple(sorted(question.meaning(Means.NOTHING)))[:1]
        case Kind.ONE:
            return max(question.options, key=lambda option: shares.get(option.id, 0.0)).id
        case Kind.NUMBER:
            span = max(shares, key=lambda span: shares[span], default=str(question.low))
            return int(span.split("-")[0])


def weights(space: Space, population: Population) -> Mapping[str, float]:
    """Return the weight of each variable, so that a member's weights multiply to its share."""
    found: dict[str, float] = {}
    for question in space.rulebook.questions.values():
        found |= _weights(question, space.choices[question.id], population)
    return found


def share(space: Space, node: Node, weighed: Mapping[str, float]) -> float:
    """Return the share of the population that is in a set, from 0 to 1."""
    return float(space.diagram.weigh(node & space.valid, weighed)) / float(
        space.diagram.weigh(space.valid, weighed)
    )


def _shares_of(
    question: Question, choices: tuple[Choice, ...], population: Population
) -> Mapping[str, float]:
    declared = population.shares.get(question.id, {})
    single = question.kind in (Kind.ONE, Kind.NUMBER)
    if not single or any(assumed(population, question.id, one) for one in choices):
        return declared
    if question.kind is Kind.NUMBER:
        return {f"{question.low}-{question.high}": 1.0}
    return {option.id: 1 / len(question.options) for option in question.options}


def _weights(
    question: Question, choices: tuple[Choice, ...], population: Population
) -> dict[str, float]:
    shares = {choice: assumed(population, question.id, choice) for choice in choices}
    if question.kind in (Kind.ONE, Kind.NUMBER):
        return {name(question.id, choice): one for choice, one in shares.items()}
    unsure = question.meaning(Means.UNSURE)
    alone = unsure | question.meaning(Means.NOTHING)
    rows = {choice: min(one, _NEARLY_ALL) for choice, one in shares.items() if choice not in alone}
    nothing = 1.0
    for one in rows.values():
        nothing *= 1 - one
    doubt = min(sum(shares[choice] for choice in unsure), _NEARLY_ALL)
    # Relative to ticking no row: what is false weighs 1, so that each row weighs its odds.
    found = {name(question.id, choice): one / (1 - one) for choice, one in rows.items()}
    found |= {name(question.id, choice): 1.0 for choice in question.meaning(Means.NOTHING)}
    return found | {
        name(question.id, choice): shares[choice] / ((1 - doubt) * nothing) for choice in unsure
    }
