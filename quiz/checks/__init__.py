"""What is checked of a rulebook that reads: one function for each check. Pure.

To add a check, write its function in the module of its subject and name it here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from quiz.checks.budget import ran_out
from quiz.checks.cases import cases_hold
from quiz.checks.check import OVER_BUDGET, Check
from quiz.checks.clinics import has_origins, house_rules, speaks
from quiz.checks.coverage import (
    concerns_served,
    evidence_is_used_and_fresh,
    not_vacuous,
    outcomes_reachable,
    questions_matter,
)
from quiz.checks.examined import Examined
from quiz.checks.explained import engine_and_proofs_agree, explained
from quiz.checks.lint import (
    no_idle_condition,
    not_redundant,
    not_subsumed,
    reachable,
    satisfiable,
)
from quiz.checks.mutants import cases_kill_mutants
from quiz.checks.plain_words import plain_words
from quiz.checks.safety import safe, total
from quiz.checks.telling_more import monotone, unsure_is_careful
from quiz.problems import Problem

__all__ = [
    "CHECKS",
    "CLINIC_SERVED_ONLY_WITH",
    "OVER_BUDGET",
    "SERVED_ONLY_WITH",
    "Check",
    "Examined",
    "ran_out",
    "run",
]

CHECKS: tuple[Check, ...] = (
    cases_hold,
    satisfiable,
    reachable,
    not_redundant,
    not_subsumed,
    no_idle_condition,
    total,
    safe,
    not_vacuous,
    monotone,
    unsure_is_careful,
    questions_matter,
    concerns_served,
    outcomes_reachable,
    explained,
    evidence_is_used_and_fresh,
    cases_kill_mutants,
    engine_and_proofs_agree,
    house_rules,
    plain_words,
    has_origins,
    speaks,
)

#: The checks without which no rulebook is ever served.
SERVED_ONLY_WITH: tuple[Check, ...] = (
    total,
    safe,
    monotone,
    unsure_is_careful,
    engine_and_proofs_agree,
)

#: The checks without which a clinic is left out, and the others are served.
CLINIC_SERVED_ONLY_WITH: tuple[Check, ...] = (house_rules,)


def run(
    examined: Examined, checks: Collection[Check] = CHECKS
) -> Iterator[tuple[Check, tuple[Problem, ...]]]:
    """Run checks one by one; a proof that runs out of its budget is a problem of its own."""
    for check in checks:
        try:
            yield check, check.run(examined)
        except Exception as error:
            if not (why := ran_out(error)):
                raise
            what = f"{check.code} {check.name} could not be proved: {why}"
            hint = "simplify the rules that it is about, or give it more time (--seconds)"
            yield check, (Problem(examined.rulebook.place, *OVER_BUDGET, what, hint),)
