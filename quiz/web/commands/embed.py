"""`quiz embed`: the lines for a clinic's page, and what would keep them from working there."""

from __future__ import annotations

import sys

import click

from quiz.translation import translate
from quiz.web.commands.rules import readable
from quiz.web.embedding.asking import UnreachableError, fetch
from quiz.web.embedding.blockers import found_on
from quiz.web.embedding.snippet import inline, popup
from quiz.web.embedding.spoken import embedded
from quiz.web.values import origin as read_origin


@click.command()
@click.argument("clinic")
@click.option(
    "--origin", envvar="QUIZ_ORIGIN", metavar="ORIGIN", required=True,
    help="Where the quiz is served: https://quiz.example. Also QUIZ_ORIGIN.",
)  # fmt: skip
@click.option("--lang", default="", metavar="LANGUAGE", help="Which language to begin in.")
@click.option("--popup", "over", is_flag=True, help="A link that opens the quiz over the page.")
@click.option("--check", "address", metavar="URL", help="Say what would block the frame there.")
@click.option("--private", is_flag=True, help="With --check: an address inside your network.")
def embed(
    clinic: str, *, origin: str, lang: str, over: bool, address: str | None, private: bool
) -> None:
    """Print the lines that put the quiz of CLINIC into a page.

    With --check: fetch a page and name what would keep the quiz from showing there. Ends with 1
    if something would.
    """
    rulebook, clinics = readable()
    if clinic not in clinics:
        raise click.BadParameter("there is no such clinic", param_hint="CLINIC")
    chosen = clinics[clinic]
    if lang and lang not in (offered := chosen.spoken(rulebook.languages)):
        raise click.BadParameter(f"there is only {', '.join(offered)}", param_hint="--lang")
    try:
        origin = read_origin(origin)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--origin") from None
    quiz = embedded(rulebook, chosen, origin, lang, lambda one: translate(rulebook, one))
    if address is None:
        click.echo((popup if over else inline)(quiz), nl=False)
        return
    try:
        page = fetch(address, private=private)
    except UnreachableError as error:
        raise click.ClickException(f"{address}: {error}") from None
    found = found_on(page, quiz, chosen.origins)
    click.echo("\n".join(map(str, found)) or f"nothing: the quiz should show on {page.address}")
    sys.exit(1 if any(one.blocks for one in found) else 0)
