"""The command line. Each command has a module of its name."""

from __future__ import annotations

from importlib import import_module
from typing import cast

import click

from quiz import __version__

NAMES = ("check", "diff", "recommend", "schema", "serve")


class Commands(click.Group):
    """Imports a command when it is asked for: a server must not load what only proofs need."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click's own
        """Return the names of all commands."""
        return sorted(NAMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return the command of a name, if there is one."""
        if cmd_name not in NAMES:
            return None
        return cast("click.Command", getattr(import_module(f"{__name__}.{cmd_name}"), cmd_name))


@click.group(cls=Commands)
@click.version_option(__version__)
def main() -> None:
    """Map a person's answers to an honest next step, and say why.

    The rules come from the folder that QUIZ_RULES names, else from the package.
    """
