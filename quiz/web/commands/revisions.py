"""Rule files as git knows them: a revision's folder of rules, written out to be read."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

_FILES = frozenset({"100644", "100755"})
#: What is not read of a revision: nothing there decides.
_BESIDE = frozenset({"cases", "clinics"})


class NoSuchRevisionError(Exception):
    """Git has no such folder of rules; its text says why."""


def write_out(revision: str, working: Path, into: Path) -> Path:
    """Write the rules folder of a revision below another folder, and return where.

    `REV` stands for the working rules folder as it was then, `REV:path` for any other; in the
    repository of the current directory. Files are read as they are stored: no filter runs and
    no attribute hides one. Raises NoSuchRevisionError.
    """
    root = Path(_git(Path.cwd(), "rev-parse", "--show-toplevel").decode().rstrip("\n"))
    rev, colon, path = revision.partition(":")
    named = revision if colon else f"{rev}:{_below(root, working)}"
    tree = _resolved(rev, named)
    folder = into / (PurePosixPath(path if colon else working.absolute().name).name or "rules")
    for name, content in _contents(root, tree):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return folder


def _below(root: Path, working: Path) -> str:
    resolved = working.resolve()
    if not resolved.is_relative_to(root.resolve()):
        raise NoSuchRevisionError(
            f"{working} is not in this repository; say which folder: REV:path/to/rules"
        )
    return resolved.relative_to(root.resolve()).as_posix()


def _resolved(rev: str, named: str) -> str:
    """Return the id of a revision's folder."""
    if not rev or rev.startswith("-") or not _asked("rev-parse", "--verify", "--quiet", rev):
        raise NoSuchRevisionError(f"{rev} is no folder and no revision of this repository")
    tree = _asked("rev-parse", "--verify", "--quiet", named)
    if not tree or _asked("cat-file", "-t", tree) != "tree":
        raise NoSuchRevisionError(f"there is no folder {named}")
    return tree


def _asked(*words: str) -> str:
    """Ask git; nothing if it does not know."""
    try:
        return _git(Path.cwd(), *words).decode().strip()
    except NoSuchRevisionError:
        return ""


def _contents(root: Path, tree: str) -> Iterator[tuple[str, bytes]]:
    """Yield the path and content of every file of a tree."""
    listed = _git(root, "ls-tree", "-r", "-z", "--full-tree", tree).decode().split("\0")
    entries = [line.split("\t", 1) for line in listed if line]
    files: dict[str, str] = {}
    for about, name in entries:
        mode, _, id = about.split(" ")
        parts = PurePosixPath(name).parts
        if parts[0] in _BESIDE:
            continue
        if mode not in _FILES or ".." in parts or name.startswith("/"):
            raise NoSuchRevisionError(f"{name} in {tree[:12]} is not a regular file")
        files[name] = id
    stream = _git(root, "cat-file", "--batch", sent="\n".join(files.values()).encode())
    for name in files:
        head, _, rest = stream.partition(b"\n")
        size = int(head.split(b" ")[2])
        yield name, rest[:size]
        stream = rest[size + 1 :]


def _git(folder: Path, *words: str, sent: bytes = b"") -> bytes:
    program = shutil.which("git")
    if program is None:
        raise NoSuchRevisionError("git is not installed, so only folders can be compared")
    # No shell, a fixed program, and what the person typed never starts with a dash.
    done = subprocess.run(  # noqa: S603 - git, without a shell
        [program, *words], cwd=folder, input=sent, capture_output=True, check=False
    )
    if done.returncode:
        raise NoSuchRevisionError(done.stderr.decode(errors="replace").strip() or "git failed")
    return done.stdout
