"""However a person set their browser, every step and the result fit and can be used."""

from __future__ import annotations

import pytest

from quiz.model import Rulebook
from tests.browser.conftest import Open
from tests.browser.engine import Setting
from tests.browser.expected import expected
from tests.browser.fitting import open_all, unfit
from tests.browser.person import Mouse, Quick, onward, walk
from tests.people import Fields

SETTINGS = {
    "320 px": Setting(width=320, height=640),
    "320 px without script": Setting(width=320, height=640, script=False),
    "200% text": Setting(text=200),
    "200% text on a phone": Setting(width=360, height=740, text=200),
    "dark": Setting(width=360, dark=True),
    "forced colours": Setting(width=360, forced_colors=True),
}


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS.keys())
def test_every_step_the_errors_and_the_result_fit(
    open_tab: Open, rulebook: Rulebook, setting: Setting, everything: Fields
) -> None:
    tab = open_tab(setting=setting)
    onward(Mouse(tab))
    assert unfit(tab) == []
    for _ in walk(Quick(tab), everything):
        assert unfit(tab) == []

    assert tab.text("h1") == expected(rulebook, everything)
    open_all(tab)
    assert unfit(tab) == []


def test_text_is_as_large_as_the_person_set_it(open_tab: Open) -> None:
    size = "() => parseFloat(getComputedStyle(document.querySelector('.lead')).fontSize)"
    usual, large = (open_tab(setting=Setting(text=text)).evaluate(size) for text in (100, 200))

    assert large == 2 * usual


def test_dark_and_forced_colours_are_those_of_the_person(open_tab: Open) -> None:
    ground = "() => getComputedStyle(document.body).backgroundColor"
    settings = [Setting(), Setting(dark=True), Setting(forced_colors=True)]
    light, dark, forced = (open_tab(setting=setting).evaluate(ground) for setting in settings)

    assert len({light, dark, forced}) == 3, (light, dark, forced)
