"""`quiz diff`: what a change of the rules does to patients."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

import click
from rich.console import Console
from rich.text import Text

from quiz.checks import SERVED_ONLY_WITH, Examined, run
from quiz.checks.diagram import BudgetExceededError
from quiz.checks.difference import Difference, compare
from quiz.checks.population import completed
from quiz.checks.together import NotComparableError
from quiz.model import Rulebook
from quiz.problems import Problem
from quiz.reading import Reading, read
from quiz.web.commands.revisions import NoSuchRevisionError, write_out
from quiz.web.diff_markdown import as_markdown
from quiz.web.diff_text import as_text
from quiz.web.site import rules_folder

#: The exit code for "somebody is let through who was not before".
LOOSER = 3


@click.command()
@click.argument("old")
@click.argument("new", required=False)
@click.option("--format", "shape", type=click.Choice(["text", "json", "markdown"]), default="text")
def diff(old: str, new: str | None, shape: str) -> None:
    """Say what a change of the rules does to patients, from OLD to NEW.

    Each is a folder of rule files or a git revision: HEAD, main~2, or REV:path/to/rules. NEW is
    the rules folder as it stands, unless it is named. Ends with 0 if nobody is let through who
    was not before, with 3 if somebody is.
    """
    before, after = _read(old, "OLD"), _read(new, "NEW")
    if before.rulebook is None or after.rulebook is None:
        _refuse({old: before, new or "NEW": after})
    population = completed(after.population, before.population)
    try:
        difference = compare(before.rulebook, after.rulebook, population)
    except (NotComparableError, BudgetExceededError) as error:
        click.echo(f"These two cannot be compared: {error}", err=True)
        sys.exit(1)
    _SHAPES[shape](difference, _unsafe(after.rulebook, after))
    sys.exit(0 if difference.direction.harmless else LOOSER)


def _read(side: str | None, name: str) -> Reading:
    """Read a folder, or a revision. Raises BadParameter if it is neither."""
    folder = rules_folder() if side is None else Path(side)
    if side is None or folder.is_dir():
        return read(folder, cases=False)
    try:
        with TemporaryDirectory(prefix="quiz-diff-") as there:
            return read(write_out(side, rules_folder(), Path(there)), cases=False)
    except NoSuchRevisionError as error:
        raise click.BadParameter(str(error), param_hint=name) from None


def _refuse(sides: dict[str, Reading]) -> NoReturn:
    for side, reading in sides.items():
        if reading.rulebook is None:
            click.echo(f"{side} does not read:", err=True)
            for problem in reading.problems:
                click.echo(f"  {problem}", err=True)
    sys.exit(1)


def _unsafe(rulebook: Rulebook, reading: Reading) -> tuple[Problem, ...]:
    """Return why the new rulebook would not be served."""
    examined = Examined(rulebook, (), reading.population)
    return tuple(one for _, found in run(examined, SERVED_ONLY_WITH) for one in found)


def _show_text(difference: Difference, unsafe: tuple[Problem, ...]) -> None:
    console = Console(soft_wrap=True, highlight=False)
    for line, style in as_text(difference, unsafe):
        console.print(Text(line, style=style))


def _show_json(difference: Difference, unsafe: tuple[Problem, ...]) -> None:
    shown = {"direction": difference.direction, **asdict(difference)}
    shown["unsafe"] = list(map(str, unsafe))
    click.echo(json.dumps(shown, ensure_ascii=False, indent=2))


def _show_markdown(difference: Difference, unsafe: tuple[Problem, ...]) -> None:
    click.echo(as_markdown(difference, unsafe))


_SHAPES: dict[str, Callable[[Difference, tuple[Problem, ...]], None]] = {
    "text": _show_text,
    "json": _show_json,
    "markdown": _show_markdown,
}
