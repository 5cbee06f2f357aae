"""Going back to one answer to change it, and what else is done meanwhile."""

from __future__ import annotations

from quiz.model import Rulebook
from tests.browser.conftest import ALL, Open
from tests.browser.expected import expected
from tests.browser.fitting import open_all
from tests.browser.person import Mouse, Quick, fill_in, onward
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


def test_change_of_what_else_reaches_the_first_that_can_be_chosen(
    open_tab: Open, person: Fields
) -> None:
    tab = open_tab()
    to_the_check(tab, person)
    onward(Mouse(tab), ".answer:nth-child(2) .change")

    name, value = tab.evaluate(f"() => [({FOCUS})().name, ({FOCUS})().value]")
    assert name == "q_other_concerns"
    assert value != person["main_concern"]


def test_the_check_before_the_result_lists_every_answer_and_leads_back_to_each(
    open_tab: Open, rulebook: Rulebook, person: Fields
) -> None:
    tab = open_tab()
    to_the_check(tab, person)
    shown = tab.evaluate(
        "() => [...document.querySelectorAll('.answer-name')].map(o => o.textContent)"
    )

    assert set(shown) >= {rulebook.questions[id].name for id in person}
    onward(Mouse(tab), ".answer:nth-child(3) .change")
    assert tab.evaluate(f"() => ({FOCUS})().closest('.question').dataset.name") == shown[2]
    onward(Mouse(tab))
    assert tab.shows(".answers")


@ALL
def test_change_on_the_result_keeps_the_answers(
    open_tab: Open, rulebook: Rulebook, person: Fields
) -> None:
    tab = open_tab()
    fill_in(Quick(tab), person)
    open_all(tab)
    onward(Mouse(tab), "button[name=change][value=age]")

    assert tab.evaluate(f"() => ({FOCUS})().name") == "q_age"
    changed = person | {"age": 17}
    fill_in(Quick(tab), changed)
    assert tab.text("h1") == expected(rulebook, changed) != expected(rulebook, person)
