"""The quiz inside a clinic's page, on another site, in every state that a browser may be in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

import pytest

from quiz.model import Rulebook
from tests.browser.blocking import allowed, kept_by_another_site
from tests.browser.conftest import MAIN, Open
from tests.browser.engine import Setting
from tests.browser.expected import expected
from tests.browser.host import Host
from tests.browser.person import Mouse, Quick, fill_in, onward, something_comes
from tests.people import Fields
from tests.web.running import Running

PHONE = Setting(whole=True, width=412, height=800)
#: As the snippet has it.
FULL = (
    "allow-scripts allow-forms allow-same-origin allow-popups allow-popups-to-escape-sandbox "
    "allow-top-navigation-by-user-activation allow-downloads allow-modals"
)

#: The quiz, and not the empty page that a frame begins with; its script has begun, if it runs.
THERE = """() => document.readyState === "complete" && document.querySelector("form.quiz")
  && true"""
#: What a frame stored, where it may store anything at all. Not asynchronous: for no script.
KEPT = """() => { try {
  const kept = [...Object.keys(localStorage), ...Object.keys(sessionStorage), document.cookie];
  return kept.filter(Boolean);
} catch { return []; } }"""


@dataclass(frozen=True)
class Cell:
    """A state of the browser, and how the frame is put into the page."""

    id: str
    outcome: str  #: of whoever fills in the quiz there: each outcome in each browser
    setting: Setting = PHONE
    sandbox: str | None = FULL
    hand: type[Mouse] = Mouse  #: a real one where the states differ for it


CELLS = [
    Cell("as the snippet has it", "combination"),
    Cell("no sandbox", "microneedling", replace(PHONE, cookies="kept"), None, hand=Quick),
    Cell(
        "third-party cookies blocked",
        "mesotherapy",
        replace(PHONE, cookies="third-party"),
        hand=Quick,
    ),
    Cell("all cookies blocked", "see_specialist", replace(PHONE, cookies="all"), hand=Quick),
    Cell("no script", "combination", replace(PHONE, script=False)),
    Cell("only scripts allowed", "microneedling", sandbox="allow-scripts", hand=Quick),
]


def frame(
    server: Running, sandbox: str | None = FULL, address: str = "/e/framed", id: str = "one"
) -> str:
    kept = "" if sandbox is None else f' sandbox="{sandbox}"'
    source = f"http://quiz.localhost:{server.port}{address}"
    size = 'width="100%" height="640"'
    return f'<iframe data-quiz id="{id}" title="Quiz" {size}{kept} src="{source}"></iframe>'


def loader(server: Running) -> str:
    return f'<script async src="http://quiz.localhost:{server.port}/embed/v1.js"></script>'


@MAIN
@pytest.mark.parametrize(
    ("cell", "person"),
    [pytest.param(cell, cell.outcome, id=cell.id) for cell in CELLS],
    indirect=["person"],
)
def test_the_quiz_works_inside_a_clinics_page(
    open_tab: Open, server: Running, host: Host, rulebook: Rulebook, person: Fields, cell: Cell
) -> None:
    tab = open_tab(host.put(frame(server, cell.sandbox) + loader(server)), cell.setting)
    hand = cell.hand(tab)
    with tab.inside("#one"):
        tab.wait_for(THERE)
        onward(hand)  # nothing is answered yet
        assert tab.shows(".summary")
        fill_in(hand, person)
        assert tab.text("h1") == expected(rulebook, person)
        hand.push("details:has(.change) > summary")
        with something_comes(tab):
            hand.push("details[open] .change")
        assert tab.shows("form.quiz")
        fill_in(hand, person)
        assert tab.text("h1") == expected(rulebook, person)
        assert tab.evaluate(KEPT) == []

    assert tab.cookies() == []
    assert {urlsplit(one).hostname for one in tab.requested() if one.startswith("http")} <= {
        "clinic.localhost",
        "quiz.localhost",
    }
    assert not [one for one in tab.requested() if "q_" in one.split("#")[0]]
    # The control, in this very browser: another site's frame can keep no more than is set.
    assert kept_by_another_site(tab, host) == allowed(tab, cell.setting)
