"""The project's own rules: to be changed, or proved as they are."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path
from weakref import ref

from flask import Flask

from quiz.proving import Proof
from quiz.proving.examining import examine
from quiz.web import create_app
from quiz.web.rulebook.figures_apart import FiguresApart

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


@cache
def proved_once(rules: Path) -> Proof:
    """Prove rules that no test changes: once, in this process, for all applications of them."""
    return examine(rules)


def plain_app() -> Flask:
    """Make an application of the project's own rules.

    What is counted of them for their page takes seconds, and is never there.
    """
    app = create_app(RULES, prover=proved_once)
    served = app.extensions["quiz"]
    nowhere = FiguresApart(RULES.parent / "nowhere", served.rulebook.fingerprint)
    app.extensions["figures"] = ref(served), nowhere
    return app
