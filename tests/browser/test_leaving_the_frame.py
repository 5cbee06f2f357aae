"""What leads out of the frame, by the person's own hand only: the booking link, and the printer."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import ALL, Open
from tests.browser.engine import Browser
from tests.browser.host import BOOKING, Host
from tests.browser.person import Quick, fill_in
from tests.browser.test_embedding import THERE, frame, loader
from tests.people import Fields
from tests.web.running import Running

#: Tells the host of the event, since the page that heard of it is about to be left.
TELLING = """<script>
  addEventListener("quiz:book", ({ target, detail }) =>
    fetch(`/booked?${target.id}${JSON.stringify(detail)}`, { keepalive: true }));
</script>"""
BOOK = ".booking a"
#: Whether the clinic's page is still there: another one has heard of nothing.
STAYS = "() => typeof heard === 'object'"
PRINTS = """() => {
  window.prints = 0;
  addEventListener("beforeprint", () => { prints += 1; });
}"""


def to_the_result(tab: Browser, person: Fields) -> None:
    with tab.inside("#one"):
        tab.wait_for(THERE)
        fill_in(Quick(tab), person)
    tab.wait_for("() => heard.at(-1).name === 'result'")


def asked_to_book(tab: Browser) -> bool:
    """Say whether the browser asked for it; WebKitGTK's proxy is told the host alone."""
    host = urlsplit(BOOKING).hostname or ""
    return any(host in one for one in tab.requested())


@ALL
def test_the_booking_link_opens_on_the_whole_page_by_the_click_and_the_page_hears_of_it(
    open_tab: Open, server: Running, host: Host, person: Fields
) -> None:
    tab = open_tab(host.put(TELLING + frame(server) + loader(server)))
    host.asked.clear()
    to_the_result(tab, person)
    before = asked_to_book(tab), tab.evaluate(STAYS), [o for o in host.asked if "booked" in o]
    with tab.inside("#one"):
        tab.click(BOOK)

    assert before == (False, True, [])
    tab.wait_for(f"() => !({STAYS})()")
    assert asked_to_book(tab)
    assert [one for one in host.asked if "booked" in one] == ["/booked?one{}"]


@pytest.mark.thorough
@pytest.mark.parametrize("person", ["see_specialist"], indirect=True)
def test_nothing_can_be_booked_where_somebody_should_see_a_specialist(
    open_tab: Open, server: Running, host: Host, person: Fields
) -> None:
    tab = open_tab(host.put(frame(server) + loader(server)))
    to_the_result(tab, person)

    with tab.inside("#one"):
        assert not tab.shows(BOOK)
        assert BOOKING not in tab.evaluate("() => document.documentElement.outerHTML")
    assert "book" not in [one["name"] for one in tab.evaluate("() => heard")]


@pytest.mark.thorough
def test_the_result_is_printed_from_inside_the_frame(
    open_tab: Open, server: Running, host: Host, person: Fields
) -> None:
    """Where the sandbox lacks `allow-modals`, the browser is silent."""
    tab = open_tab(host.put(frame(server) + loader(server)))
    to_the_result(tab, person)
    with tab.inside("#one"):
        tab.evaluate(PRINTS)
        tab.click("[data-print]")

        assert tab.evaluate("() => prints") == 1
