"""What tells that files changed, without reading one: those of a folder, or the program's own."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from itertools import chain, islice
from pathlib import Path

from quiz.content import STATIC

#: A folder of rules has some fifty files, at most four levels deep: never the whole disk.
_MOST_FILES, _DEEPEST = 10_000, 4


def stamp_of(folder: Path) -> str:
    """Return what changes with any file of a folder: its name, place on disk, size and times.

    Links are followed, each folder once. What cannot be looked at has a stamp as well.
    """
    return _digest(islice(_stamps(str(folder), set(), 0), _MOST_FILES))


@cache
def program_stamp() -> str:
    """Return what changes with any file that this process was loaded from, and with the styles.

    The first call counts: it should come before anything is loaded that is not always needed.
    """
    loaded = {getattr(one, "__file__", None) for one in tuple(sys.modules.values())} - {None}
    own = (_stamp(str(path), set(), 0) for path in loaded)
    return _digest(chain(_stamps(str(STATIC / "css"), set(), 0), *own))


def _digest(stamps: Iterable[tuple[str, ...]]) -> str:
    return sha256(repr(sorted(stamps)).encode(errors="surrogateescape")).hexdigest()


def _stamps(folder: str, seen: set[tuple[int, int]], depth: int) -> Iterator[tuple[str, ...]]:
    try:
        here = os.stat(folder)  # noqa: PTH116 - ten times a second: strings are enough
        names = os.listdir(folder)  # noqa: PTH208 - the same
    except OSError as error:
        yield folder, str(error.errno)
        return
    if depth > _DEEPEST or (here.st_dev, here.st_ino) in seen:
        return
    seen.add((here.st_dev, here.st_ino))
    for name in names:
        if not name.startswith("."):
            yield from _stamp(f"{folder}/{name}", seen, depth)


def _stamp(path: str, seen: set[tuple[int, int]], depth: int) -> Iterator[tuple[str, ...]]:
    try:
        one = os.stat(path)  # noqa: PTH116 - the same
    except OSError as error:
        yield path, str(error.errno)
        return
    if stat.S_ISDIR(one.st_mode):
        yield from _stamps(path, seen, depth + 1)
    else:
        numbers = (one.st_dev, one.st_ino, one.st_mode, one.st_size)
        yield path, *map(str, (*numbers, one.st_mtime_ns, one.st_ctime_ns))
