"""The reader of rules under atheris, which looks for bytes that lead to lines not yet seen.

Needs atheris: `make fuzz` brings it. Run it as `python -m tests.fuzz.atheris_reader SECONDS`. It
puts the beginning of every shipped rule file in the place of each file of a tiny rulebook, and
changes it; it ends with an error at the first input that the reader fails at, hangs at for 20
seconds, or loses a rule of. The files that stay as they are, are scanned once.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import atheris  # type: ignore[import-untyped]  # it ships no types

with atheris.instrument_imports(include=["quiz.reading", "quiz.conditions"]):
    from quiz.reading import parsing
    from tests.fuzz.spoiling import Spoiling

from tests.scanned_once import ScannedOnce

ROOT = Path(__file__).parent.parent.parent
TINY = ROOT / "tests" / "rulebooks" / "tiny"
#: Bytes of each file that it begins with: the shorter, the more are tried.
_BEGINNING = 3000


def main(seconds: str = "60") -> None:
    """Look for so many seconds. The first byte of an input says which file it stands for."""
    parsing.YAML = ScannedOnce  # type: ignore[attr-defined,assignment]  # it stands for it
    with tempfile.TemporaryDirectory() as folder:
        spoiling = Spoiling(Path(shutil.copytree(TINY, Path(folder) / "tiny")))
        files = spoiling.files()
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for number, file in enumerate([*files, *Spoiling(ROOT / "rules").files()]):
            (corpus / str(number)).write_bytes(
                bytes([number % len(files)]) + file.read_bytes()[:_BEGINNING]
            )

        def one(content: bytes) -> None:
            if content:
                spoiling.read(files[content[0] % len(files)], content[1:])

        options = [f"-max_total_time={seconds}", "-timeout=20", "-max_len=6000"]
        atheris.Setup([sys.argv[0], str(corpus), *options], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
