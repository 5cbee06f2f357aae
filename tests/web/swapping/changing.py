"""Changes of the small rulebook: a harmless one, and one that lets minors through."""

from __future__ import annotations

from pathlib import Path

SKIN, YOU = "safety/skin.yaml", "safety/you.yaml"


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def without_the_rule_for_minors(rules: Path) -> None:
    text = (rules / YOU).read_text(encoding="utf-8")
    (rules / YOU).write_text(text[text.index("- id: aged-18-to-21\n") :], encoding="utf-8")
