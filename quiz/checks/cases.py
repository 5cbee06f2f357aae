"""The cases: answers, each with the outcome they must lead to, and why. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quiz.beside import Case
from quiz.checks.check import Found, check
from quiz.checks.examined import Examined
from quiz.explanation import why_of
from quiz.recommendation import Recommendation


@check("V00", "failing-case")
def cases_hold(examined: Examined) -> Iterator[Found]:
    """Every case comes out as it says: its outcome, its urgency, what decides, what is mentioned.

    A case is somebody's judgement of what must happen, written down once. `decided_by` names
    every rule, suit or missing cover that decides (facts of `rulebook.yaml` may be left out);
    what stands under `mentions` must have fired.

    To mend it, find out which of the two is wrong, the case or the rules.
    """
    for case, said in examined.said_to_cases:
        if isinstance(said, Recommendation):
            found: Iterable[str] = differences(case, said)
        else:
            found = (f"{one.question or 'answers'}: {one.message}" for one in said)
        for difference in found:
            because = f"it is there because {case.because}"
            yield Found(case.place, f'case "{case.id}": {difference}', because)


def differences(case: Case, made: Recommendation) -> Iterator[str]:
    """Say in what a recommendation is not as the case wants it."""
    if made.outcome != case.outcome:
        yield f"expected {case.outcome}, got {made.outcome}"
    if made.urgency != case.urgency:
        yield f"expected urgency {case.urgency or 'none'}, got {made.urgency or 'none'}"
    decided = {id for item in why_of(made) for id in item.rules}
    if missing := set(case.decided_by) - decided:
        yield f"{_listed(missing)} did not decide; {_listed(decided)} did"
    if others := decided - set(case.decided_by) - made.rulebook.facts.keys():
        yield f"{_listed(others)} decided as well"
    fired = {reason.id for reason in (*made.rules, *made.suits, *made.not_covered)}
    if unmentioned := set(case.mentions) - fired:
        yield f"{_listed(unmentioned)} did not fire"


def _listed(ids: Iterable[str]) -> str:
    return ", ".join(sorted(ids))
