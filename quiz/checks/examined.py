"""What a check looks at: a rulebook with its proofs' tools, made when first needed. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from quiz.answer_reader import AnswerProblem, read_answers
from quiz.answers import Answers
from quiz.beside import Case, Population
from quiz.checks.diagram import BUDGET, Diagram, Node
from quiz.checks.outcomes import Outcomes
from quiz.checks.people import People
from quiz.checks.population import evened, share, weights
from quiz.checks.space import Space, name
from quiz.clinic import Clinic, house_rules, with_house_rules
from quiz.conditions import Chosen
from quiz.engine import recommend
from quiz.model import Reasoned, Rulebook
from quiz.plain_words import PlainWords
from quiz.recommendation import Recommendation


@dataclass(frozen=True)
class Examined:
    """A rulebook under examination."""

    rulebook: Rulebook
    cases: tuple[Case, ...] = ()
    population: Population = field(default_factory=Population)
    today: date | None = None  #: None: review dates are not looked at
    budget: int = BUDGET
    deadline: float = math.inf  #: when the proofs must be over, by `time.monotonic()`
    plain_words: PlainWords = field(default_factory=PlainWords)
    clinics: tuple[Clinic, ...] = ()

    @cached_property
    def space(self) -> Space:
        """Every valid set of answers."""
        return Space(self.rulebook, self.budget, deadline=self.deadline)

    @cached_property
    def outcomes(self) -> Outcomes:
        """Where each outcome is."""
        return Outcomes(self.space)

    @cached_property
    def outcomes_for_clinics(self) -> Outcomes:
        """Where each outcome is, with every number cut where a clinic's own rules cut it."""
        cuts = [rule.when for clinic in self.clinics for rule in house_rules(self.rulebook, clinic)]
        return Outcomes(Space(self.rulebook, self.budget, cuts, self.deadline))

    def with_rules_of(self, clinic: Clinic) -> Examined:
        """Return the rulebook with a clinic's own rules added, under examination as well.

        Its place is the clinic's file: whatever is found of it is a problem of the clinic.
        """
        rulebook = replace(with_house_rules(self.rulebook, clinic), place=clinic.place)
        own, before = replace(self, rulebook=rulebook, clinics=()), self.outcomes_for_clinics
        vars(own).update(space=before.space, outcomes=before.with_rules(rulebook.rules))
        return own

    def forget(self) -> None:
        """Forget the diagram of the clinics, which one of them has filled up."""
        vars(self).pop("outcomes_for_clinics", None)

    @cached_property
    def people(self) -> People:
        """Who finds witnesses."""
        return People(self.space, self.population)

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """The weight of each variable under the population."""
        return weights(self.space, evened(self.space, self.population))

    @cached_property
    def said_to_cases(
        self,
    ) -> tuple[tuple[Case, Recommendation | tuple[AnswerProblem, ...]], ...]:
        """What is said to each case, or what is wrong with its answers."""
        read = ((case, read_answers(self.rulebook, case.fields)) for case in self.cases)
        return tuple(
            (case, recommend(self.rulebook, one) if isinstance(one, Answers) else one)
            for case, one in read
        )

    @cached_property
    def made_of_cases(self) -> tuple[tuple[Case, Recommendation], ...]:
        """What is said to each case whose answers can be read."""
        return tuple(
            (case, made) for case, made in self.said_to_cases if isinstance(made, Recommendation)
        )

    @property
    def diagram(self) -> Diagram:
        """The diagram that all sets stand in."""
        return self.space.diagram

    @cached_property
    def anybody_permitted(self) -> Node:
        """Where anything at all is recommended."""
        return self.diagram.any_of(self.outcomes.permitted.values())

    def share(self, node: Node) -> float:
        """Return the share of the population in a set, from 0 to 1."""
        return share(self.space, node, self.weights)

    def fires(self, reason: Reasoned) -> Node:
        """Return where a reason fires. Raises BudgetExceededError."""
        self.diagram.in_time()
        return self.outcomes.fires(reason)

    def example(self, reason: Reasoned) -> Recommendation | None:
        """Return what is said to somebody ordinary for whom a reason fires, if there is anybody.

        Where such a person shows that a check holds, nothing needs to be proved.
        """
        if reason not in self._examples:
            answers = self.people.for_whom(reason.when)
            if answers is None and (person := self.people.find(self.fires(reason))):
                answers = person.answers
            self._examples[reason] = recommend(self.rulebook, answers) if answers else None
        return self._examples[reason]

    @cached_property
    def _examples(self) -> dict[Reasoned, Recommendation | None]:
        return {}

    def stops_alone(self, question: str, option: str, treatment: str) -> bool:
        """Say whether some rule stops a treatment for everybody who chooses an option."""
        return (question, option, treatment) in self._stopping_alone

    @cached_property
    def _stopping_alone(self) -> frozenset[tuple[str, str, str]]:
        return frozenset(
            (rule.when.question, option, treatment)
            for rule in self.rulebook.rules
            if isinstance(rule.when, Chosen)
            for option in rule.when.options
            for treatment in rule.stops
        )

    def seen_through(self, questions: Iterable[str], node: Node) -> Node:
        """Return what the answers to some questions alone say of a set.

        Many conditions on the same questions can then be held against a much smaller set.
        """
        names = (name(one, choice) for one in questions for choice in self.space.choices[one])
        return self.diagram.seen_through(names, node)

    def nobody(self, node: Node) -> bool:
        """Say whether a set is empty."""
        return bool(node == self.diagram.nothing)

    def who(self, node: Node) -> str:
        """Describe the smallest example of a set that is not empty."""
        person = self.people.find(node)
        return person.in_words(self.rulebook.questions) if person else "nobody"

    def who_among(self, space: Space, node: Node) -> str:
        """Describe the smallest example of a set of another space of this rulebook."""
        person = People(space, self.population).find(node)
        return person.in_words(self.rulebook.questions) if person else "nobody"

    def case_of(self, node: Node, id: str, outcome: str) -> str:
        """Write the smallest example of a set as a case, ready to be pasted."""
        person = self.people.find(node)
        return person.as_case(id, outcome, ["the rule that ought to stop it"]) if person else ""
