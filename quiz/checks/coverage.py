"""Whether questions, concerns, outcomes and evidence are all used, and explained. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from quiz.checks.check import Found, check
from quiz.checks.diagram import Node
from quiz.checks.examined import Examined
from quiz.checks.space import name
from quiz.conditions import leaves
from quiz.questions import Kind, Question


@check("V08", "vacuous", "warning")
def not_vacuous(examined: Examined) -> Iterator[Found]:
    """A safety requirement could be violated if the rules that serve it were taken out.

    A requirement that holds anyway, because nothing suits there, proves nothing about the
    rules. `keep:` with a reason silences it.

    To mend it, say in `keep:` what the requirement guards against, or drop it.
    """
    unserved: dict[tuple[frozenset[str], str], Node] = {}
    for requirement in examined.rulebook.requirements:
        asked = frozenset(leaf.question for leaf in leaves(requirement.condition))
        for treatment in requirement.never:
            if (asked, treatment) not in unserved:
                unserved[asked, treatment] = _unserved(examined, asked, treatment)
        condition = examined.space.holds(requirement.condition)
        vacuous = all(examined.nobody(unserved[asked, t] & condition) for t in requirement.never)
        if vacuous and not requirement.keep:
            yield Found(
                requirement.place,
                f'"{requirement.id}" could not be violated even without the rules that serve it',
                "drop it, or say what it guards against in keep:",
            )


def _unserved(examined: Examined, asked: frozenset[str], treatment: str) -> Node:
    """Return who would be recommended a treatment, but for the rules on some questions."""
    outcomes, space = examined.outcomes, examined.space
    stopping = [rule.when for rule in examined.rulebook.rules if treatment in rule.stops]
    others = [when for when in stopping if asked.isdisjoint(leaf.question for leaf in leaves(when))]
    stopped = examined.diagram.any_of(map(space.holds, others))
    return (
        outcomes.suits_main[treatment] & ~stopped & ~outcomes.too_careful[treatment] & space.valid
    )


@check("V11", "idle-question", "warning")
def questions_matter(examined: Examined) -> Iterator[Found]:
    """Every question and every option can change an outcome or an explanation.

    What changes nothing should not be asked of anyone. An option matters when something
    differs between it and at least one of its siblings.

    To mend it, write the rule that was forgotten, or take the question or option away.
    """
    for question in examined.rulebook.questions.values():
        idle = [one for one in question.options if not _matters(examined, question, one.id)]
        unread = question.kind is Kind.NUMBER and len(examined.space.choices[question.id]) == 1
        if unread or (idle and len(idle) == len(question.options)):
            yield Found(question.place, f"the answer to {question.id} changes nothing at all")
            continue
        for option in idle:
            yield Found(question.place, f"in {question.id} the option {option.id} changes nothing")


def _matters(examined: Examined, question: Question, option: str) -> bool:
    """Say whether anything that fires differs between an option and one of its siblings."""
    space, diagram = examined.space, examined.diagram
    conditions = [reason.when for reason in examined.rulebook.reasons()]
    conditions += [one.ask_when for one in examined.rulebook.questions.values() if one.ask_when]
    reading = [
        space.holds(when)
        for when in conditions
        if any(leaf.question == question.id for leaf in leaves(when))
    ]
    off = {name(question.id, one.id): False for one in question.options}

    def effect(one: str) -> tuple[Node, ...]:
        chosen = off | {name(question.id, one): True}
        return tuple(diagram.given(node, chosen) for node in reading)

    mine = effect(option)
    return any(effect(one.id) != mine for one in question.options if one.id != option)


@check("V12", "unserved-concern")
def concerns_served(examined: Examined) -> Iterator[Found]:
    """Every concern, in every area, is served, declared not covered, or stopped by a rule.

    For everyone whose main concern it is: something suits it, a fact of `not_covered.yaml`
    says why nothing is offered, or a rule stops every treatment. Else the result could give
    no reason.

    To mend it, add the suit, or the fact with its reason.
    """
    rulebook, space, diagram = examined.rulebook, examined.space, examined.diagram
    stopped = diagram.all_of(examined.outcomes.stopped.values())
    for option in rulebook.questions[rulebook.main_concern].options:
        suits = [suit.when for suit in rulebook.suits if suit.concern == option.id]
        facts = [fact.when for fact in rulebook.not_covered if fact.concern == option.id]
        told = diagram.any_of(map(space.holds, suits + facts))
        here = space.valid & space.chosen(rulebook.main_concern, option.id)
        untold = here & ~told & ~stopped
        if not examined.nobody(untold):
            yield Found(
                rulebook.questions[rulebook.main_concern].place,
                f"nothing is said about {option.id} to someone who answers {examined.who(untold)}",
                "say what suits it, or in not_covered.yaml why nothing is offered",
            )


@check("V13", "unreachable-outcome")
def outcomes_reachable(examined: Examined) -> Iterator[Found]:
    """Each of the outcomes is reached by someone of the declared population.

    Shares are never counted uniformly: of all sets of answers nearly every one ends with a
    specialist, because nearly every one ticks nearly everything.

    To mend it, look for the rule that stops everyone, or correct `population.yaml`.
    """
    for outcome, node in examined.outcomes.by_name().items():
        if examined.nobody(node):
            yield Found(examined.rulebook.place, f"nobody ever gets {outcome}")
        elif examined.population.shares and not examined.share(node) > 0:
            yield Found(
                examined.population.place, f"nobody of the declared population gets {outcome}"
            )


@check("V15", "stale-evidence", "warning")
def evidence_is_used_and_fresh(examined: Examined) -> Iterator[Found]:
    """Every source is used by something, and its review date has not passed.

    To mend it, cite the source or set `unused:` with the reason why it is kept; read an old
    source again and move its `review_by`.
    """
    used = {source for reason in examined.rulebook.reasons() for source in reason.sources}
    used |= {text for reason in examined.rulebook.reasons() for text in reason.texts}
    for treatment in examined.rulebook.treatments.values():
        for section in treatment.sections.values():
            used |= {*section.sources, *section.texts}
    for source in examined.rulebook.evidence.values():
        if source.id not in used and not source.unused:
            yield Found(
                source.place, f"{source.id} is used by nothing", "cite it, or say why in unused:"
            )
        if examined.today and date.fromisoformat(source.review_by) < examined.today:
            yield Found(source.place, f"{source.id} was to be reviewed by {source.review_by}")
