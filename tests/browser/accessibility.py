"""axe-core, from a locked package, on whatever a tab shows."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from tests.browser.engine import Browser

#: What axe may find; best practices are its own opinion and are asked for all the same.
_RUN = """async contrast => (await axe.run({
  resultTypes: ["violations"], preload: false, rules: { "color-contrast": { enabled: contrast } },
})).violations.flatMap(
  one => one.nodes.map(node => `${one.id}: ${node.target.join(" ")}: ${node.failureSummary}`))"""


@cache
def _axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def violations(tab: Browser, *, contrast: bool = True) -> list[str]:
    """Return what axe-core finds wrong with the page, one text for each element.

    Contrast takes it most of its time, and is the same in every language.
    """
    if tab.evaluate("() => !window.axe"):
        tab.evaluate(f"() => {{ {_axe()}\n return true; }}")
    found: list[str] = tab.evaluate(_RUN, contrast)
    return found
