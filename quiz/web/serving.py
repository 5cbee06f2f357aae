"""The production server with embedded defaults."""

from __future__ import annotations

import socket
from functools import partial
from pathlib import Path

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from quiz.proving import SharedProofs
from quiz.web.app import create_app

#: How many requests may wait in one worker before new ones must wait outside.
_BACKPRESSURE = 128


def free_address(host: str, port: int) -> str:
    """Return the IP address of a host, which is what the server needs.

    Raises OSError when the host is unknown or something listens there already: the server
    itself would silently share the port.
    """
    family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)
    return str(address[0])


def serve_forever(
    address: str, port: int, workers: int, *, rules: Path, proofs: SharedProofs
) -> None:
    """Serve until stopped; every worker makes the application for itself.

    A worker that is started later takes the last good rulebook if the folder holds no better.
    One blocking thread for each worker: with more, the slowest requests take far longer.
    """
    server = Server(
        target="quiz.web:create_app",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=1,
        backpressure=_BACKPRESSURE,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
    )
    make = partial(create_app, rules, prover=proofs, last_good=proofs.last_good)
    server.serve(target_loader=make, wrap_loader=False)
