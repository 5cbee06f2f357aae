"""What the report is made of: sections, tables, paragraphs."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "docs" / "benchmarks"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report, and the sentence of it that the README repeats."""

    title: str
    text: str
    readme: str = ""


def paragraphs(*parts: str) -> str:
    """Join paragraphs, tables and pictures; paragraphs are broken into lines."""
    return "\n\n".join(part if part.startswith(("|", "!")) else filled(part) for part in parts)


def filled(text: str, *, indent: str = "") -> str:
    """Break a paragraph into lines."""
    return textwrap.fill(
        text, 118, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table; all columns but the first hold numbers."""
    lines = [titles, ["---", *["---:"] * (len(titles) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
