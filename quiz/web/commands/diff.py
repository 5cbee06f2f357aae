"""`quiz diff`: what a change of the rules does to patients."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple, NoReturn

import click
from rich.console import Console
from rich.text import Text

from quiz.checks import SERVED_ONLY_WITH, Examined, ran_out
from quiz.checks.difference import Difference, compare
from quiz.checks.population import completed
from quiz.checks.together import NotComparableError
from quiz.content import rules_folder
from quiz.model import Rulebook
from quiz.problems import Problem
from quiz.reading import Reading, read
from quiz.web.commands.revisions import NoSuchRevisionError, write_out
from quiz.web.commands.uncollected import uncollected
from quiz.web.wording.difference_markdown import as_markdown
from quiz.web.wording.difference_text import as_text

#: The exit code for "somebody is let through who was not before".
LOOSER = 3


@click.command()
@click.argument("old")
@click.argument("new", required=False)
@click.option("--format", "shape", type=click.Choice(["text", "json", "markdown"]), default="text")
@click.option(
    "--seconds",
    default=300.0,
    show_default=True,
    type=click.FloatRange(min=0),
    help="The time for comparing and proving; over it nothing is shown, and it ends with 1.",
)
@uncollected()
def diff(old: str, new: str | None, shape: str, seconds: float) -> None:
    """Say what a change of the rules does to patients, from OLD to NEW.

    Each is a folder of rule files or a git revision: HEAD, main~2, or REV:path/to/rules. NEW is
    the rules folder as it stands, unless it is named. Ends with 0 if nobody is let through who
    was not before, with 3 if somebody is.
    """
    before, after = _read(old, "OLD"), _read(new, "NEW")
    if before.rulebook is None or after.rulebook is None:
        _refuse(before, after)
    deadline = time.monotonic() + seconds
    compared = _compared(before, before.rulebook, after, after.rulebook, deadline)
    if isinstance(compared, str):
        click.echo(f"These two cannot be compared: {compared}", err=True)
        sys.exit(1)
    difference, unsafe = compared
    _SHAPES[shape](difference, unsafe)
    sys.exit(0 if difference.direction.harmless else LOOSER)


class _Side(NamedTuple):
    """One of the two, as it was read."""

    name: str
    reading: Reading
    hidden: str = ""  #: where a revision was written out: nothing to show

    @property
    def rulebook(self) -> Rulebook | None:
        return self.reading.rulebook

    def told(self, problem: Problem) -> str:
        """Say what is wrong with it."""
        return str(problem).replace(self.hidden, "") if self.hidden else str(problem)


def _read(side: str | None, name: str) -> _Side:
    """Read a folder, or a revision. Raises BadParameter if it is neither."""
    folder = rules_folder() if side is None else Path(side)
    if side is None or folder.is_dir():
        return _Side(str(folder), read(folder, cases=False))
    try:
        with TemporaryDirectory(prefix="quiz-diff-") as there:
            written = write_out(side, rules_folder(), Path(there))
            return _Side(side, read(written, cases=False), f"{there}/")
    except NoSuchRevisionError as error:
        raise click.BadParameter(str(error), param_hint=name) from None


def _refuse(*sides: _Side) -> NoReturn:
    for side in sides:
        if side.rulebook is None:
            click.echo(f"{side.name} does not read:", err=True)
            for problem in side.reading.problems:
                click.echo(f"  {side.told(problem)}", err=True)
    sys.exit(1)


def _compared(
    before: _Side, old: Rulebook, after: _Side, new: Rulebook, deadline: float
) -> tuple[Difference, list[str]] | str:
    """Compare two rulebooks, and prove the new one; or say why that cannot be done.

    No exception gets out of here with the diagram's nodes in its frames: they must go first.
    """
    population = completed(after.reading.population, before.reading.population)
    try:
        difference = compare(old, new, population, deadline=deadline)
        return difference, _unsafe(new, after, deadline)
    except Exception as error:
        why = str(error) if isinstance(error, NotComparableError) else ran_out(error)
        if not why:
            raise
        return why


def _unsafe(rulebook: Rulebook, side: _Side, deadline: float) -> list[str]:
    """Say why the new rulebook would not be served. Raises BudgetExceededError."""
    examined = Examined(rulebook, (), side.reading.population, deadline=deadline)
    return [side.told(one) for check in SERVED_ONLY_WITH for one in check.run(examined)]


def _show_text(difference: Difference, unsafe: list[str]) -> None:
    console = Console(soft_wrap=True, highlight=False)
    for line, style in as_text(difference, unsafe):
        console.print(Text(line, style=style))


def _show_json(difference: Difference, unsafe: list[str]) -> None:
    shown = {"direction": difference.direction, **asdict(difference), "unsafe": unsafe}
    click.echo(json.dumps(shown, ensure_ascii=False, indent=2))


def _show_markdown(difference: Difference, unsafe: list[str]) -> None:
    click.echo(as_markdown(difference, unsafe))


_SHAPES: dict[str, Callable[[Difference, list[str]], None]] = {
    "text": _show_text,
    "json": _show_json,
    "markdown": _show_markdown,
}
