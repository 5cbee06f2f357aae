"""What the page around the frame sees and cannot do: heights, events, messages, history."""

from __future__ import annotations

import json

import jsonschema  # type: ignore[import-untyped]  # it ships no types
import pytest

from quiz.model import Rulebook
from tests.browser.conftest import ALL, CHROMIUM_AND_FIREFOX, Open
from tests.browser.engine import Browser
from tests.browser.expected import expected
from tests.browser.host import OTHER, Host
from tests.browser.person import Mouse, Quick, fill_in, onward
from tests.browser.test_embedding import THERE, frame, loader
from tests.conftest import ROOT
from tests.people import Fields
from tests.web.running import Running

SCHEMA = json.loads((ROOT / "static/schemas/embed-events.json").read_text())
HEIGHT = "id => Math.round(document.getElementById(id).getBoundingClientRect().height)"
FITS = """() => document.documentElement.scrollHeight <= innerHeight
  && innerHeight - document.body.offsetHeight <= 3"""
TALL = '<p style="height: 1500px">Above</p>'

INSERTED = "document.body.insertAdjacentHTML('beforeend', html)"
#: The page of another site: says what only the quiz may say, ten thousand times.
FORGED = """<script>
  const all = [null, 1, "x", [], {}, { quiz: 2, type: "result" }, { quiz: 1 },
    { quiz: 1, type: "size", height: 5000 }, { quiz: 1, type: "result" },
    { quiz: 1, type: "book" }, { quiz: 1, type: "step", number: 1, of: 2 }];
  for (let turn = 0; turn < 10000; turn += 1) parent.postMessage(all[turn % all.length], "*");
  parent.postMessage("done", "*");
</script>"""
#: The page itself, and messages with the right source that are wrong in something else.
PRETENDED = """() => {
  const { src, contentWindow: source } = document.getElementById("one");
  const { origin } = new URL(src);
  const say = (data, from = origin) =>
    dispatchEvent(new MessageEvent("message", { data, origin: from, source }));
  postMessage({ quiz: 1, type: "size", height: 700 }, "*");
  for (const height of [-1, 1e9, "900", NaN, 900.5, null]) say({ quiz: 1, type: "size", height });
  say({ quiz: 1, type: "step", number: 3, of: 2 });
  say({ quiz: 1, type: "step", number: "1", of: 2 });
  say({ quiz: 1, type: "leak" });
  say({ quiz: 2, type: "result" });
  say({ quiz: 1, type: "result" }, `${origin}.evil.example`);
  say({ quiz: 1, type: "result" }, "null");
}"""
SIZES = "() => messages.filter(one => one.data.type === 'size').map(one => one.data.height)"
LOWER = "high => { document.querySelector('.foot').style.paddingBlockStart = `${high}px`; }"


def events(tab: Browser) -> list[str]:
    return [one["name"] for one in tab.evaluate("() => heard")]


@ALL
def test_the_frame_fits_its_content_and_the_first_load_moves_nothing(
    open_tab: Open, server: Running, host: Host
) -> None:
    """Grown and shrunk fifty times: it follows, never flickers, and leaves the page where it is."""
    tab = open_tab(host.put(TALL + frame(server) + loader(server) + TALL))
    tab.wait_for("() => heard.some(one => one.name === 'ready')")
    assert tab.evaluate("() => scrollY") == 0
    with tab.inside("#one"):
        tab.wait_for(FITS)
        first = tab.evaluate("() => innerHeight")
    shown = tab.evaluate("() => scrollY")
    with tab.inside("#one"):
        for turn in range(50):
            high = 300 if turn % 2 == 0 else 0
            tab.evaluate(LOWER, high)
            tab.wait_for(FITS)
        assert abs(tab.evaluate("() => innerHeight") - first) <= 2

    heights = tab.evaluate(SIZES)
    changes = [one for one, before in zip(heights[-50:], heights[-51:-1], strict=True)
               if 2 < abs(one - before) < 290]  # fmt: skip
    assert changes == [], "no step in between"
    assert len(heights) < 60, "nothing without a cause"
    assert tab.evaluate("() => scrollY") == shown


