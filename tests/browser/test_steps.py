"""With a script the quiz is asked step by step: on, back, errors, follow-ups, changes."""

from __future__ import annotations

from typing import cast

from quiz.answer_reader import AnswerProblem, read_answers
from quiz.model import Rulebook
from tests.browser.conftest import ALL, Open
from tests.browser.engine import Browser
from tests.browser.expected import expected
from tests.browser.person import Mouse, Quick, fill_in, onward, something_comes, walk
from tests.people import Fields
from tests.web.asking import as_form

FOCUS = "() => document.activeElement"


def title(tab: Browser) -> str:
    return tab.text(".step h2")


def ticked(tab: Browser) -> list[str]:
    """Return what is chosen on the whole form, shown or not."""
    values: list[str] = tab.evaluate(
        "() => [...new FormData(document.querySelector('form.quiz'))].flat()"
    )
    return values


def take(tab: Browser, person: Fields, steps: int) -> list[str]:
    """Answer so many steps and return their titles."""
    titles = []
    for _ in range(steps):
        titles.append(title(tab))
        Quick(tab).answer(as_form(person))
        onward(Mouse(tab))
    return titles


def to_the_check(tab: Browser, person: Fields) -> None:
    for _ in walk(Quick(tab), person):
        if tab.shows(".answers"):
            return


def test_one_step_after_the_other_says_how_many_there_are(open_tab: Open, person: Fields) -> None:
    tab = open_tab()
    told = [tab.text(".progress span") for _ in walk(Quick(tab), person)]

    steps = len(told)
    assert steps > 3
    assert told == [f"Step {number} of {steps}" for number in range(1, steps + 1)]


def test_a_new_step_has_the_focus_on_its_heading_and_its_name_in_the_title(
    open_tab: Open, person: Fields
) -> None:
    tab = open_tab()
    take(tab, person, 1)

    assert tab.evaluate(f"() => ({FOCUS})().matches('h2')")
    assert title(tab) == " ".join(tab.evaluate(f"() => ({FOCUS})().innerText").split())
    assert tab.evaluate("() => document.title").startswith(title(tab))
    assert (
        tab.evaluate("() => document.querySelector('.progress').getBoundingClientRect().top") >= 0
    )


@ALL
def test_the_browsers_back_and_forward_go_through_the_steps_and_keep_the_answers(
    open_tab: Open, rulebook: Rulebook, person: Fields
) -> None:
    tab = open_tab()
    titles = take(tab, person, 3)
    kept = ticked(tab)

    seen = []
    for way in (tab.back, tab.back, tab.back, tab.forward):
        with something_comes(tab):
            way()
        seen.append(title(tab))

    assert seen == [titles[2], titles[1], titles[0], titles[1]]
    assert ticked(tab) == kept
    fill_in(Quick(tab), person)
    assert tab.text("h1") == expected(rulebook, person)


def test_the_back_of_the_page_is_the_back_of_the_browser(open_tab: Open, person: Fields) -> None:
    tab = open_tab()
    assert not tab.shows("[data-way=back]")
    titles = take(tab, person, 2)
    onward(Mouse(tab), "[data-way=back]")

    assert title(tab) == titles[1]
    with something_comes(tab):
        tab.forward()
    assert title(tab) not in titles


@ALL
def test_a_step_that_lacks_an_answer_says_so_in_the_words_of_the_server(
    open_tab: Open, rulebook: Rulebook, person: Fields
) -> None:
    tab = open_tab()
    first = title(tab)
    onward(Mouse(tab))

    wanted = rulebook.questions["main_concern"].error
    assert title(tab) == first
    assert tab.text(".summary a") == tab.text(".error span:last-child") == wanted
    assert tab.evaluate(f"() => ({FOCUS})().closest('[role=alert]') !== null")

    tab.click(".summary a")
    assert tab.evaluate(f"() => ({FOCUS})().name") == "q_main_concern"
    fill_in(Quick(tab), person)
    assert tab.text("h1") == expected(rulebook, person)


def test_an_age_that_is_none_is_told_beside_its_field(
    open_tab: Open, rulebook: Rulebook, person: Fields
) -> None:
    tab = open_tab()
    for _ in walk(Quick(tab), person):
        if tab.shows(".typed"):
            break
    Mouse(tab).enter("q_age", "0")
    onward(Mouse(tab))

    assert tab.text(".error") == f"Error: {rulebook.questions['age'].error}"
    described = tab.evaluate(
        "() => document.querySelector('.typed').getAttribute('aria-describedby')"
    )
    assert described.split()[-1] == tab.evaluate("() => document.querySelector('.error').id")
    assert (
        tab.evaluate("() => document.querySelector('.typed').getAttribute('aria-invalid')")
        == "true"
    )


