"""Witnesses are people: the smallest example of a set of answers, in words. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from quiz.answer_reader import read_answers
from quiz.answers import Answer, Answers
from quiz.beside import Population
from quiz.checks.diagram import Node, Step
from quiz.checks.population import assumed
from quiz.checks.space import Band, Choice, Space, name
from quiz.conditions import AllOf, AnyOf, Between, Chosen, Condition, holds
from quiz.questions import Kind, Means, Question


@dataclass(frozen=True, slots=True)
class Person:
    """Someone possible: ordinary but for a few answers."""

    answers: Answers
    unusual: Mapping[str, Answer]  #: the answers that are not the ordinary ones
    asked: Mapping[str, Answer]  #: of the others, the follow-ups that the unusual ones raise

    def in_words(self, questions: Mapping[str, Question]) -> str:
        """Say what is unusual, in the questions' own words."""
        told = [
            f"{questions[id].name}: {questions[id].label(one)}" for id, one in self.unusual.items()
        ]
        return "; ".join(told) + ("; all else ordinary" if told else "nothing unusual")

    def as_case(
        self, id: str, outcome: str, decided_by: Iterable[str], urgency: str | None = None
    ) -> str:
        """Write the case, ready to be pasted under `cases:` of a file with ordinary answers."""
        shown = {**self.unusual, **self.asked}
        answers = ", ".join(f"{question}: {_yaml(one)}" for question, one in shown.items())
        return "\n".join(
            [
                f"  - id: {id}",
                "    because: say what this case is there to show",
                f"    answers: {{{answers}}}",
                f"    outcome: {outcome}",
                *([f"    urgency: {urgency}"] if urgency else []),
                f"    decided_by: [{', '.join(decided_by)}]",
            ]
        )


class People:
    """Finds the most ordinary member of a set of answers."""

    def __init__(self, space: Space, population: Population) -> None:
        self._space = space
        self._ordinary = {
            question.id: _ordinary(question, space.choices[question.id], population)
            for question in space.rulebook.questions.values()
        }
        self._costs = {
            name(question, choice): int(choice != self._ordinary[question])
            for question, choices in space.choices.items()
            for choice in choices
        }

        self._known: dict[Node, Step] = {}

    def find(self, node: Node) -> Person | None:
        """Return the person with the fewest unusual answers, None if nobody is in the set."""
        ticked = self._space.diagram.lightest(node & self._space.valid, self._costs, self._known)
        if ticked is None:
            return None
        answers = self._space.answers(ticked)
        follow_ups = {q.id for q in self._space.rulebook.questions.values() if q.ask_when}
        unusual = {id: one for id, one in answers.given.items() if not self._is_ordinary(id, one)}
        asked = {
            id: one for id, one in answers.given.items() if id in follow_ups and id not in unusual
        }
        return Person(answers, unusual, asked)

    def for_whom(self, condition: Condition) -> Answers | None:
        """Make somebody ordinary for whom a condition holds, if that is easily done.

        Much faster than a search; None says nothing about whether there is anybody.
        """
        given = dict(self._most_ordinary.given) | dict(self._wished(condition))
        for question in self._space.rulebook.questions.values():
            if not question.asked(given):
                given.pop(question.id, None)
            elif question.id not in given:
                ordinary = self._ordinary[question.id]
                given[question.id] = ordinary.low if isinstance(ordinary, Band) else str(ordinary)
        fields = {id: list(one) if isinstance(one, tuple) else one for id, one in given.items()}
        answers = read_answers(self._space.rulebook, fields)
        return answers if isinstance(answers, Answers) and holds(condition, answers) else None

    @cached_property
    def _most_ordinary(self) -> Answers:
        person = self.find(self._space.valid)
        return person.answers if person else Answers({})

    def _wished(self, condition: Condition) -> Iterator[tuple[str, Answer]]:
        """Yield answers that could make a condition hold, of alternatives the first."""
        match condition:
            case Chosen(question, options):
                option = min(options)
                kind = self._space.rulebook.questions[question].kind
                yield question, (option,) if kind in (Kind.MANY, Kind.CHECKLIST) else option
            case Between(question, low):
                yield question, low
            case AllOf(parts):
                for part in parts:
                    yield from self._wished(part)
            case AnyOf(parts) if parts:
                yield from self._wished(parts[0])

    def _is_ordinary(self, question: str, answer: Answer) -> bool:
        ordinary = self._ordinary[question]
        if isinstance(answer, int):
            return isinstance(ordinary, Band) and ordinary.low <= answer <= ordinary.high
        return answer in (ordinary, (ordinary,), ())


def _ordinary(
    question: Question, choices: tuple[Choice, ...], population: Population
) -> Choice | None:
    if question.kind is Kind.CHECKLIST:
        return next((id for id in question.meaning(Means.NOTHING)), None)
    if question.kind is Kind.MANY:
        return None
    return max(choices, key=lambda choice: assumed(population, question.id, choice))


def _yaml(answer: Answer) -> str:
    if isinstance(answer, tuple):
        return f"[{', '.join(answer)}]"
    return f'"{answer}"' if isinstance(answer, str) and answer.isdecimal() else str(answer)
