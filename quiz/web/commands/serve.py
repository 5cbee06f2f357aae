"""`quiz serve`: the production server."""

from __future__ import annotations

import sys

import click

from quiz.content import rules_folder
from quiz.proving import SharedProofs
from quiz.web.serving import free_address, serve_forever


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64))
def serve(host: str, port: int, workers: int) -> None:
    """Start the production server, once the rulebook is proved safe."""
    rules, proofs = rules_folder().absolute(), SharedProofs()
    if (proof := proofs(rules)).rulebook is None:
        for problem in proof.problems:
            click.echo(problem, err=True)
        sys.exit(1)
    try:
        address = free_address(host, port)
    except OSError as error:
        raise click.ClickException(
            f"cannot listen on {host} port {port}: {error.strerror}"
        ) from None
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"The quiz is at http://{shown}:{port} (Ctrl+C stops it)")
    serve_forever(address, port, workers, rules=rules, proofs=proofs)
