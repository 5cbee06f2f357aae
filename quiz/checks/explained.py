"""Whether the decision is explained, and whether engine and proofs mean the same. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from quiz.checks.budget import ran_out
from quiz.checks.check import Found, check
from quiz.checks.diagram import Branches, Node
from quiz.checks.examined import Examined
from quiz.checks.sampling import random_answers
from quiz.checks.space import Space, name
from quiz.engine import recommend
from quiz.explanation import why_of
from quiz.model import Rulebook
from quiz.recommendation import Recommendation
from quiz.tables import compile_tables

#: How many random people V14 and V17 try at every check; the tests try 100,000.
PEOPLE = 200
_SEED = 2026


@check("V14", "unexplained")
def explained(examined: Examined) -> Iterator[Found]:
    """Every outcome has a reason, and the answers that it cites force it.

    Proved for everybody: whoever is sent to a specialist was referred, or something stops what
    suits their main concern, or nothing suits it and the rulebook says why. Tried on all cases
    and on random people: whoever gives the answers cited, whatever else they answer, is sent
    to a specialist as well.

    To mend it, look for a main concern of which nothing is said (V12), or report a defect.
    """
    unexplained = _unexplained(examined)
    if not examined.nobody(unexplained):
        yield Found(
            examined.rulebook.place,
            f"there is no reason for someone who answers {examined.who(unexplained)}",
        )
    told: set[frozenset[str]] = set()
    seen: dict[frozenset[str], Node] = {}  # what the questions cited say of whom anything is for
    for made in _tried(examined):
        cited = frozenset() if made.recommended else _cited(examined.space, made)
        if cited in told or made.recommended:
            continue
        told.add(cited)
        asked = frozenset(question for item in why_of(made) for question in item.answers)
        if asked not in seen:
            seen[asked] = examined.seen_through(asked, examined.anybody_permitted)
        here = examined.diagram.all_ticked(cited)
        if not examined.diagram.apart(here, seen[asked]):
            reasons = ", ".join(rule for item in why_of(made) for rule in item.rules)
            yield Found(
                examined.rulebook.place,
                f"the answers cited for {reasons} do not force the outcome for someone who "
                f"answers {examined.who(here & examined.anybody_permitted)}",
            )


@check("V17", "disagreement")
def engine_and_proofs_agree(examined: Examined) -> Iterator[Found]:
    """The engine and the proofs come to the same outcome for random people and for all cases.

    And the engine can decide by these rules at all: it compiles them before it serves them.

    The proofs say the decision again as sets of answers; if they meant something else, they
    would prove nothing about what patients see.

    It cannot be mended in the rule files: report a defect.
    """
    if unfit := not_compiled(examined.rulebook):
        yield unfit
        return
    known: dict[Node, Branches] = {}
    unsent = ~examined.diagram.any_of(examined.outcomes.urgencies.values())
    for made in _tried(examined):
        ticked = examined.space.ticked(made.answers)
        permitted = {
            treatment
            for treatment, node in examined.outcomes.permitted.items()
            if examined.diagram.has(node, ticked, known)
        }
        as_urgent = examined.outcomes.urgencies[made.urgency] if made.urgency else unsent
        if permitted != set(made.recommended) or not examined.diagram.has(as_urgent, ticked, known):
            yield Found(
                examined.rulebook.place,
                f"the engine says {made.outcome}, the proofs permit {permitted or 'nothing'}",
            )


def not_compiled(rulebook: Rulebook) -> Found | None:
    """Find what the engine cannot compile, if anything: at the first rule for which it cannot."""
    if not (why := _why_not(rulebook)):
        return None
    place = rulebook.place
    if not _why_not(replace(rulebook, rules=())):
        alone = (one.place for one in rulebook.rules if _why_not(replace(rulebook, rules=(one,))))
        place = next(alone, place)
    return Found(place, f"the engine cannot decide by these rules: {why}", "report a defect")


def _why_not(rulebook: Rulebook) -> str:
    try:
        compile_tables(rulebook)
    except Exception as error:  # noqa: BLE001 - whatever it is would end every decision
        return ran_out(error) or type(error).__name__
    return ""


def _tried(examined: Examined) -> Iterator[Recommendation]:
    yield from (made for _, made in examined.made_of_cases)
    random = Random(_SEED)  # noqa: S311 - the same people at every check, on purpose
    for _ in range(PEOPLE):
        yield recommend(examined.rulebook, random_answers(examined.rulebook, random))


def _unexplained(examined: Examined) -> Node:
    """Return who is sent to a specialist although nothing that could be said applies."""
    rulebook, space, outcomes = examined.rulebook, examined.space, examined.outcomes
    facts = [
        space.holds(fact.when) & space.chosen(rulebook.main_concern, fact.concern)
        for fact in rulebook.not_covered
    ]
    stopped = examined.diagram.all_of(outcomes.stopped.values())
    told = [*outcomes.urgencies.values(), *outcomes.suits_main.values(), *facts, stopped]
    return outcomes.specialist & ~examined.diagram.any_of(told)


def _cited(space: Space, made: Recommendation) -> frozenset[str]:
    """Return the variables of all answers that the reasons cite."""
    return frozenset(
        name(question, choice)
        for item in why_of(made)
        for question, answer in item.answers.items()
        for choice in space.made(question, answer)
    )
