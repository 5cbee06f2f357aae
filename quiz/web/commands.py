"""The command line: `quiz serve`, `quiz recommend`, `quiz check`."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

import click

from quiz import __version__
from quiz.answer_reader import AnswerProblem, read_answers
from quiz.answers import Answers
from quiz.assessment import Assessment, as_json, assess
from quiz.checks.cases import run_cases
from quiz.model import Clinic, Rulebook
from quiz.reading import Reading, read
from quiz.web.errors import NOT_AN_OBJECT, errors_as_json
from quiz.web.serving import free_address, serve_forever
from quiz.web.site import rules_folder
from quiz.web.strict_json import NotAnObjectError, read_object
from quiz.web.text_answer import text_answer


@click.group()
@click.version_option(__version__)
def main() -> None:
    """Map a person's answers to an honest next step, and say why.

    The rules come from the folder that QUIZ_RULES names, else from the package.
    """


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64))
def serve(host: str, port: int, workers: int) -> None:
    """Start the production server."""
    _readable()
    try:
        address = free_address(host, port)
    except OSError as error:
        raise click.ClickException(
            f"cannot listen on {host} port {port}: {error.strerror}"
        ) from None
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"The quiz is at http://{shown}:{port} (Ctrl+C stops it)")
    serve_forever(address, port, workers)


@main.command()
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--json", "as_object", is_flag=True, help="Print what the JSON API answers.")
@click.option("--lines", is_flag=True, help="The same, one object in and one out per line.")
@click.option("--clinic", metavar="ID", help="Whose rules to use.")
def recommend(file: BinaryIO, *, as_object: bool, lines: bool, clinic: str | None) -> None:
    """Turn answers, a JSON object in FILE or standard input, into an outcome and its reasons."""
    rulebook, clinics = _readable()
    if clinic is not None and clinic not in clinics:
        raise click.BadParameter("there is no such clinic", param_hint="--clinic")
    show = _print_object if as_object or lines else _print_text
    texts = file if lines else [file.read()]
    failures = sum(not show(_assessed(rulebook, text)) for text in texts)
    sys.exit(1 if failures else 0)


@main.command()
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
def check(folder: Path | None) -> None:
    """Read the rule files in FOLDER and run their cases; print every problem."""
    reading = read(folder or rules_folder())
    problems = reading.problems
    if reading.rulebook:
        problems += run_cases(reading.rulebook, reading.cases)
    for problem in problems:
        click.echo(problem)
    click.echo(_summary(reading, len(problems)))
    sys.exit(1 if any(problem.level == "error" for problem in problems) else 0)


def _readable() -> tuple[Rulebook, Mapping[str, Clinic]]:
    """Read the rulebook, or print all of its problems and end with 1."""
    reading = read(rules_folder())
    if reading.rulebook is None:
        for problem in reading.problems:
            click.echo(problem, err=True)
        sys.exit(1)
    return reading.rulebook, reading.clinics


def _assessed(rulebook: Rulebook, text: bytes) -> Assessment | tuple[AnswerProblem, ...]:
    try:
        fields = read_object(text)
    except NotAnObjectError:
        return (AnswerProblem(None, NOT_AN_OBJECT.code, NOT_AN_OBJECT.message),)
    answers = read_answers(rulebook, fields)
    return assess(rulebook, answers) if isinstance(answers, Answers) else answers


def _print_object(assessed: Assessment | tuple[AnswerProblem, ...]) -> bool:
    """Print one line of JSON; say whether the answers were fine."""
    fine = isinstance(assessed, Assessment)
    found = as_json(assessed) if isinstance(assessed, Assessment) else errors_as_json(*assessed)
    click.echo(json.dumps(found, ensure_ascii=False))
    return fine


def _print_text(assessed: Assessment | tuple[AnswerProblem, ...]) -> bool:
    """Print the answer in words, or on standard error what is wrong with the answers."""
    if isinstance(assessed, Assessment):
        click.echo(text_answer(assessed))
        return True
    for problem in assessed:
        click.echo(f"{problem.question or 'answers'}: {problem.message}", err=True)
    return False


def _summary(reading: Reading, problems: int) -> str:
    count = f"{problems} problem{'' if problems == 1 else 's'}" if problems else "no problems"
    if reading.rulebook is None:
        return f"The rulebook does not read: {count}"
    rules, suits = len(reading.rulebook.rules), len(reading.rulebook.suits)
    return f"{rules} rules, {suits} suits, {len(reading.cases)} cases: {count}"
