"""Killing workers, and knowing which connections died with them."""

from __future__ import annotations

import os
import re
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from tests.soak.load import Failed

#: Seconds within which a client notices that its connection is gone: it asks again long before.
_NOTICED_WITHIN = 30
_ACCEPTED_BY_NOBODY = "0"
_LISTENS, _CONNECTED = "0A", "01"


@dataclass(frozen=True, slots=True)
class Kill:
    """One worker killed, with the clients' ports of the connections that it held.

    It was stopped first, so that it could not take another between the look and the end. Those
    that the system had taken for it but it had not, died with its queue; there the system does
    not say whose queue it was. Until its socket is closed, more of them come into that queue.
    """

    pid: int
    stopped: float
    killed: float
    held: frozenset[int]
    queued: frozenset[int]

    def explains(self, failed: Failed) -> bool:
        """Say whether a request failed as its connection was the killed worker's."""
        if not self.stopped <= failed.at <= self.killed + _NOTICED_WITHIN:
            return False
        if failed.begun > self.killed:
            return False
        came_between = failed.begun >= self.stopped  # while the worker was stopped
        return came_between or failed.own_port in self.held | self.queued


def kill(pid: int, port: int) -> Kill:
    """Kill a worker with SIGKILL."""
    os.kill(pid, signal.SIGSTOP)
    stopped = time.monotonic()
    while _state(pid) != "T":
        time.sleep(0.0005)
    sockets = _sockets(pid)
    ports = _clients(port)
    held = frozenset(ports[inode] for inode in sockets & ports.keys())
    queued = frozenset(_queued(port))
    os.kill(pid, signal.SIGKILL)
    _wait_until_closed(sockets)
    return Kill(pid, stopped, time.monotonic(), held, queued)


def listening(port: int) -> int:
    """Count the sockets that wait for connections: each worker has its own."""
    return sum(state == _LISTENS and local == port for local, _, state, _ in _connections())


def _wait_until_closed(sockets: set[str]) -> None:
    """Wait until the system gives no new connection to any of these: it frees memory first."""
    while any(state == _LISTENS and inode in sockets for _, _, state, inode in _connections()):
        time.sleep(0.0005)


def _state(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0]


def _sockets(pid: int) -> set[str]:
    found = set()
    for one in Path(f"/proc/{pid}/fd").iterdir():
        try:
            match = re.fullmatch(r"socket:\[(\d+)\]", str(one.readlink()))
        except FileNotFoundError:
            continue
        found |= {match[1]} if match else set()
    return found


def _clients(port: int) -> dict[str, int]:
    return {
        inode: remote
        for local, remote, _, inode in _connections()
        if local == port and inode != _ACCEPTED_BY_NOBODY
    }


def _queued(port: int) -> list[int]:
    return [
        remote
        for local, remote, state, inode in _connections()
        if local == port and inode == _ACCEPTED_BY_NOBODY and state == _CONNECTED
    ]


def _connections() -> list[tuple[int, int, str, str]]:
    """Return the local and the remote port, the state and the inode of every TCP socket."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return [(int(row[1][-4:], 16), int(row[2][-4:], 16), row[3], row[9]) for row in rows]
