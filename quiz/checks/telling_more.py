"""Proofs that whoever tells more, or does not know, is never offered more. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from quiz.checks.check import Found, check
from quiz.checks.diagram import Node
from quiz.checks.examined import Examined
from quiz.checks.space import name
from quiz.conditions import Condition, leaves
from quiz.model import Rule, Rulebook
from quiz.problems import Place
from quiz.questions import Kind, Means, Question


@check("V09", "more-is-looser")
def monotone(examined: Examined) -> Iterator[Found]:
    """One more ticked row of a checklist, or "not sure" for "none", never adds a treatment.

    Someone who tells more must never be offered more. Only a rule with a `none:` condition
    can break this.

    It is proved of the rulebook, and again with each clinic's own rules: a clinic of which it does
    not hold is left out, and all others are served.

    To mend it, say in the rule what makes it fire instead of what must be absent.
    """
    rules = _rules_by_question(examined.rulebook)
    leading_on = _questions_that_lead_on(examined.rulebook)
    for question in examined.rulebook.questions.values():
        if question.kind is Kind.CHECKLIST:
            for option in question.options:
                if option.means is not Means.NOTHING:
                    row = _Row(examined, question, option.id)
                    if question.id in leading_on or not row.only_adds(rules[question.id]):
                        yield from row.looser()


def _rules_by_question(rulebook: Rulebook) -> Mapping[str, list[Rule]]:
    rules: dict[str, list[Rule]] = {id: [] for id in rulebook.questions}
    for rule in rulebook.rules:
        for question in {leaf.question for leaf in leaves(rule.when)}:
            rules[question].append(rule)
    return rules


def _questions_that_lead_on(rulebook: Rulebook) -> frozenset[str]:
    """Return the questions whose answers make a treatment suit, or another question be asked."""
    whens = [suit.when for suit in rulebook.suits]
    whens += [one.ask_when for one in rulebook.questions.values() if one.ask_when]
    return frozenset(leaf.question for when in whens for leaf in leaves(when))


class _Row:
    """Everyone who could tick a row, or say "not sure" for "none", before and after."""

    def __init__(self, examined: Examined, question: Question, row: str) -> None:
        self._examined, self._question, self._row = examined, question, row
        self._nothing, self._unsure = map(question.meaning, (Means.NOTHING, Means.UNSURE))
        self._ticks = {name(question.id, row): True} | {
            name(question.id, one): False for one in (self._nothing | self._unsure) - {row}
        }

    @cached_property
    def _before(self) -> Node:
        space, diagram, question = self._examined.space, self._examined.diagram, self._question.id
        told = diagram.any_of(space.chosen(question, one) for one in self._unsure)
        if self._row in self._unsure:
            told = ~diagram.any_of(space.chosen(question, one) for one in self._nothing)
        return ~space.chosen(question, self._row) & ~told

    def only_adds(self, rules: Iterable[Rule]) -> bool:
        """Say whether all that ticking the row does is to make more rules fire.

        Then nothing is left to prove: one more rule never adds a treatment, whatever fires
        beside it, which is how decisions are made (the tests go through it).
        """
        return all(self._only_adds(rule.when) for rule in rules)

    def _only_adds(self, when: Condition) -> bool:
        # The rulebook's own rules stand in one space with those of every clinic: once is enough.
        known, key = self._examined.space.only_adds, (self._question.id, self._row, when)
        if key not in known:
            node, diagram = self._examined.space.holds(when), self._examined.diagram
            known[key] = diagram.within(node & self._before, diagram.given(node, self._ticks))
        return known[key]

    def looser(self) -> Iterator[Found]:
        """Compare all of them, and yield each treatment that the row adds."""
        space, diagram = self._examined.space, self._examined.diagram
        for treatment, permitted in self._examined.outcomes.permitted.items():
            if self._examined.stops_alone(self._question.id, self._row, treatment):
                continue
            ticked = diagram.given(permitted, self._ticks) & self._before & space.valid
            if not diagram.within(ticked, permitted):
                gained = ticked & ~permitted
                unticked = {name(self._question.id, self._row): False}
                yield Found(
                    _place(self._examined, self._question, unticked, gained),
                    f"ticking {self._row} in {self._question.id} as well adds {treatment} "
                    f"for someone who answers {self._examined.who(gained)}",
                    "a rule must not need the absence of an answer",
                )


@check("V10", "unsure-is-looser")
def unsure_is_careful(examined: Examined) -> Iterator[Found]:
    """An answer "not sure" never permits more than any other answer would.

    An unknown counts as a yes: whoever does not know is treated as the most careful of those
    who do.

    It is proved of the rulebook, and again with each clinic's own rules: a clinic of which it does
    not hold is left out, and all others are served.

    To mend it, let the option that means "not sure" do what the most careful option does.
    """
    for question in examined.rulebook.questions.values():
        for unsure in sorted(question.meaning(Means.UNSURE)):
            permitted = _permitted_unsure(examined, question, unsure)
            for option in question.options if permitted else ():
                if option.id != unsure:
                    yield from _looser_unsure(examined, question, unsure, option.id, permitted)


def _permitted_unsure(examined: Examined, question: Question, unsure: str) -> Mapping[str, Node]:
    """Return who is permitted each treatment if unsure; without what nobody is permitted then."""
    as_unsure = {name(question.id, option.id): option.id == unsure for option in question.options}
    permitted = {
        treatment: examined.diagram.given(node, as_unsure)
        for treatment, node in examined.outcomes.permitted.items()
    }
    return {one: node for one, node in permitted.items() if not examined.nobody(node)}


def _looser_unsure(
    examined: Examined,
    question: Question,
    unsure: str,
    other: str,
    permitted: Mapping[str, Node],
) -> Iterator[Found]:
    space, diagram = examined.space, examined.diagram
    off = {name(question.id, option.id): False for option in question.options}
    as_unsure = off | {name(question.id, unsure): True}
    as_other = off | {name(question.id, other): True}
    both = diagram.given(space.valid, as_unsure) & diagram.given(space.valid, as_other)
    for treatment, unsure_too in permitted.items():
        other_too = diagram.given(examined.outcomes.permitted[treatment], as_other)
        gained = unsure_too & ~other_too & both
        if not examined.nobody(gained):
            who = examined.who(gained & space.chosen(question.id, unsure))
            yield Found(
                _place(examined, question, as_other, gained),
                f"{unsure} in {question.id} permits {treatment} where {other} does not, "
                f"for someone who answers {who}",
                f"let {unsure} stop what {other} stops",
            )


def _place(
    examined: Examined, question: Question, answered: Mapping[str, bool], stopped: Node
) -> Place:
    """Return where a clinic's own rule stops somebody who answers so, else the rulebook's place."""
    for rule in examined.rulebook.rules:
        if rule.house and question.id in {leaf.question for leaf in leaves(rule.when)}:
            fires = examined.diagram.given(examined.space.holds(rule.when), answered)
            if not examined.diagram.apart(fires, stopped):
                return rule.place
    return examined.rulebook.place
