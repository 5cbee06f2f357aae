"""The quiz in another language, and from right to left."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from quiz.model import Rulebook
from tests.browser.accessibility import violations
from tests.browser.conftest import ALL, MAIN, Open
from tests.browser.engine import Browser, Setting
from tests.browser.expected import expected
from tests.browser.fitting import open_all, unfit
from tests.browser.person import Mouse, answer, fill_in, onward, walk
from tests.conftest import ROOT
from tests.languages import in_languages
from tests.people import Fields
from tests.web.asking import as_form
from tests.web.running import running


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory, rulebook: Rulebook) -> Iterator[str]:
    """Give the address of a server of the real rules in Urdu, or in what stands for it."""
    folder = tmp_path_factory.mktemp("spoken")
    known = "ur" in rulebook.languages
    rules = ROOT / "rules" if known else in_languages(folder, ROOT / "rules", "ur")
    with running(rules, folder) as server:
        yield f"http://127.0.0.1:{server.port}"


def language(tab: Browser) -> list[str]:
    shown: list[str] = tab.evaluate("() => [document.documentElement.lang, document.dir]")
    return shown


@MAIN
@pytest.mark.parametrize("person", ["microneedling"], indirect=True)
def test_a_run_in_urdu_ends_in_urdu(open_tab: Open, spoken: str, person: Fields) -> None:
    tab = open_tab(f"{spoken}/?lang=ur")
    fill_in(Mouse(tab), person)

    assert language(tab) == ["ur", "rtl"]
    headline = tab.text("h1")
    tab.visit(f"{spoken}/treatments/microneedling?lang=ur")
    assert headline == tab.text("h1") != "Microneedling"


def test_it_comes_in_the_language_of_the_browser(open_tab: Open, spoken: str) -> None:
    assert language(open_tab(f"{spoken}/", Setting(language="ur"))) == ["ur", "rtl"]


@ALL
def test_the_language_changes_in_the_middle_and_the_answers_stay(
    open_tab: Open, spoken: str, rulebook: Rulebook, person: Fields
) -> None:
    tab = open_tab(f"{spoken}/?lang=en")
    for _ in range(2):
        answer(Mouse(tab), as_form(person))
        onward(Mouse(tab))
    here = tab.text(".progress span")
    onward(Mouse(tab), ".language[lang=ur]")
    assert language(tab) == ["ur", "rtl"]
    onward(Mouse(tab), ".language[lang=en]")

    assert (language(tab), tab.text(".progress span")) == (["en", "ltr"], here)
    fill_in(Mouse(tab), person)
    assert tab.text("h1") == expected(rulebook, person)


@pytest.mark.parametrize("setting", [Setting(width=320), Setting(dark=True)], ids=["320", "dark"])
def test_in_urdu_every_step_and_the_result_fit_and_axe_finds_nothing(
    open_tab: Open, spoken: str, person: Fields, setting: Setting
) -> None:
    tab = open_tab(f"{spoken}/?lang=ur", setting)
    onward(Mouse(tab))
    assert violations(tab) == []
    for _ in walk(Mouse(tab), person):
        assert violations(tab) == []
        assert unfit(tab) == []

    open_all(tab)
    assert violations(tab) == []
    assert unfit(tab) == []
