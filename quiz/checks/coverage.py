"""Whether questions, concerns, outcomes and evidence are all used, and explained. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from quiz.checks.check import Found, check
from quiz.checks.diagram import Node
from quiz.checks.examined import Examined
from quiz.checks.space import name
from quiz.conditions import Condition, leaves
from quiz.model import Requirement, Rulebook
from quiz.questions import Kind, Option, Question


@check("V08", "vacuous", "warning")
def not_vacuous(examined: Examined) -> Iterator[Found]:
    """A safety requirement could be violated if the rules that serve it were taken out.

    A requirement that holds anyway, because nothing suits there, proves nothing about the
    rules. `keep:` with a reason silences it.

    To mend it, say in `keep:` what the requirement guards against, or drop it.
    """
    unserved: dict[tuple[frozenset[str], str], Node] = {}

    def can_be_violated(requirement: Requirement, treatment: str) -> bool:
        asked = frozenset(leaf.question for leaf in leaves(requirement.condition))
        if (asked, treatment) not in unserved:
            unserved[asked, treatment] = _unserved(examined, asked, treatment)
        condition = examined.space.holds(requirement.condition)
        return not examined.diagram.apart(condition, unserved[asked, treatment])

    for requirement in examined.rulebook.requirements:
        if requirement.keep:
            continue
        if not any(can_be_violated(requirement, treatment) for treatment in requirement.never):
            yield Found(
                requirement.place,
                f'"{requirement.id}" could not be violated even without the rules that serve it',
                "drop it, or say what it guards against in keep:",
            )


def _unserved(examined: Examined, asked: frozenset[str], treatment: str) -> Node:
    """Return who would be recommended a treatment, but for the rules on some questions.

    Only what their answers to these questions tell of them.
    """
    stopping = examined.outcomes.stopping[treatment].items()
    others = [node for questions, node in stopping if asked.isdisjoint(questions)]
    left = examined.outcomes.suits_main_well[treatment] & ~examined.diagram.any_of(others)
    return examined.seen_through(asked, left)


@check("V11", "idle-question", "warning")
def questions_matter(examined: Examined) -> Iterator[Found]:
    """Every question and every option can change an outcome or an explanation.

    What changes nothing should not be asked of anyone. A row of a checklist matters when some
    condition reads whether it is ticked; any other option, and "none" and "not sure", when
    something differs between it and at least one of its siblings.

    To mend it, write the rule that was forgotten, or take the question or option away.
    """
    idle = _Idle(examined)
    for question in examined.rulebook.questions.values():
        unused = [option.id for option in question.options if idle.is_idle(question, option)]
        unread = question.kind is Kind.NUMBER and len(examined.space.choices[question.id]) == 1
        if unread or (unused and len(unused) == len(question.options)):
            yield Found(question.place, f"the answer to {question.id} changes nothing at all")
            continue
        for option in unused:
            yield Found(question.place, f"in {question.id} the option {option} changes nothing")


class _Idle:
    """Finds the options that no condition of the rulebook reads."""

    def __init__(self, examined: Examined) -> None:
        self._diagram = examined.diagram
        self._reading: dict[str, list[Node]] = {id: [] for id in examined.rulebook.questions}
        read: set[str] = set()
        for when in _whens(examined.rulebook):
            node = examined.space.holds(when)
            read |= self._diagram.read_by(node)
            for question in {leaf.question for leaf in leaves(when)}:
                self._reading[question].append(node)
        self._read = frozenset(read)

    def is_idle(self, question: Question, option: Option) -> bool:
        """Say whether an option changes nothing: of a checklist, whether it is ticked or not."""
        if question.kind is Kind.CHECKLIST and not option.means:
            return name(question.id, option.id) not in self._read
        mine = self._effect(question, option)
        return all(self._effect(question, one) == mine for one in question.options)

    def _effect(self, question: Question, option: Option) -> tuple[Node, ...]:
        """Return what is left of the conditions if one option of a question is chosen alone."""
        alone = {name(question.id, one.id): one is option for one in question.options}
        return tuple(self._diagram.given(node, alone) for node in self._reading[question.id])


def _whens(rulebook: Rulebook) -> Iterator[Condition]:
    yield from (reason.when for reason in rulebook.reasons())
    yield from (one.ask_when for one in rulebook.questions.values() if one.ask_when)


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
