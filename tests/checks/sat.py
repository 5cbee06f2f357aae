"""A second prover: the contract of answers and the decision as clauses for a SAT solver.

It shares nothing with the decision diagrams but the rulebook: what is a valid set of answers,
what fires and what is permitted are said again here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from pysat.solvers import Glucose4

from quiz.conditions import AllOf, AnyOf, Between, Chosen, Condition, NoneOf
from quiz.model import Rule, Rulebook
from quiz.questions import Kind, Means, Question

Env = Mapping[tuple[str, object], int]


class Prover:
    """Proves statements about all valid answers to one rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self._solver = Glucose4()
        self._last = 0
        self.true = self._new()
        self._solver.add_clause([self.true])
        self.env: dict[tuple[str, object], int] = {
            (question.id, choice): self._new()
            for question in rulebook.questions.values()
            for choice in choices(question)
        }
        self.valid = self.all_of(self._answered(q, self.env) for q in rulebook.questions.values())
        main, others = rulebook.main_concern, rulebook.other_concerns
        repeated = [
            self.all_of([self.env[main, one], self.env[others, one]])
            for one in choices(rulebook.questions[main])
        ]
        self.valid = self.all_of([self.valid, -self.any_of(repeated)])

    def possible(self, *literals: int) -> bool:
        """Say whether some valid set of answers fulfils all of these."""
        return bool(self._solver.solve(assumptions=[self.valid, *literals]))

    def all_of(self, literals: Iterable[int]) -> int:
        each = list(literals)
        made = self._new()
        for literal in each:
            self._solver.add_clause([-made, literal])
        self._solver.add_clause([made, *(-literal for literal in each)])
        return made

    def any_of(self, literals: Iterable[int]) -> int:
        return -self.all_of(-literal for literal in literals)

    def at_least(self, number: int, literals: Iterable[int]) -> int:
        reached = [self.true] + [-self.true] * number
        for literal in literals:
            for n in range(number, 0, -1):
                step = self.all_of([reached[n - 1], literal])
                reached[n] = self.any_of([reached[n], step])
        return reached[number]

    def holds(self, condition: Condition, env: Env) -> int:
        match condition:
            case Chosen(question, options):
                return self.any_of(env[question, option] for option in options)
            case Between(question, low, high):
                return self.any_of(env[question, n] for n in range(low, high + 1))
            case AllOf(parts):
                return self.all_of(self.holds(part, env) for part in parts)
            case AnyOf(parts):
                return self.any_of(self.holds(part, env) for part in parts)
            case NoneOf(parts):
                return -self.any_of(self.holds(part, env) for part in parts)

    def permitted(self, env: Env) -> dict[str, int]:
        """Return for each treatment whether it is part of the outcome."""
        rulebook, policy = self.rulebook, self.rulebook.policy
        fires = {rule.id: self.holds(rule.when, env) for rule in rulebook.rules}
        suits = [(suit, self.holds(suit.when, env)) for suit in rulebook.suits]

        def some(chosen: Callable[[Rule], bool]) -> list[int]:
            return [fires[rule.id] for rule in rulebook.rules if chosen(rule)]

        candidates, for_main = {}, {}
        # mypy cannot type a default that keeps the loop's value in a lambda.
        for t in rulebook.treatments:
            wanted = self.any_of(lit for suit, lit in suits if suit.treatment == t)
            stopped = self.any_of(some(lambda rule, t=t: t in rule.stops))  # type: ignore[misc]  # as said
            cautions = some(lambda rule, t=t: t in rule.cautions)  # type: ignore[misc]  # as said
            too_many = self.at_least(policy.cautions_allowed + 1, cautions)
            candidates[t] = self.all_of([wanted, -stopped, -too_many])
            for_main[t] = self.any_of(
                self.all_of([lit, env[rulebook.main_concern, suit.concern]])
                for suit, lit in suits
                if suit.treatment == t
            )
        careful = self.at_least(
            policy.cautions_allowed_for_combination + 1, some(lambda rule: bool(rule.cautions))
        )
        several = self.at_least(2, candidates.values())
        dropped = self.all_of([several, careful])
        left = {
            t: self.all_of([candidate, self.any_of([-dropped, for_main[t]])])
            for t, candidate in candidates.items()
        }
        served = self.any_of(self.all_of([left[t], for_main[t]]) for t in left)
        return {t: self.all_of([literal, served]) for t, literal in left.items()}

    def with_answer(self, question: Question, ticked: str, off: Iterable[str]) -> Env:
        """Return the answers with one option ticked and others not."""
        fixed: dict[tuple[str, object], int] = {(question.id, one): -self.true for one in off}
        return {**self.env, **fixed, (question.id, ticked): self.true}

    def answered(self, question: Question, env: Env) -> int:
        return self._answered(question, env)

    def _answered(self, question: Question, env: Env) -> int:
        literals = [env[question.id, choice] for choice in choices(question)]
        alone = [env[question.id, one.id] for one in question.options if one.means]
        rows = [env[question.id, one.id] for one in question.options if not one.means]
        if question.kind in (Kind.ONE, Kind.NUMBER):
            answered = self.all_of([self.at_least(1, literals), -self.at_least(2, literals)])
        elif question.optional:
            answered = self.true
        else:
            row = self.any_of(rows)
            single = self.all_of([self.any_of(alone), -self.at_least(2, alone), -row])
            answered = self.any_of([self.all_of([row, -self.any_of(alone)]), single])
        if question.ask_when is None:
            return answered
        asked = self.holds(question.ask_when, env)
        unasked = self.all_of([-asked, -self.any_of(literals)])
        return self.any_of([self.all_of([asked, answered]), unasked])

    def _new(self) -> int:
        self._last += 1
        return self._last


