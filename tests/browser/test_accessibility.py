"""axe-core finds nothing, on any kind of page, narrow and wide, light and dark."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from quiz.beside import Case
from tests.browser.accessibility import violations
from tests.browser.conftest import Open
from tests.browser.engine import Setting
from tests.browser.fitting import open_all
from tests.browser.person import Mouse, Quick, fill_in, onward, something_comes, walk
from tests.conftest import seldom
from tests.people import Fields
from tests.web.asking import TINY
from tests.web.running import Running, running

SETTINGS = {
    f"{width} {'dark' if dark else 'light'}": Setting(width=width, dark=dark)
    for width in (360, 1280)
    for dark in (False, True)
}
#: An empty form, sent as a browser without script would.
_SEND_NOTHING = """address => {
  const form = document.body.appendChild(document.createElement("form"));
  Object.assign(form, { method: "post", action: address });
  form.submit();
}"""
#: Each width and each scheme is in `make test` once, each with each in `make thorough`.
_OFTEN = ("360 dark", "1280 light")
EVERY = pytest.mark.parametrize(
    "setting",
    [
        pytest.param(setting, id=name, marks=[] if name in _OFTEN else pytest.mark.thorough)
        for name, setting in SETTINGS.items()
    ],
)


@EVERY
@pytest.mark.parametrize("address", ["/treatments/microneedling", "/accessibility", "/nowhere"])
def test_axe_finds_nothing_on_a_page(open_tab: Open, setting: Setting, address: str) -> None:
    assert violations(open_tab(address, setting)) == []


@EVERY
def test_axe_finds_nothing_on_any_step_its_errors_and_the_result(
    open_tab: Open, setting: Setting, everything: Fields
) -> None:
    tab = open_tab(setting=setting)
    onward(Mouse(tab))
    assert tab.shows(".summary")

    assert violations(tab) == []
    for _ in walk(Quick(tab), everything):
        assert violations(tab) == []
    open_all(tab)
    assert violations(tab) == []


@EVERY
def test_axe_finds_nothing_on_a_referral(
    open_tab: Open, setting: Setting, cases: tuple[Case, ...]
) -> None:
    tab = open_tab(setting=setting)
    fill_in(Quick(tab), dict(next(case.fields for case in cases if case.urgency == "same_day")))

    assert violations(tab) == []


@EVERY
def test_axe_finds_nothing_on_the_whole_page_with_its_errors(
    open_tab: Open, setting: Setting, server: Running
) -> None:
    """As it is without a script: the style sheet that the script switches on is off."""
    tab = open_tab("/nowhere", setting)
    with something_comes(tab):
        tab.evaluate(_SEND_NOTHING, f"http://127.0.0.1:{server.port}/")

    assert tab.shows(".summary")
    assert violations(tab) == []


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Serve a small rulebook, with all that a page of one has."""
    with running(TINY, tmp_path_factory.mktemp("small")) as server:
        yield server


def counted(server: Running) -> str:
    """Return the address of its rulebook's page, once all is counted that stands on it."""
    while '<table class="checks' not in server.ask("GET", "/rulebook")[1]:
        time.sleep(0.1)
    return f"http://127.0.0.1:{server.port}/rulebook"


@pytest.mark.parametrize("setting", ["360 dark", *seldom("1280 light")])
def test_axe_finds_nothing_on_a_rulebook(open_tab: Open, setting: str, small: Running) -> None:
    assert violations(open_tab(counted(small), SETTINGS[setting])) == []


# Ten thousand elements take axe half a minute: each width and each scheme once.
@pytest.mark.thorough
@pytest.mark.parametrize("setting", _OFTEN)
def test_axe_finds_nothing_on_the_rulebook(open_tab: Open, setting: str, server: Running) -> None:
    assert violations(open_tab(counted(server), SETTINGS[setting])) == []


def test_axe_does_find_what_is_wrong(open_tab: Open) -> None:
    tab = open_tab()
    tab.evaluate("() => document.querySelector('main').append(new Image())")

    assert violations(tab)[0].startswith("image-alt")
