"""`quiz book` and `quiz graph`: the rulebook as one printable page, and as a picture."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import click
from flask import Flask

from quiz.checks import Examined
from quiz.checks.counting import figures
from quiz.content import rules_folder
from quiz.figures import Figures
from quiz.proving import Proof
from quiz.reading import read
from quiz.web.app import create_app
from quiz.web.rulebook.book import book as book_of
from quiz.web.rulebook.book import graph as graph_of

_folder = click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
_output = click.option(
    "--output",
    type=click.Path(dir_okay=False, writable=True, allow_dash=True),
    default="-",
    metavar="FILE",
)


@click.command()
@_folder
@_output
def book(folder: Path | None, output: str) -> None:
    """Write the rulebook in FOLDER as one HTML page to be read or printed."""
    _write(folder, output, book_of)


@click.command()
@_folder
@_output
def graph(folder: Path | None, output: str) -> None:
    """Draw the rulebook in FOLDER as an SVG picture."""
    _write(folder, output, graph_of)


def _write(folder: Path | None, output: str, render: Callable[[Flask, Figures], str]) -> None:
    rules = folder or rules_folder()
    reading = read(rules)
    if reading.rulebook is None:
        for problem in reading.problems:
            click.echo(problem, err=True)
        sys.exit(1)
    today = date.today()  # noqa: DTZ011 - the day where the person sits
    examined = Examined(reading.rulebook, reading.cases, reading.population, today)
    # What is not proved is never served, but it may be read: the page says what does not hold.
    as_read = Proof(reading.rulebook, (), reading.clinics)
    text = render(create_app(rules, prover=lambda _: as_read), figures(examined))
    with click.open_file(output, "w", encoding="utf-8") as file:
        file.write(text)
