"""The scripts as they are sent: made smaller by terser, which needs npm, and kept beside a note.

`python -m tests.minified` makes them again. The note says from which source, to the byte, each
was made, so that a test can see without npm whether one is out of date.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path

from tests.conftest import ROOT

SOURCES = ROOT / "static" / "js"
MADE = SOURCES / "min"
NOTE = MADE / "made-from.json"
SCRIPTS = ("embed.js", "frame.js", "wordpress.js")
_TERSER = ("npx", "--yes", "terser@5.44.1")
_HOW = ("--ecma", "2020", "--mangle", "--compress", "passes=3,unsafe_arrows,ecma=2020")


def note() -> dict[str, dict[str, str]]:
    """Return what the note should say of the files as they are."""
    return {
        name: {"source": _digest(SOURCES / name), "made": _digest(MADE / name)} for name in SCRIPTS
    }


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def make() -> None:
    """Make every script smaller, and write the note."""
    for name in SCRIPTS:
        command = [*_TERSER, str(SOURCES / name), *_HOW]
        made = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        (MADE / name).write_text(made, encoding="utf-8")
    NOTE.write_text(json.dumps(note(), indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    make()
