"""What a browser kept and whom it asked: nothing, and nobody else."""

from __future__ import annotations

from urllib.parse import urlsplit

from tests.browser.conftest import ALL, Open
from tests.browser.elsewhere import elsewhere
from tests.browser.engine import Browser
from tests.browser.person import Mouse, fill_in
from tests.people import Fields
from tests.web.running import Running


def hosts(tab: Browser) -> set[str | None]:
    return {urlsplit(one).hostname for one in tab.requested() if one.startswith("http")}


@ALL
def test_a_browser_keeps_nothing_and_asks_no_other_host(open_tab: Open, person: Fields) -> None:
    tab = open_tab()
    assert hosts(tab) == {"127.0.0.1"}
    fill_in(Mouse(tab), person)

    assert tab.cookies() == []
    assert tab.stored() == []
    assert hosts(tab) == {"127.0.0.1"}
    assert not [one for one in tab.requested() if "q_" in one or "fine_lines" in one]


@ALL
def test_another_host_a_cookie_and_a_stored_item_would_be_seen(open_tab: Open) -> None:
    image = '<img src="http://elsewhere.invalid/seen.png" alt="">'
    with elsewhere(f"<title>A clinic</title>{image}") as clinic:
        tab = open_tab(clinic.address)
        assert {"clinic.localhost", "elsewhere.invalid"} <= hosts(tab)
        tab.evaluate("() => { document.cookie = 'seen=1'; localStorage.setItem('seen', '1'); }")

        assert "seen" in tab.cookies()
        assert "seen" in tab.stored()


@ALL
def test_no_other_page_can_frame_the_quiz(open_tab: Open, server: Running) -> None:
    tab = open_tab()
    with elsewhere(f'<iframe src="http://127.0.0.1:{server.port}/"></iframe>') as clinic:
        tab.visit(clinic.address)

    with tab.inside("iframe"):
        assert not tab.shows("form")