def choices(question: Question) -> list[object]:
    """Return every choice of a question, of a number each one."""
    if question.kind is Kind.NUMBER:
        return list(range(question.low, question.high + 1))
    return [option.id for option in question.options]


def verdicts(rulebook: Rulebook) -> dict[str, bool]:
    """Return for each statement that the checks prove whether it holds, by name."""
    prover = Prover(rulebook)
    permitted = prover.permitted(prover.env)
    found = {"V06": prover.possible()}
    for reason in rulebook.reasons():
        fires = prover.holds(reason.when, prover.env)
        found[f"V01 {reason.id}"] = prover.possible(fires)
        if isinstance(reason, Rule) and reason.stops:
            others = {
                t: prover.any_of(
                    prover.holds(rule.when, prover.env)
                    for rule in rulebook.rules
                    if rule is not reason and t in rule.stops
                )
                for t in reason.stops
            }
            found[f"V02 {reason.id}"] = any(prover.possible(fires, -others[t]) for t in others)
    for requirement in rulebook.requirements:
        asked = prover.holds(requirement.condition, prover.env)
        for t in requirement.never:
            found[f"V07 {requirement.id} {t}"] = not prover.possible(asked, permitted[t])
    for question in rulebook.questions.values():
        found |= _more(prover, question, permitted)
        found |= _unsure(prover, question)
    return found


def _more(prover: Prover, question: Question, permitted: Mapping[str, int]) -> dict[str, bool]:
    if question.kind is not Kind.CHECKLIST:
        return {}
    found = {}
    nothing, unsure = question.meaning(Means.NOTHING), question.meaning(Means.UNSURE)
    for option in question.options:
        if option.id in nothing:
            continue
        after = prover.permitted(prover.with_answer(question, option.id, nothing | unsure))
        if option.id in unsure:
            before = [prover.env[question.id, one] for one in nothing]
        else:
            kept = unsure | {option.id}
            before = [-prover.env[question.id, one] for one in kept]
        for t in permitted:
            loosened = prover.possible(*before, after[t], -permitted[t])
            found[f"V09 {question.id} {option.id} {t}"] = not loosened
    return found


def _unsure(prover: Prover, question: Question) -> dict[str, bool]:
    found = {}
    ids = {option.id for option in question.options}
    for unsure in question.meaning(Means.UNSURE):
        as_unsure = prover.permitted(prover.with_answer(question, unsure, ids))
        for other in ids - {unsure}:
            as_other = prover.permitted(prover.with_answer(question, other, ids))
            for t in as_other:
                here = prover.env[question.id, unsure]
                loosened = prover.possible(here, as_unsure[t], -as_other[t])
                found[f"V10 {question.id} {other} {t}"] = not loosened
    return found
