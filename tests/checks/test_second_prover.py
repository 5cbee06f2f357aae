"""A SAT solver, told the contract anew, comes to the verdicts of the decision diagrams."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from quiz.checks import CHECKS, Examined
from quiz.model import Rulebook
from tests.checks.faults import FAULTS, pregnancy_rule_removed
from tests.checks.sat import verdicts
from tests.conftest import seldom

Fault = Callable[[Rulebook], Rulebook]


def unchanged(rulebook: Rulebook) -> Rulebook:
    return rulebook


_OFTEN = (unchanged, pregnancy_rule_removed)
_SELDOM = seldom(*(fault for fault in FAULTS if fault not in _OFTEN))


@pytest.mark.parametrize("fault", [*_OFTEN, *_SELDOM], ids=lambda fault: fault.__name__)
def test_both_provers_agree_on_every_statement(rulebook: Rulebook, fault: Fault) -> None:
    faulty = fault(rulebook)
    proved = verdicts(faulty)
    broken = {name for name, holds in proved.items() if not holds}

    assert len(proved) > 500
    assert broken == by_diagram(faulty)


def by_diagram(rulebook: Rulebook) -> set[str]:
    """Name what the checks find, as the second prover names its statements."""
    examined = Examined(rulebook)
    words = {
        "V01": (r'"(\S+)" can never fire', "V01 {0}"),
        "V02": (r'"(\S+)" can never matter', "V02 {0}"),
        "V07": (r'"(\S+)" is broken: (\S+) is', "V07 {0} {1}"),
        "V09": (r"ticking (\S+) in (\S+) as well adds (\S+)", "V09 {1} {0} {2}"),
        "V10": (r"\S+ in (\S+) permits (\S+) where (\S+) does", "V10 {0} {2} {1}"),
    }
    found = set()
    for check in CHECKS:
        if check.code in words:
            pattern, name = words[check.code]
            for problem in check.run(examined):
                match = re.search(pattern, problem.what)
                assert match, problem.what
                found.add(name.format(*match.groups()))
    return found