def test_going_on_brings_the_top_of_the_frame_into_view_below_a_header(
    open_tab: Open, server: Running, host: Host, person: Fields
) -> None:
    body = TALL + frame(server).replace("<iframe ", '<iframe data-offset="70" ') + loader(server)
    tab = open_tab(host.put(body + TALL))
    top = "() => Math.round(document.getElementById('one').getBoundingClientRect().top)"
    tab.wait_for("() => heard.some(one => one.name === 'ready')")
    with tab.inside("#one"):
        onward(Mouse(tab))  # something is missing: its summary stands at the top
    tab.wait_for(f"() => ({top})() === 70")
    tab.evaluate("() => scrollTo(0, 1400)")
    with tab.inside("#one"):
        fill_in(Quick(tab), person)
    tab.wait_for(f"() => heard.at(-1).name === 'result' && ({top})() === 70")


@ALL
def test_the_page_hears_what_happens_and_never_an_answer(
    open_tab: Open, server: Running, host: Host, person: Fields
) -> None:
    body = frame(server).replace("<iframe ", "<iframe data-datalayer ") + loader(server)
    tab = open_tab(host.put(body))
    with tab.inside("#one"):
        tab.wait_for(THERE)
        fill_in(Quick(tab), person)

    assert tab.wait_for("() => heard.at(-1).name === 'result' && heard")
    assert events(tab) == ["ready", *["step"] * 6, "result"]
    assert [one["detail"].get("number") for one in tab.evaluate("() => heard")][1:-1] == [
        2,
        3,
        4,
        5,
        6,
        7,
    ]
    assert tab.evaluate("() => dataLayer.map(one => one.event)")[0] == "quiz:ready"
    for message in tab.evaluate("() => messages.map(one => one.data)"):
        jsonschema.validate(message, SCHEMA)


def test_no_answer_can_occur_in_a_message(person: Fields) -> None:
    said: list[dict[str, object]] = [
        {"quiz": 1, "type": kind} for kind in ("ready", "result", "book")
    ]
    said += [
        {"quiz": 1, "type": "size", "height": 9},
        {"quiz": 1, "type": "step", "number": 1, "of": 7},
    ]
    for message in said:
        jsonschema.validate(message, SCHEMA)
        for more in ({"answers": person}, {"outcome": "x"}, {"height": "x"}, {"number": person}):
            with pytest.raises(jsonschema.ValidationError):
                jsonschema.validate(message | more, SCHEMA)


@ALL
def test_the_browsers_back_button_leads_back_inside_the_frame(
    open_tab: Open, server: Running, host: Host, rulebook: Rulebook, person: Fields
) -> None:
    tab = open_tab(host.put(frame(server) + loader(server)))
    with tab.inside("#one"):
        tab.wait_for(THERE)
        fill_in(Quick(tab), person)
        assert tab.text("h1") == expected(rulebook, person)
    tab.evaluate("() => history.back()")  # as the browser's button: of the page and its frames
    with tab.inside("#one"):
        tab.wait_for("() => document.querySelector('form.quiz')?.checkVisibility()")
        assert tab.evaluate("() => document.querySelectorAll('form.quiz :checked').length") > 5
    tab.evaluate("() => history.forward()")
    with tab.inside("#one"):
        tab.wait_for("() => document.querySelector('#outcome')?.checkVisibility()")
    tab.evaluate("() => history.go(-2)")
    with tab.inside("#one"):
        tab.wait_for("() => document.querySelector('[data-way=on]')?.checkVisibility()")
        fill_in(Quick(tab), person)
        assert tab.text("h1") == expected(rulebook, person)
    assert tab.evaluate("() => document.title") == "A clinic"


