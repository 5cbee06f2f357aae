"""The project's own rules, to be changed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

RULES = Path(__file__).parent.parent / "rules"


def copied_rules(folder: Path, rules: Path = RULES) -> Path:
    """Copy rules in all their languages."""
    return shutil.copytree(rules, folder / "rules")


def english_rules(folder: Path, rules: Path = RULES) -> Path:
    """Copy rules in English alone: a text that a test changes is in no other language."""
    return in_english(shutil.copytree(rules, folder / "rules"))


def in_english(rules: Path) -> Path:
    """Take the other languages out of a copy of rules."""
    about = rules / "rulebook.yaml"
    text = re.sub(r"(?m)^languages:.*\n", "", about.read_text(encoding="utf-8"))
    about.write_text(text, encoding="utf-8")
    return rules
