"""Rules of which one file was spoiled: what the reader makes of them, however it was."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from quiz.model import Rulebook
from quiz.reading import read

#: What changes the meaning of YAML most.
_SIGNS = (
    b"- ",
    b"#",
    b": ",
    b"\n",
    b"  ",
    b"\t",
    b"&a ",
    b"*a",
    b"!!x ",
    b"---\n",
    b"\0",
    b"\xff",
)
_PIECES = (
    *_SIGNS,
    b"[",
    b"}",
    b'"',
    b"|",
    b"null",
    b"<<: ",
    b"99999999999",
    b"\xe2\x80\xae",
    b"\xef\xbb\xbf",
)


class LostError(Exception):
    """A rule that stands in the files is not in the rulebook, and nobody was told."""


@dataclass(frozen=True)
class Spoiling:
    """A folder of rules, to be spoiled and mended again and again."""

    folder: Path

    def files(self) -> list[Path]:
        """Return the files, in an order that does not change."""
        return sorted(one for one in self.folder.rglob("*") if one.is_file())

    def read(self, file: Path, content: bytes) -> bool:
        """Read the folder with other bytes in one file; return whether it makes a rulebook.

        Raises LostError, and whatever the reader raises, which it never should.
        """
        before = file.read_bytes()
        file.write_bytes(content)
        try:
            reading = read(self.folder)
            if reading.rulebook is None and not reading.problems:
                raise LostError("no rulebook and no problem")
            if reading.rulebook is not None:
                self._compare(reading.rulebook)
        finally:
            file.write_bytes(before)
        return reading.rulebook is not None

    def _compare(self, rulebook: Rulebook) -> None:
        """Compare with what a plain reader of YAML finds."""
        written: list[str] = []
        for file in sorted((self.folder / "safety").glob("*.yaml")):
            try:
                found = YAML(typ="safe", pure=True).load(file.read_bytes())
            except (YAMLError, ValueError) as error:
                raise LostError(f"{file.name} is no YAML, and was read") from error
            written += [str(one["id"]) for one in found or []]
        if sorted(written) != sorted(rule.id for rule in rulebook.rules):
            raise LostError(f"{set(written) ^ {rule.id for rule in rulebook.rules}}")


def spoiled(content: bytes, random: Random) -> bytes:
    """Change some bytes: put in, take out, repeat, move."""
    for _ in range(random.randint(1, 3)):
        begin, end = sorted(random.choices(range(len(content) + 1), k=2))
        end = min(end, begin + random.choice((1, 4, 40, 400)))
        piece = random.choice((b"", random.choice(_PIECES), content[begin:end] * 2))
        content = content[:begin] + piece + content[end:]
    return content
