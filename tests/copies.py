"""The project's own rules, to be changed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

RULES = Path(__file__).parent.parent / "rules"


def english_rules(folder: Path) -> Path:
    """Copy the rules in English alone: a text that a test changes is in no other language."""
    copy = shutil.copytree(RULES, folder / "rules")
    about = copy / "rulebook.yaml"
    text = re.sub(r"(?m)^languages:.*\n", "", about.read_text(encoding="utf-8"))
    about.write_text(text, encoding="utf-8")
    return copy
