"""Whether all that a tab shows fits its width, and is large enough to be pressed."""

from __future__ import annotations

from tests.browser.engine import Browser

#: Elements that stand out of the page to a side, but for what scrolls by itself.
_OUTSIDE = """() => [...document.querySelectorAll("body *")].filter(one => {
  const { left, right, width } = one.getBoundingClientRect();
  return width > 1 && one.checkVisibility() && !one.closest(".hidden, .skip, .scroll")
    && (left < -1 || right > document.documentElement.clientWidth + 1);
}).map(one => `${one.tagName} ${one.className} ${one.textContent.trim().slice(0, 30)}`)"""
#: What can be pressed and is smaller than 24 by 24 px, but for links within a text.
_SMALL = """() => [...document.querySelectorAll("button, label, summary, .typed")].filter(one => {
  const { width, height } = one.getBoundingClientRect();
  return one.checkVisibility() && !one.closest(".hidden") && (width < 24 || height < 24);
}).map(one => one.outerHTML)"""
_SIDEWAYS = (
    """() => document.documentElement.scrollWidth > innerWidth ? ["scrolls sideways"] : []"""
)


def unfit(tab: Browser) -> list[str]:
    """Return what stands out of the page, makes it scroll sideways, or is too small to press."""
    return [one for found in (_SIDEWAYS, _OUTSIDE, _SMALL) for one in tab.evaluate(found)]


def open_all(tab: Browser) -> None:
    """Unfold whatever is folded."""
    tab.evaluate("() => document.querySelectorAll('details').forEach(one => { one.open = true; })")
