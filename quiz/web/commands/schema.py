"""`quiz schema`: what each kind of rule file may hold, for editors."""

from __future__ import annotations

from pathlib import Path

import click

from quiz.reading.schemas import KINDS, written


@click.command()
@click.argument("kind", required=False, type=click.Choice(KINDS))
@click.option(
    "--write",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the schema of every kind into this folder instead.",
)
def schema(kind: str | None, folder: Path | None) -> None:
    """Print the JSON Schema of one KIND of rule file, or the names of all kinds.

    Editors that know YAML use it to complete fields and to underline mistakes: the first line
    of each rule file names it.
    """
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        for one in [kind] if kind else KINDS:
            (folder / f"{one}.json").write_text(written(one), encoding="utf-8")
    elif kind:
        click.echo(written(kind), nl=False)
    else:
        click.echo("\n".join(KINDS))
