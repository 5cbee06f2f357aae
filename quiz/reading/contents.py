"""What stands in one file of a folder of rules.

Everything that the file system can refuse becomes a problem with the file's name.
"""

from __future__ import annotations

import stat
from pathlib import Path

from quiz.problems import Place
from quiz.reading.codes import Code
from quiz.reading.report import Report

MAX_BYTES = 1_000_000
#: Less for a clinic's file: what somebody else sent must not hold up the rules of all others.
_MOST_OF_A_CLINIC = 64_000


def text_of(path: Path, place: Place, report: Report) -> str | None:
    """Return what stands in a file, or None if it cannot be read, which is a problem by then."""
    most = _MOST_OF_A_CLINIC if path.parent.name == "clinics" else MAX_BYTES
    try:
        found = content(path, most)
    except OSError as error:
        what = f"this file cannot be read: {reason(error)}"
        report.add(Code.UNREADABLE, place, what)
        return None
    if len(found) > most:
        report.add(Code.UNREADABLE, place, f"this file is larger than {most:,} bytes")
        return None
    try:
        return found.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = found[: error.start].count(b"\n") + 1
        what, hint = "this is not UTF-8", "save the file as UTF-8 in your editor"
        report.add(Code.UNREADABLE, Place(place.file, line), what, hint)
        return None


def content(path: Path, most: int) -> bytes:
    """Return what a file holds, at most one byte more than that. Raises OSError."""
    # Only a regular file is opened: opening a pipe would wait for ever.
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise OSError(0, "it is a folder")
    if not stat.S_ISREG(mode):
        raise OSError(0, "it is not a regular file")
    with path.open("rb") as file:
        return file.read(most + 1)


def reason(error: OSError) -> str:
    """Say in words why a file cannot be read."""
    if isinstance(error, FileNotFoundError):
        return "it is not there"
    return (error.strerror or type(error).__name__).lower()
