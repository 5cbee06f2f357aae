"""`quiz translations`: the files that translators work in."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from babel.messages.pofile import PoFileError

from quiz.content import rules_folder
from quiz.reading import read
from quiz.reading.catalogues import FOLDER, TEMPLATE
from quiz.reading.languages import WRITTEN_IN, is_language
from quiz.web.extracting import number, renewed, template, untranslated


@click.command()
@click.argument("languages", nargs=-1, metavar="[LANGUAGE]...")
@click.option(
    "--rules",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder of rules, else the one that QUIZ_RULES names.",
)
def translations(languages: tuple[str, ...], rules: Path | None) -> None:
    """Bring the catalogues of all languages up to date, and begin those of each LANGUAGE.

    Every text that people read, in rule files, templates and Python, then stands in each of
    them once. Translations stay where the text stayed; what is left to translate is counted.
    """
    for tag in languages:
        if tag == WRITTEN_IN or not is_language(tag):
            raise click.BadParameter(f"this is no other language: {tag}", param_hint="LANGUAGE")
    reading = read(rules or rules_folder(), cases=False, translations=False)
    if reading.rulebook is None:
        for problem in reading.problems:
            click.echo(problem, err=True)
        sys.exit(1)
    folder = (rules or rules_folder()) / FOLDER
    folder.mkdir(exist_ok=True)
    texts = template(reading.rulebook)
    (folder / TEMPLATE).write_bytes(texts)
    begun = {path.stem for path in folder.glob("*.po")}
    for tag in sorted({*begun, *reading.rulebook.languages[1:], *languages}):
        _renew(folder / f"{tag}.po", texts)


def _renew(path: Path, texts: bytes) -> None:
    """Write one catalogue anew, or end with 1 if what stands there cannot be read."""
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    try:
        after = renewed(before, path.stem, texts)
    except (PoFileError, ValueError) as error:
        click.echo(f"{path}: this is not as gettext writes it: {error}", err=True)
        sys.exit(1)
    path.write_bytes(after)
    click.echo(f"{path}: {untranslated(after)} of {number(texts)} texts to translate")
