"""Run the cases: answers, each with the outcome they must lead to, and why. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quiz.answer_reader import read_answers
from quiz.answers import Answers
from quiz.assessment import Assessment, assess
from quiz.model import Case, Rulebook
from quiz.problems import Problem

#: How a case that fails is named among the checks.
CODE, NAME = "V00", "failing-case"


def run_cases(rulebook: Rulebook, cases: Iterable[Case]) -> tuple[Problem, ...]:
    """Return a problem for each thing in which a case does not come out as it says."""
    return tuple(
        Problem(
            case.place,
            CODE,
            NAME,
            f'case "{case.id}": {difference}',
            f"it is there because {case.because}",
        )
        for case in cases
        for difference in _differences(rulebook, case)
    )


def _differences(rulebook: Rulebook, case: Case) -> Iterator[str]:
    answers = read_answers(rulebook, case.fields)
    if isinstance(answers, Answers):
        yield from _wrong(case, assess(rulebook, answers))
    else:
        for problem in answers:
            yield f"{problem.question or 'answers'} is not accepted: {problem.message}"


def _wrong(case: Case, assessed: Assessment) -> Iterator[str]:
    made = assessed.recommendation
    if made.outcome != case.outcome:
        yield f"expected {case.outcome}, got {made.outcome}"
    if made.urgency != case.urgency:
        yield f"expected urgency {case.urgency or 'none'}, got {made.urgency or 'none'}"
    decided = {id for item in assessed.explanation.why for id in item.rules}
    if missing := [id for id in case.decided_by if id not in decided]:
        yield f"{_listed(missing)} did not decide; {_listed(decided)} did"
    fired = {reason.id for reason in (*made.rules, *made.suits, *made.not_covered)}
    if missing := [id for id in case.mentions if id not in fired]:
        yield f"{_listed(missing)} did not fire"


def _listed(ids: Iterable[str]) -> str:
    return ", ".join(sorted(ids))
