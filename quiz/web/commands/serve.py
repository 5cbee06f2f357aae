"""`quiz serve`: the production server."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import click

from quiz.proving import Proof, SharedProofs
from quiz.web.serving import free_address, serve_forever
from quiz.web.settings import NAMED, Settings, WrongSettingsError
from quiz.web.watching.port import CannotCountError, counting

Options = Mapping[str, str | None]
_Function = Callable[..., Any]


def _with_every_setting(function: _Function) -> _Function:
    """Give a command an option for each setting, in their order, without reading it yet."""
    for one in reversed(NAMED):
        if one.option:
            usual = f"  [default: {one.known.usual.replace('`', '')}]"
            text = one.known.says.replace("`", "") + usual
            function = click.option(one.option, one.name, metavar="VALUE", help=text)(function)
    return function


@click.command()
@_with_every_setting
@click.option("--check", is_flag=True, help="Say what it would do, and end with 1 if it cannot.")
def serve(*, check: bool, **options: str | None) -> None:
    """Start the production server, once the rulebook is proved safe.

    Each option can also be set in the environment: QUIZ_PORT is --port. The option goes first.
    """
    try:
        settings = Settings.of(os.environ, options)
    except WrongSettingsError as error:
        click.echo(error, err=True)
        sys.exit(1 if check else 2)
    proofs = SharedProofs()
    proof = proofs(settings.rules)
    address, why_not = _address(settings)
    if check:
        told = _told(proof, _shown(settings) if address else "", settings, why_not)
        click.echo("\n".join((*told, "Settings:", *_set(settings, options))))
        sys.exit(0 if proof.rulebook and address else 1)
    if proof.rulebook is None:
        click.echo("\n".join(map(str, proof.problems)), err=True)
        sys.exit(1)
    if why_not:
        raise click.ClickException(why_not)
    try:
        with counting(settings):
            click.echo(f"The quiz is at {_shown(settings)} (Ctrl+C stops it)")
            serve_forever(address, settings, proofs)
    except CannotCountError as error:
        raise click.ClickException(str(error)) from None


def _address(settings: Settings) -> tuple[str, str]:
    """Return the IP address to listen on, "" if there is none, and why one cannot listen now.

    A port that is taken is no mistake in the settings: it may be the server to be replaced.
    """
    address, why_not = _free(settings.host, settings.port)
    if address and settings.metrics_port:
        counted, not_counted = _free(settings.metrics_host, settings.metrics_port)
        return address if counted else "", why_not or not_counted
    return address, why_not


def _free(host: str, port: int) -> tuple[str, str]:
    try:
        return free_address(host, port), ""
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        return host if taken else "", f"cannot listen on {host} port {port}: {error.strerror}"


def _shown(settings: Settings) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}"


def _told(proof: Proof, shown: str, settings: Settings, why_not: str) -> Iterator[str]:
    """Yield in lines what would be served, and at which address; "" if there is none."""
    rulebook = proof.rulebook
    if rulebook is None:
        yield "The quiz would not be served: its rules do not read or are not proved."
    else:
        if shown:
            yield f"The quiz would be served at {shown} by {settings.workers} workers."
        else:
            yield f"The quiz would not be served: {why_not}."
        yield f"Rulebook {rulebook.version}, fingerprint {rulebook.fingerprint}."
        proved = ", ".join(proof.checks)
        yield f"Proved ({proved}) for {proof.answers} sets of answers."
        yield f"Clinics: {', '.join(sorted(proof.clinics)) or 'none'}."
        named = rulebook.default_clinic
        if named and named not in proof.clinics:
            yield f'Nobody would get the quiz at /: its clinic "{named}" is not served, see below.'
    if why_not and (shown or rulebook is None):
        yield f"At this moment: {why_not}."
    yield from (f"  {problem}" for problem in proof.problems)


def _set(settings: Settings, options: Options) -> Iterator[str]:
    """Yield in lines what each setting is, and where that comes from."""
    width = max(len(one.variable) for one in NAMED)
    for one in NAMED:
        _, source = one.given(os.environ, options)
        yield f"  {one.variable:<{width}}  {one.shown(settings)}  ({source or 'default'})"
