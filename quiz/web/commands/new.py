"""`quiz new`: a new rule, case or clinic in the right place, with blanks for a person to fill."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from quiz.checks import Examined
from quiz.checks.proposals import Proposal, as_start, for_rule, missing, ordinary, plain
from quiz.content import rules_folder
from quiz.reading import read
from quiz.reading.adding import Added, Folder, Guess, RefusedError, append

_P = ParamSpec("_P")


@click.group()
def new() -> None:
    """Add a new rule, case or clinic to the rule files, with blanks to fill in."""


def _or_say_why(command: Callable[_P, None]) -> Callable[_P, None]:
    @wraps(command)
    def wrapped(*args: _P.args, **kwargs: _P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except RefusedError as error:
            raise click.ClickException(str(error)) from None
        except OSError as error:
            raise click.ClickException(f"{error.filename}: {error.strerror}") from None

    return wrapped


@new.command()
@click.argument("file")
@click.argument("id")
@_or_say_why
def rule(file: str, id: str) -> None:
    """Add a rule ID to FILE: `quiz new rule safety/health asthma`.

    FILE is one of safety/..., requirements or not_covered.
    """
    folder = Folder(rules_folder())
    added, guess = folder.rule(file, id)
    _say(added, [*_blanks(added), *_about(folder, guess), *_afterwards(added, id)])


@new.command()
@click.argument("file", required=False)
@click.argument("id", required=False)
@click.option("--missing", "all_missing", is_flag=True, help="Propose what no case notices yet.")
@click.option(
    "--write", "target", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="With --missing: write the proposals into this file of cases.",
)  # fmt: skip
@_or_say_why
def case(file: str | None, id: str | None, *, all_missing: bool, target: Path | None) -> None:
    """Add a case ID to FILE: `quiz new case health asthma`.

    If there is a rule of that ID, the case is about the most ordinary person it fires for.
    With --missing: print the further cases that together notice every slip in a rule which no
    case notices so far, for a person to confirm.
    """
    if all_missing:
        _propose_missing(target)
        return
    if not file or not id or target:
        raise click.UsageError("name a file of cases and an id, or ask for --missing")
    folder = Folder(rules_folder())
    name = file if file.startswith(("cases/", "rules/")) else f"cases/{file}"
    path = folder.file(name, ["cases"])
    found = _about_rule(id)
    text = found.text(folder.start(path)) if found else ""
    added = folder.case(name, id, text)
    judge = "Judge whether the outcome is right: it is what the rules say today." if found else ""
    _say(added, [*([judge] if judge else []), *_blanks(added), "Run: quiz check"])


@new.command()
@click.argument("id")
@_or_say_why
def clinic(id: str) -> None:
    """Add a clinic, in a file of its own: `quiz new clinic north-street`."""
    added = Folder(rules_folder()).clinic(id)
    _say(added, ["Put the clinic's real name, and its sites under origins.", "Run: quiz check"])


def _propose_missing(target: Path | None) -> None:
    examined = _examined()
    proposals = missing(examined)
    if not proposals:
        click.echo("Nothing is missing: for every slip in a rule some case fails.")
        return
    start = ordinary(examined)
    if target is None:
        for proposal in proposals:
            _explain(proposal)
        click.echo("\n" + as_start(start) + "\n".join(one.text(plain(start)) for one in proposals))
    elif target.exists():
        given = Folder(target.absolute().parent.parent).start(target)
        append(target, "\n".join(one.text(given) for one in proposals), len(proposals))
    else:
        head = Folder(rules_folder()).schema_line(target) + as_start(start)
        cases = "\n".join(one.text(plain(start)) for one in proposals)
        target.write_text(head + cases, encoding="utf-8")
    if target:
        click.echo(f"Written: {len(proposals)} cases, to {target}. Judge each, and say why.")


def _explain(proposal: Proposal) -> None:
    for mutant in proposal.notices:
        click.echo(f"# {proposal.id} notices if {mutant.original.id} is changed: {mutant.what}")


def _examined() -> Examined:
    reading = read(rules_folder())
    if reading.rulebook is None:
        for problem in reading.problems:
            click.echo(problem, err=True)
        sys.exit(1)
    return Examined(reading.rulebook, reading.cases, reading.population)


def _about_rule(id: str) -> Proposal | None:
    """Propose the case of a rule; None if there is none of that id, or the rules do not read."""
    reading = read(rules_folder())
    if reading.rulebook is None:
        return None
    reason = next((one for one in reading.rulebook.reasons() if one.id == id), None)
    examined = Examined(reading.rulebook, reading.cases, reading.population)
    return for_rule(examined, reason, id) if reason else None


def _say(added: Added, steps: Iterable[str]) -> None:
    click.echo(f"Written: {_near(added.path)}, from line {added.line}\n\n{added.text}\nNext:")
    for number, step in enumerate(steps, start=1):
        click.echo(f"  {number}. {step}")


def _blanks(added: Added) -> list[str]:
    lines = [line.strip(" -") for line in added.text.splitlines()]
    blank = [line.split(":")[0] for line in lines if ": #" in line or ": [] #" in line]
    return [f"Fill in what is blank: {', '.join(blank)}."] if blank else []


def _about(folder: Folder, guess: Guess) -> list[str]:
    if guess.exists:
        return [f"See whether the condition {guess} is the right one."]
    place = folder.questions_of(guess.question)
    what = f"There is no option {guess.option} in {guess.question} yet:"
    return [f"{what} add it in {_near(place)}, or name another answer."]


def _afterwards(added: Added, id: str) -> list[str]:
    follow = [] if added.path.parent.name != "safety" else [
        f"Add what must never happen: quiz new rule requirements never-with-{id}",
        f"Add a case that it decides: quiz new case {added.path.stem} {id}",
    ]  # fmt: skip
    return ["Run: quiz check", *follow]


def _near(path: Path) -> Path:
    """Return a path as one would type it from here."""
    here = Path.cwd()
    return path.absolute().relative_to(here) if path.absolute().is_relative_to(here) else path