def test_none_of_these_clears_the_rest_and_the_rest_clears_it(
    open_tab: Open, person: Fields
) -> None:
    tab = open_tab()
    for _ in walk(Quick(tab), person):
        if tab.shows("[name=q_health]"):
            break
    chosen = []
    for option in ("epilepsy", "none", "epilepsy"):
        Mouse(tab).choose("q_health", option)
        chosen.append(
            tab.evaluate(
                "() => [...document.querySelectorAll('[name=q_health]:checked')].map(o => o.value)"
            )
        )

    assert chosen == [["epilepsy"], ["none"], ["epilepsy"]]


def test_not_sure_takes_no_tick_away_and_is_refused_in_the_words_of_the_server(
    open_tab: Open, rulebook: Rulebook, person: Fields
) -> None:
    """A warning that somebody ticked must never vanish because they are unsure of another row."""
    tab = open_tab()
    for _ in walk(Quick(tab), person):
        if tab.shows("[name=q_skin_today]"):
            break
    for option in ("spreading_redness", "not_sure"):
        Mouse(tab).choose("q_skin_today", option)
    kept = tab.evaluate(
        "() => [...document.querySelectorAll('[name=q_skin_today]:checked')].map(o => o.value)"
    )
    onward(Mouse(tab))

    assert kept == ["spreading_redness", "not_sure"]
    both = {**person, "skin_today": kept}
    (problem,) = cast("tuple[AnswerProblem, ...]", read_answers(rulebook, both))
    assert tab.text(".summary a") == problem.message


def test_what_is_cleared_is_announced(open_tab: Open, person: Fields) -> None:
    tab = open_tab()
    for _ in walk(Quick(tab), person):
        if tab.shows("[name=q_health]"):
            break
    Mouse(tab).choose("q_health", "epilepsy")

    said = tab.evaluate("() => document.querySelector('[role=status]').textContent")
    assert said == "No longer ticked: None of these"


def test_a_main_concern_that_only_passes_by_takes_no_other_concern_away(
    open_tab: Open, rulebook: Rulebook, person: Fields
) -> None:
    """The arrow keys go through every option of the main concern."""
    tab = open_tab()
    Quick(tab).answer(as_form({"main_concern": "fine_lines", "other_concerns": ["mole_or_lump"]}))
    for option in ("mole_or_lump", "fine_lines"):
        Mouse(tab).choose("q_main_concern", option)
        offered = tab.evaluate(
            "() => document.querySelector('[name=q_other_concerns][value=mole_or_lump]').disabled"
        )
        assert offered is (option == "mole_or_lump")

    assert "mole_or_lump" in ticked(tab)
    changed = person | {"other_concerns": ["mole_or_lump"]}
    fill_in(Quick(tab), changed)
    assert tab.text("h1") == expected(rulebook, changed) != expected(rulebook, person)


def test_a_step_that_is_no_more_opens_the_first(open_tab: Open) -> None:
    tab = open_tab()
    tab.evaluate("() => history.replaceState({ step: 99, depth: 3 }, '')")
    tab.reload()

    assert tab.text(".progress span") == "Step 1 of 7"


def test_a_follow_up_comes_where_it_applies_and_is_announced(
    open_tab: Open, rulebook: Rulebook
) -> None:
    tab = open_tab()
    hand, said = Mouse(tab), "() => document.querySelector('[role=status]').textContent"
    hand.choose("q_main_concern", "fine_lines")
    assert (tab.shows("#q_scar_type"), tab.evaluate(said)) == (False, "")

    hand.choose("q_main_concern", "scars")
    assert tab.shows("#q_scar_type")
    assert rulebook.questions["scar_type"].text in tab.evaluate(said)

    hand.choose("q_main_concern", "fine_lines")
    assert (tab.shows("#q_scar_type"), tab.evaluate(said)) == (False, "")


@ALL
def test_a_reload_in_the_middle_loses_nothing_that_the_browser_keeps(
    open_tab: Open, rulebook: Rulebook, person: Fields
) -> None:
    tab = open_tab()
    take(tab, person, 3)
    with something_comes(tab):
        tab.reload()

    fill_in(Quick(tab), person)
    assert tab.text("h1") == expected(rulebook, person)


@ALL
def test_back_from_the_result_leads_to_the_answers(
    open_tab: Open, rulebook: Rulebook, person: Fields
) -> None:
    tab = open_tab()
    fill_in(Quick(tab), person)
    with something_comes(tab):
        tab.back()

    assert tab.shows("form.quiz")
    fill_in(Quick(tab), person)
    assert tab.text("h1") == expected(rulebook, person)
