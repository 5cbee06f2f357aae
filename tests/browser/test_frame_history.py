"""Pages that the frame put in place of each other: to and fro by the browser's back button.

`history.back()` of the page around is that button: of the page and all its frames. The drivers' own
wait for the page around to be left, which it never is.
"""

from __future__ import annotations

import pytest

from quiz.model import Rulebook
from tests.browser.conftest import ALL, CHROMIUM_AND_FIREFOX, Open
from tests.browser.engine import Browser
from tests.browser.expected import expected
from tests.browser.host import Host
from tests.browser.person import Mouse, Quick, fill_in, onward
from tests.browser.test_embedding import THERE, frame, loader
from tests.people import Fields
from tests.web.running import Running

pytestmark = pytest.mark.thorough  # one way back and forth is in `test_around_the_frame`

#: What is shown, what has the focus, and what the page is called.
SHOWN = """() => {
  const heading = [...document.querySelectorAll(".step h2, #outcome")]
    .find(one => one.checkVisibility());
  const { activeElement: focus, title } = document;
  return [heading.textContent, focus === document.body ? "nothing" : focus.tagName, title];
}"""
CHANGE = "details[open] .change"


def go(tab: Browser, way: int, frame: str = "#one") -> list[str]:
    """Press back or forward, and return what is shown then inside the frame."""
    with tab.inside(frame):
        before = tab.evaluate(SHOWN)
    tab.evaluate("way => history.go(way)", way)
    with tab.inside(frame):
        return list(
            tab.wait_for(
                f"before => {{ const now = ({SHOWN})(); return now[0] !== before[0] && now; }}",
                before,
            )
        )


@ALL
def test_to_and_fro_each_page_has_its_title_and_the_focus_as_when_it_came(
    open_tab: Open, server: Running, host: Host, person: Fields
) -> None:
    tab = open_tab(host.put(frame(server) + loader(server)))
    with tab.inside("#one"):
        tab.wait_for(THERE)
        fill_in(Quick(tab), person)
        result = tab.evaluate(SHOWN)
        Mouse(tab).push("details:has(.change) > summary")
        onward(Mouse(tab), CHANGE)
        form = tab.evaluate(SHOWN)

    assert result[1] == "H1"
    assert go(tab, -1) == result
    last = go(tab, -1)
    assert last[1] == "H2"
    assert last[2].startswith(last[0])
    assert go(tab, 1) == result
    shown, focus, title = go(tab, 1)
    assert (shown, focus, title) == (form[0], "H1", form[2])


def test_what_is_answered_after_going_back_leads_to_its_own_result(
    open_tab: Open, server: Running, host: Host, rulebook: Rulebook, person: Fields
) -> None:
    tab = open_tab(host.put(frame(server) + loader(server)))
    changed = person | {"age": 17}
    with tab.inside("#one"):
        tab.wait_for(THERE)
        fill_in(Quick(tab), person)
    go(tab, -1)
    with tab.inside("#one"):
        while tab.shows("[data-way=back]"):
            onward(Mouse(tab), "[data-way=back]")
        fill_in(Quick(tab), changed)
        assert tab.text("h1") == expected(rulebook, changed) != expected(rulebook, person)
    go(tab, -1)

    assert expected(rulebook, changed) in go(tab, 1)[0]


def test_a_frame_of_fixed_height_begins_each_page_at_its_top(
    open_tab: Open, server: Running, host: Host, person: Fields
) -> None:
    """As where the script around is blocked: the frame scrolls inside."""
    tab = open_tab(host.put(frame(server)))
    with tab.inside("#one"):
        tab.wait_for(THERE)
        fill_in(Quick(tab), person)

        top = "() => document.querySelector('#outcome').getBoundingClientRect().top"
        assert 0 < tab.evaluate(top) < 640


def test_each_of_several_frames_goes_back_by_itself(
    open_tab: Open, server: Running, host: Host, person: Fields
) -> None:
    """In the order in which they were gone on in."""
    tab = open_tab(host.put(frame(server) + frame(server, id="two") + loader(server)))
    shown = {}
    for id in ("#one", "#two"):
        with tab.inside(id):
            tab.wait_for(THERE)
            fill_in(Quick(tab), person)
            shown[id] = tab.evaluate(SHOWN)

    assert go(tab, -1, "#two")[1] == "H2"
    with tab.inside("#one"):
        assert tab.evaluate(SHOWN)[0] == shown["#one"][0]
    assert go(tab, 1, "#two") == shown["#two"]


@CHROMIUM_AND_FIREFOX
def test_a_link_within_the_page_takes_nothing_from_the_way_back(
    open_tab: Open, server: Running, host: Host, person: Fields
) -> None:
    """Such as the one that skips to the content: an entry of the history without a page."""
    tab = open_tab(host.put(frame(server) + loader(server)))
    with tab.inside("#one"):
        tab.wait_for(THERE)
        tab.evaluate("() => { location.hash = 'content'; }")
        fill_in(Quick(tab), person)
    steps = [go(tab, -1)[0] for _ in range(7)]

    assert len(set(steps)) == 7
    with tab.inside("#one"):
        assert tab.shows("[data-way=on]")
