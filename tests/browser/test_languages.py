"""The quiz in another language, and from right to left."""

from __future__ import annotations

from quiz.model import Rulebook
from tests.browser.accessibility import violations
from tests.browser.conftest import ALL, MAIN, Open
from tests.browser.engine import Browser, Setting
from tests.browser.expected import expected
from tests.browser.fitting import open_all, unfit
from tests.browser.person import Mouse, Quick, fill_in, onward, walk
from tests.people import Fields
from tests.web.asking import as_form
from tests.web.running import Running


def language(tab: Browser) -> list[str]:
    shown: list[str] = tab.evaluate("() => [document.documentElement.lang, document.dir]")
    return shown


@MAIN
def test_a_run_in_urdu_ends_in_urdu(open_tab: Open, server: Running, person: Fields) -> None:
    tab = open_tab("/?lang=ur")
    fill_in(Mouse(tab), person)

    assert language(tab) == ["ur", "rtl"]
    headline = tab.text("h1")
    tab.visit(f"http://127.0.0.1:{server.port}/treatments/microneedling?lang=ur")
    assert headline == tab.text("h1") != "Microneedling"


def test_it_comes_in_the_language_of_the_browser(open_tab: Open) -> None:
    assert language(open_tab("/", Setting(language="ur"))) == ["ur", "rtl"]


@ALL
def test_the_language_changes_in_the_middle_and_the_answers_stay(
    open_tab: Open, rulebook: Rulebook, person: Fields
) -> None:
    tab = open_tab("/?lang=en")
    for _ in range(2):
        Quick(tab).answer(as_form(person))
        onward(Mouse(tab))
    here = tab.text(".progress span")
    onward(Mouse(tab), ".language[lang=ur]")
    assert language(tab) == ["ur", "rtl"]
    onward(Mouse(tab), ".language[lang=en]")

    assert (language(tab), tab.text(".progress span")) == (["en", "ltr"], here)
    fill_in(Quick(tab), person)
    assert tab.text("h1") == expected(rulebook, person)


def test_in_urdu_every_step_and_the_result_fit_and_axe_finds_nothing(
    open_tab: Open, everything: Fields
) -> None:
    tab = open_tab("/?lang=ur", Setting(width=320, dark=True))
    onward(Mouse(tab))
    assert violations(tab, contrast=False) == []
    for _ in walk(Quick(tab), everything):
        assert violations(tab, contrast=False) == []
        assert unfit(tab) == []

    open_all(tab)
    assert violations(tab, contrast=False) == []
    assert unfit(tab) == []
