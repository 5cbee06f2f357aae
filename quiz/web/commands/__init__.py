"""The command line: one module for each command."""

from __future__ import annotations

import click

from quiz import __version__
from quiz.web.commands.check import check
from quiz.web.commands.recommend import recommend
from quiz.web.commands.serve import serve
from quiz.web.commands.writing import book, graph


@click.group()
@click.version_option(__version__)
def main() -> None:
    """Map a person's answers to an honest next step, and say why.

    The rules come from the folder that QUIZ_RULES names, else from the package.
    """


for command in (serve, recommend, check, book, graph):
    main.add_command(command)
