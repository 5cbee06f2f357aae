"""The scripts, which no other tool reads: every browser can."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import ALL, Open
from tests.conftest import ROOT

#: Read without being run. The page's own security policy forbids that, so an empty one is asked.
_READ = "text => { try { Function(text); return ''; } catch (error) { return String(error); } }"


@ALL
@pytest.mark.parametrize(
    "file", sorted((ROOT / "static/js").glob("*.js")), ids=lambda one: one.name
)
def test_a_script_can_be_read_by_every_browser(open_tab: Open, file: Path) -> None:
    tab = open_tab("data:text/html,<h1>Nothing</h1>")

    assert tab.evaluate(_READ, file.read_text(encoding="utf-8")) == ""
    assert "SyntaxError" in tab.evaluate(_READ, "const one = ;")
