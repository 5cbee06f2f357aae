"""`quiz check`: reads the rule files, runs every check and says what it found."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import click
from rich.console import Console
from rich.text import Text

from quiz.checks import CHECKS, OVER_BUDGET, SERVED_ONLY_WITH, Check, Examined, ran_out, run
from quiz.content import rules_folder
from quiz.problems import Problem
from quiz.reading import Reading, read
from quiz.web.commands.uncollected import uncollected


class Ran(NamedTuple):
    """One check that was run."""

    check: Check
    problems: tuple[Problem, ...]
    seconds: float


class Report(NamedTuple):
    """What came of reading and checking one folder."""

    folder: Path
    reading: Reading
    ran: tuple[Ran, ...]
    answers: int | None  #: how many sets of answers the proofs are about

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems, those of reading first."""
        return (*self.reading.problems, *(one for ran in self.ran for one in ran.problems))


@click.command()
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.option("--format", "shape", type=click.Choice(["text", "json", "github"]), default="text")
@click.option("--only", multiple=True, metavar="CODE", help="Run only this check; repeatable.")
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option(
    "--seconds",
    default=300.0,
    show_default=True,
    type=click.FloatRange(min=0),
    help="The time for all proofs; what is not proved by then is an error.",
)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The date for review dates.")
@uncollected()
def check(
    folder: Path | None,
    shape: str,
    only: tuple[str, ...],
    *,
    strict: bool,
    seconds: float,
    today: datetime | None,
) -> None:
    """Read the rule files in FOLDER, run their cases, and prove that they are safe."""
    known = {check.code: check for check in CHECKS}
    if unknown := [code for code in only if code not in known]:
        raise click.BadParameter(f"there is no check {unknown[0]}", param_hint="--only")
    day = today.date() if today else date.today()  # noqa: DTZ011 - the day where the person sits
    chosen = [known[code] for code in only] or CHECKS
    report = examine(folder or rules_folder(), chosen, day, seconds)
    _SHAPES[shape](report)
    levels = {problem.level for problem in report.problems}
    sys.exit(1 if "error" in levels or (strict and levels) else 0)


def examine(folder: Path, checks: Iterable[Check], today: date, seconds: float) -> Report:
    """Read a folder and run checks on what stands in it, with a display if it takes long."""
    reading = read(folder)
    if reading.rulebook is None:
        return Report(folder, reading, (), None)
    deadline = time.monotonic() + seconds
    examined = Examined(
        reading.rulebook,
        reading.cases,
        reading.population,
        today,
        deadline=deadline,
        plain_words=reading.plain_words,
        clinics=tuple(reading.clinics.values()),
    )
    ran, begun = [], time.perf_counter()
    with Console(stderr=True).status("Reading ...") as status:
        # What keeps a rulebook from being served comes first, if time runs out.
        for check, problems in run(examined, sorted(checks, key=_is_of_lesser_weight)):
            ran.append(Ran(check, problems, time.perf_counter() - begun))
            status.update(f"{check.code} {check.name} is done ...")
            begun = time.perf_counter()
    ran.sort(key=lambda one: one.check.code)
    return Report(folder, reading, tuple(ran), _answers(examined))


def _is_of_lesser_weight(check: Check) -> bool:
    return check not in SERVED_ONLY_WITH


def _answers(examined: Examined) -> int | None:
    """Count the sets of answers; None if even that takes more than it may."""
    try:
        return examined.space.count(examined.space.valid)
    except Exception as error:
        if not ran_out(error):
            raise
        return None


def _as_text(report: Report) -> None:
    console = Console(soft_wrap=True, highlight=False)
    _lines.cache_clear()
    for problem in report.problems:
        colour = "red" if problem.level == "error" else "yellow"
        console.print(Text(str(problem), style=colour))
        if line := _line(problem):
            console.print(Text(f"    {line}", style="dim"))
        if problem.case:
            console.print(Text(problem.case, style="cyan"))
    for ran in report.ran:
        verdict = _verdict(ran)
        console.print(f"{ran.check.code} {ran.check.name:<22} {verdict:<12} {ran.seconds:6.3f} s")
    console.print(_summary(report))


def _as_json(report: Report) -> None:
    shown = {
        "problems": [
            {
                "file": problem.place.file,
                "line": problem.place.line,
                "column": problem.place.column,
                "code": problem.code,
                "name": problem.name,
                "level": problem.level,
                "what": problem.what,
                "hint": problem.hint,
                "case": problem.case,
            }
            for problem in report.problems
        ],
        "checks": [
            {"code": one.check.code, "name": one.check.name, "problems": len(one.problems)}
            for one in report.ran
        ],
        "answers": report.answers,
    }
    click.echo(json.dumps(shown, ensure_ascii=False, indent=2))


def _as_github(report: Report) -> None:
    for problem in report.problems:
        place = problem.place
        what = f"{problem.what}; {problem.hint}" if problem.hint else problem.what
        escaped = what.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        where = f"file={place.file},line={place.line},col={place.column}"
        title = f"title={problem.code} {problem.name}"
        click.echo(f"::{problem.level} {where},{title}::{escaped}")


_SHAPES: dict[str, Callable[[Report], None]] = {
    "text": _as_text,
    "json": _as_json,
    "github": _as_github,
}


def _line(problem: Problem) -> str:
    """Return the offending line; nothing where the problem is about a whole file."""
    place = problem.place
    lines = _lines(Path(place.file)) if place.line > 1 else ()
    return lines[place.line - 1].strip() if place.line <= len(lines) else ""


@lru_cache(maxsize=8)  # problems come sorted by file, and there may be thousands of them
def _lines(path: Path) -> tuple[str, ...]:
    try:
        # Only a regular file is opened: opening a pipe would wait for ever.
        return tuple(path.read_text(encoding="utf-8").splitlines()) if path.is_file() else ()
    except (OSError, UnicodeDecodeError):
        return ()


def _summary(report: Report) -> str:
    problems, rulebook = report.problems, report.reading.rulebook
    errors = sum(problem.level == "error" for problem in problems)
    found = [_count(errors, "error")] if errors else []
    found += [_count(len(problems) - errors, "warning")] if len(problems) > errors else []
    told = " and ".join(found) or "no problems"
    if rulebook is None:
        return f"The rulebook does not read: {told}"
    counts = (
        _count(len(rulebook.rules), "rule"),
        _count(len(rulebook.suits), "suit"),
        _count(len(report.reading.cases), "case"),
    )
    return f"{', '.join(counts)}, {_extent(report)}: {told}"


def _verdict(ran: Ran) -> str:
    if any(problem.code == OVER_BUDGET.code for problem in ran.problems):
        return "not proved"
    return _count(len(ran.problems), ran.check.level) if ran.problems else "holds"


def _extent(report: Report) -> str:
    if report.answers is None or any(one.code == OVER_BUDGET.code for one in report.problems):
        return "not all of it proved"
    return f"checked for every one of {Decimal(report.answers):.2e} sets of answers"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
