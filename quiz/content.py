"""Where the rules, templates and static files are: inside an installed package, else beside it."""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def content(folder: str) -> Path:
    """Return a folder of content: `_content` of the package in a wheel, beside it in a checkout."""
    packed = PACKAGE / "_content" / folder
    return packed if packed.is_dir() else PACKAGE.parent / folder


RULES = content("rules")
TEMPLATES = content("templates")
STATIC = content("static")


def rules_folder() -> Path:
    """Return the folder of rules that QUIZ_RULES names, else the one that came with the package.

    The only place that reads the environment.
    """
    named = os.environ.get("QUIZ_RULES")
    return Path(named) if named else RULES


def styles(*files: str) -> str:
    """Return stylesheets, one after the other."""
    return "".join((STATIC / "css" / file).read_text(encoding="utf-8") for file in files)
