"""One mistake in a copy of a rulebook, and where it must be found."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from quiz.problems import Place, Problem
from quiz.reading import read

#: Stands, in the replacement, where the problem must be found.
HERE = "§"


@dataclass(frozen=True, slots=True)
class Mistake:
    """A replacement in one file, with HERE where the problem must be found."""

    name: str
    file: str
    old: str
    new: str
    code: str
    says: str  #: what the message must contain


def listed(path: Path) -> Iterator[Mistake]:
    """Read a table of mistakes, one on each line; a line break in a text is written \\n."""
    for line in path.read_text(encoding="utf-8").splitlines():
        yield Mistake(*line.replace("\\n", "\n").split(" | "))


def problems_after(
    mistake: Mistake, rules: Path, folder: Path
) -> tuple[Place, tuple[Problem, ...]]:
    """Make the mistake in a copy; return where it stands, and all problems then."""
    before = (rules / mistake.file).read_text(encoding="utf-8")
    if before.count(mistake.old) != 1:
        raise ValueError(f"{mistake.old!r} stands {before.count(mistake.old)} times")
    return problems_with(before.replace(mistake.old, mistake.new), mistake.file, rules, folder)


def problems_with(
    marked: str, file: str, rules: Path, folder: Path
) -> tuple[Place, tuple[Problem, ...]]:
    """Put a text in a file's place, in a copy; return where its HERE stands, and all problems."""
    copy = folder / "rules"
    shutil.copytree(rules, copy)
    (copy / file).write_text(marked.replace(HERE, ""), encoding="utf-8")
    index = marked.index(HERE)
    line, column = marked.count("\n", 0, index) + 1, index - marked.rfind("\n", 0, index)
    return Place(f"rules/{file}", line, column), read(copy).problems
