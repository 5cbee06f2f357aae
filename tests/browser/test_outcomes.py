"""From an empty quiz to its result, in each browser."""

from __future__ import annotations

import pytest

from quiz.model import Rulebook
from tests.browser.conftest import ALL, Open
from tests.browser.engine import Setting
from tests.browser.expected import expected
from tests.browser.person import Keyboard, Mouse, fill_in
from tests.conftest import seldom
from tests.people import Fields

OUTCOMES = ("microneedling", "mesotherapy", "combination", "see_specialist")


@ALL  # `test_embedding` comes to all of them in every browser as well, inside a clinic's page
@pytest.mark.parametrize("person", OUTCOMES, indirect=True)
def test_a_person_who_answers_everything_gets_their_result(
    open_tab: Open, rulebook: Rulebook, person: Fields
) -> None:
    tab = open_tab()
    fill_in(Mouse(tab), person)

    assert tab.text("h1") == expected(rulebook, person)


@ALL
@pytest.mark.parametrize("person", OUTCOMES, indirect=True)
def test_without_a_script_they_get_it_as_well(
    open_tab: Open, rulebook: Rulebook, person: Fields
) -> None:
    tab = open_tab(setting=Setting(script=False))
    fill_in(Mouse(tab), person)

    assert tab.text("h1") == expected(rulebook, person)


@pytest.mark.parametrize(
    "person",
    ["combination", "see_specialist", *seldom("microneedling", "mesotherapy")],
    indirect=True,
)
def test_it_can_be_filled_in_by_keyboard_alone(
    open_tab: Open, rulebook: Rulebook, person: Fields
) -> None:
    tab = open_tab()
    fill_in(Keyboard(tab), person)

    assert tab.text("h1") == expected(rulebook, person)
