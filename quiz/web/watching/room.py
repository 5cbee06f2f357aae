"""The folder in which the processes of one server count together, and each one's place in it.

prometheus-client counts in files that every process maps into its memory. Two things of it
would hurt here, and are kept away: a mapped file whose disk is full kills its process, so all
room that is needed is taken up before anything is counted; and files by process numbers grow
in number with every restart, so a process takes the place of one that has ended and counts on.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path

#: More than all names and numbers of one process take: see tests/web/watching/test_room.py.
ROOM = 256 * 1024
_KINDS = ("counter", "histogram")
_MOST_PLACES = 256


@dataclass(frozen=True, slots=True)
class State:
    """What one process serves now."""

    version: str
    fingerprint: str
    since: float  #: when it was taken up, in seconds since 1970
    clinics: int
    clinics_left_out: int
    root_is_served: bool  #: False where the clinic at the root is left out
    refused_at: float  #: when the last change was refused, in the same seconds; 0 if it was not


class Place:
    """The place of this process, until it ends: the system itself takes it back then."""

    def __init__(self, folder: Path) -> None:
        """Take a free place and all room that it needs. Raises OSError where there is none."""
        for number in count():
            file = os.open(_place(folder, number), os.O_RDWR | os.O_CREAT, 0o600)
            if _locked(file):
                break
            os.close(file)
            if number == _MOST_PLACES:
                raise OSError("every place is taken")
        self._file, self.number = file, number
        for kind in _KINDS:
            _fill(folder / f"{kind}_{number}.db")

    def write(self, state: State) -> None:
        """Say what is served now; where that cannot be written, the old stands."""
        with suppress(OSError):
            content = json.dumps(asdict(state)).encode()
            os.pwrite(self._file, content, 0)
            os.ftruncate(self._file, len(content))


def states(folder: Path) -> Iterator[State]:
    """Yield what each process serves that is alive."""
    for path in sorted(folder.glob("place_*")):
        with suppress(OSError, ValueError, TypeError), path.open("rb") as file:
            if not _locked(file.fileno()):
                yield State(**json.loads(file.read()))


def _place(folder: Path, number: int) -> Path:
    return folder / f"place_{number}"


def _locked(file: int) -> bool:
    """Lock a file, and say whether that could be: no other process has it."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _fill(path: Path) -> None:
    """Give a file its whole room on the disk, whatever stands in it. Raises OSError."""
    with path.open("ab") as file:
        missing = ROOM - file.tell()
        if missing > 0:
            file.write(bytes(missing))
            file.flush()
            os.fsync(file.fileno())  # some file systems only find out then that there is no room
