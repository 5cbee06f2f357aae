"""The rule files that commands work on."""

from __future__ import annotations

import sys
from collections.abc import Mapping

import click

from quiz.clinic import Clinic
from quiz.content import rules_folder
from quiz.model import Rulebook
from quiz.reading import read


def readable() -> tuple[Rulebook, Mapping[str, Clinic]]:
    """Read the rulebook, or print all of its problems and end with 1."""
    reading = read(rules_folder())
    if reading.rulebook is None:
        for problem in reading.problems:
            click.echo(problem, err=True)
        sys.exit(1)
    return reading.rulebook, reading.clinics
