"""Whether a browser really blocks the cookies that a test says it blocks."""

from __future__ import annotations

from tests.browser.engine import Browser, Setting
from tests.browser.host import OTHER, Host

#: Every kind of cookie that another site's frame may try: what is left when it looks.
_TRIES = """() => {
  for (const how of ["plain=1", "cross=1; SameSite=None; Secure", "open=1; SameSite=None",
                     "part=1; SameSite=None; Secure; Partitioned"]) document.cookie = how;
  return document.cookie.split("; ").filter(Boolean).map(one => one.split("=")[0]).sort();
}"""
#: What came of it in Debian's browsers. Chromium without a profile, as Playwright starts it, blocks
#: third-party cookies as in private windows; WebKitGTK blocks them as it comes; Firefox does not.
_CHROMIUM, _FIREFOX = ["part"], ["cross", "part", "plain"]
_IN_A_FRAME = {
    ("chromium", ""): _CHROMIUM,
    ("chromium", "kept"): ["cross", "part"],
    ("chromium", "third-party"): _CHROMIUM,
    ("firefox", ""): _FIREFOX,
    ("firefox", "kept"): _FIREFOX,
    ("webkit", "kept"): ["open", "plain"],
}


def allowed(tab: Browser, setting: Setting) -> tuple[list[str], bool]:
    """Return what a browser lets a frame of another site keep, and whether a page anything."""
    return _IN_A_FRAME.get((tab.engine, setting.cookies), []), setting.cookies != "all"


def kept_by_another_site(tab: Browser, host: Host) -> tuple[list[str], bool]:
    """Return the same as it was tried."""
    inner = host.put("", site=OTHER)
    tab.visit(host.put(f'<iframe id="one" src="{inner}"></iframe>'))
    with tab.inside("#one"):
        framed: list[str] = tab.evaluate(_TRIES)
    return framed, bool(tab.evaluate(_TRIES))
