"""The command line. Each command has a module of its name."""

from __future__ import annotations

from importlib import import_module
from typing import cast

import click

from quiz import __version__

#: Every command, and the module that it stands in.
MODULES = {
    "book": "writing",
    "check": "check",
    "diff": "diff",
    "embed": "embed",
    "graph": "writing",
    "new": "new",
    "recommend": "recommend",
    "schema": "schema",
    "serve": "serve",
    "translations": "translations",
}


class Commands(click.Group):
    """Imports a command when it is asked for: a server must not load what only proofs need."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click's own
        """Return the names of all commands."""
        return sorted(MODULES)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - as click's own
        cmd_name: str,
    ) -> click.Command | None:
        """Return the command of a name, if there is one."""
        if cmd_name not in MODULES:
            return None
        module = import_module(f"{__name__}.{MODULES[cmd_name]}")
        return cast("click.Command", getattr(module, cmd_name))


@click.group(cls=Commands)
@click.version_option(__version__)
def main() -> None:
    """Map a person's answers to an honest next step, and say why.

    The rules come from the folder that QUIZ_RULES names, else from the package.
    """
