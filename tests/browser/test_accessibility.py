"""axe-core finds nothing, on any kind of page, narrow and wide, light and dark."""

from __future__ import annotations

import pytest

from tests.browser.accessibility import violations
from tests.browser.conftest import Open
from tests.browser.engine import Setting
from tests.browser.person import Mouse, fill_in, onward
from tests.people import Fields

SETTINGS = {
    f"{width} {'dark' if dark else 'light'}": Setting(width=width, dark=dark)
    for width in (360, 1280)
    for dark in (False, True)
}
EVERY = pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS.keys())


@EVERY
@pytest.mark.parametrize("address", ["/", "/treatments/microneedling", "/nowhere"])
def test_axe_finds_nothing_on_a_page(open_tab: Open, setting: Setting, address: str) -> None:
    assert violations(open_tab(address, setting)) == []


@EVERY
def test_axe_finds_nothing_on_the_errors(open_tab: Open, setting: Setting) -> None:
    tab = open_tab(setting=setting)
    onward(Mouse(tab))

    assert tab.shows(".summary")
    assert violations(tab) == []


@EVERY
@pytest.mark.parametrize("person", ["microneedling", "see_specialist"], indirect=True)
def test_axe_finds_nothing_on_a_result(open_tab: Open, setting: Setting, person: Fields) -> None:
    tab = open_tab(setting=setting)
    fill_in(Mouse(tab), person)

    assert violations(tab) == []


# Ten thousand elements take axe seconds: each width and each scheme once.
@pytest.mark.parametrize("setting", ["360 dark", "1280 light"])
def test_axe_finds_nothing_on_the_rulebook_once_it_is_counted(open_tab: Open, setting: str) -> None:
    tab = open_tab("/rulebook", SETTINGS[setting])
    while not tab.shows("table.checks"):
        tab.reload()

    assert violations(tab) == []


def test_axe_does_find_what_is_wrong(open_tab: Open) -> None:
    tab = open_tab()
    tab.evaluate("() => document.querySelector('main').append(new Image())")

    assert violations(tab)[0].startswith("image-alt")