@ALL
def test_a_site_that_the_clinics_file_does_not_name_cannot_frame_it(
    open_tab: Open, server: Running, host: Host
) -> None:
    tab = open_tab(host.put(frame(server), site=OTHER))

    with tab.inside("#one"):
        assert not tab.shows("form")


def test_messages_from_elsewhere_and_malformed_ones_do_nothing(
    open_tab: Open, server: Running, host: Host
) -> None:
    """Also ten thousand of them."""
    liar = f'<iframe id="liar" src="{host.put(FORGED, site=OTHER)}"></iframe>'
    tab = open_tab(host.put(frame(server) + loader(server)))
    tab.wait_for("() => heard.some(one => one.frame === 'one')")
    before = tab.evaluate(HEIGHT, "one")
    tab.evaluate(f"html => {{ heard.length = 0; {INSERTED}; }}", liar)
    tab.wait_for("() => messages.some(one => one.data === 'done')")
    tab.evaluate(PRETENDED)

    assert tab.evaluate(HEIGHT, "one") == before
    assert events(tab) == []


def test_several_frames_late_ones_and_removed_ones_all_work(
    open_tab: Open, server: Running, host: Host
) -> None:
    tab = open_tab(
        host.put(
            loader(server) + frame(server, id="one") + frame(server, id="two") + loader(server)
        )
    )
    tab.wait_for("() => heard.length === 2")
    tab.evaluate(f"html => {{ {INSERTED}; }}", frame(server, id="late"))
    tab.wait_for("() => heard.length === 3")
    tab.evaluate("() => { document.getElementById('one').remove(); }")
    with tab.inside("#two"):
        onward(Mouse(tab))
    tab.wait_for("() => heard.length === 4")

    found = tab.evaluate("() => heard.map(one => [one.frame, one.name])")
    assert sorted(found[:3]) == [["late", "ready"], ["one", "ready"], ["two", "ready"]]
    assert found[3] == ["two", "step"]
    for id in ("two", "late"):
        assert tab.evaluate(HEIGHT, id) > 900


@ALL
def test_the_popup_keeps_the_focus_and_gives_it_back(
    open_tab: Open, server: Running, host: Host
) -> None:
    source = f"http://quiz.localhost:{server.port}"
    opens = f'data-quiz-open="{source}/e/framed" href="{source}/c/framed"'
    link = f'<a id="open" {opens}>Take the quiz</a>'
    tab = open_tab(host.put(link + loader(server)))
    tab.wait_for("() => Boolean(window.quizFrames)")
    tab.click("#open")
    tab.wait_for("() => heard.some(one => one.name === 'ready')")
    assert tab.evaluate("() => document.querySelector('dialog').matches(':modal')")
    assert tab.evaluate("() => document.activeElement.closest('dialog') !== null")
    assert tab.evaluate("() => document.querySelector('dialog iframe').title") == "Take the quiz"
    tab.click("dialog button")

    assert tab.evaluate("() => document.activeElement.id") == "open"
    tab.click("#open")
    assert tab.evaluate("() => document.querySelectorAll('dialog').length") == 1


@ALL
def test_wordpress_is_told_the_height_in_its_own_words(
    open_tab: Open, server: Running, host: Host
) -> None:
    address = "/e/framed/wordpress#?secret=abc123XYZ"
    tab = open_tab(host.put(frame(server, "allow-scripts", address)))
    told = tab.wait_for("() => messages.find(one => one.data.value === 1000)")

    assert told["data"] == {"secret": "abc123XYZ", "message": "height", "value": 1000}
    assert told["origin"] == "null"


@CHROMIUM_AND_FIREFOX
def test_a_page_that_isolates_itself_shows_it(open_tab: Open, server: Running, host: Host) -> None:
    own = {
        "Cross_Origin_Embedder_Policy": "require-corp",
        "Cross_Origin_Opener_Policy": "same-origin",
    }
    tab = open_tab(host.put(frame(server) + loader(server), **own))
    tab.wait_for("() => heard.some(one => one.name === 'ready')")

    with tab.inside("#one"):
        assert tab.shows("form.quiz")
