"""Going back to one answer to change it, and what else is done meanwhile."""

from __future__ import annotations

from tests.browser.conftest import Open
from tests.browser.person import Mouse, onward
from tests.browser.test_steps import FOCUS, to_the_check
from tests.people import Fields


def test_a_change_is_not_forgotten_when_the_language_is_switched(
    open_tab: Open, person: Fields
) -> None:
    tab = open_tab()
    to_the_check(tab, person)
    onward(Mouse(tab), ".answer:nth-child(3) .change")
    asked = tab.evaluate(f"() => ({FOCUS})().name")
    onward(Mouse(tab), ".language[lang=fr]")

    assert tab.evaluate(f"() => ({FOCUS})().name") == asked
    onward(Mouse(tab), "[data-way=on]")
    assert tab.shows(".answers"), "back at the check, not at the step after"
