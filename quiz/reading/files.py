"""The folder of rule files: what belongs where, and each file read once."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from quiz.clinic import Clinic
from quiz.problems import Part, Place
from quiz.reading.codes import Code
from quiz.reading.contents import reason, text_of
from quiz.reading.hints import did_you_mean
from quiz.reading.nodes import Node
from quiz.reading.parsing import parse
from quiz.reading.report import Report

if TYPE_CHECKING:
    from hashlib import _Hash

_SINGLE = ("rulebook", "evidence", "requirements", "not_covered")
_NEEDED = ("questions", "treatments", "safety")
_FOLDERS = (*_NEEDED, "cases", "clinics")
_POPULATION = "population.yaml"
_PLAIN_WORDS = "plain_words.yaml"
_OPTIONAL = (_POPULATION, _PLAIN_WORDS)
#: What is not of the rules proper, by its name in the folder.
_PARTS = {
    "questions": Part.QUESTIONS,
    "cases": Part.BESIDE,
    "clinics": Part.BESIDE,
    _POPULATION: Part.BESIDE,
    _PLAIN_WORDS: Part.BESIDE,
}
#: Folders in one of the folders: what stands there is read when a file names it.
_WITHIN = {"clinics": "logos"}
#: Read by other parts of the project.
_ELSEWHERE = ("translations",)


@dataclass(frozen=True, slots=True)
class RuleFile:
    """One file: its first place, its name without the ending, and what it holds.

    The node is None if the file could not be read, which is a problem by then, and if what it
    makes is known.
    """

    place: Place
    stem: str
    node: Node | None
    made_from: str = ""  #: of a clinic: a digest of this file and of all rules
    known: Clinic | None = None  #: what was made from the same before


@dataclass(frozen=True, slots=True)
class RuleFiles:
    """All files, those of a folder in the order of their names."""

    folder: Path
    rulebook: RuleFile
    evidence: RuleFile
    requirements: RuleFile
    not_covered: RuleFile
    questions: tuple[RuleFile, ...]
    treatments: tuple[RuleFile, ...]
    safety: tuple[RuleFile, ...]
    cases: tuple[RuleFile, ...]
    clinics: tuple[RuleFile, ...]
    population: RuleFile | None  #: None if there is none
    plain_words: RuleFile | None  #: the same


#: Finds what was made before, by the digest of what it was made from.
Find: TypeAlias = Callable[[str], Clinic | None]


def read_files(
    folder: Path, report: Report, *, cases: bool = True, known: Find = lambda _: None
) -> RuleFiles:
    """Read every file of a rules folder, or all but the cases; the clinics last.

    Where the folder itself cannot be read, no file is.
    """
    reader = Folder.at(folder, report)
    folders = [name for name in _FOLDERS if cases or name != "cases"]
    if reader.refuse_strangers():
        single = {name: reader.file(f"{name}.yaml") for name in _SINGLE}
        groups = {name: reader.group(name, known) for name in folders}
    else:
        single = {name: RuleFile(reader.place(f"{name}.yaml"), name, None) for name in _SINGLE}
        groups = dict.fromkeys(folders, ())
    return RuleFiles(
        folder=folder,
        rulebook=single["rulebook"],
        evidence=single["evidence"],
        requirements=single["requirements"],
        not_covered=single["not_covered"],
        questions=groups["questions"],
        treatments=groups["treatments"],
        safety=groups["safety"],
        cases=groups.get("cases", ()),
        clinics=groups["clinics"],
        population=reader.maybe(_POPULATION),
        plain_words=reader.maybe(_PLAIN_WORDS),
    )


def _shown(folder: Path) -> Path:
    """Return how a folder is called from here: so that what is shown can be opened."""
    here, absolute = Path.cwd(), folder.absolute()
    below = here.name and absolute.is_relative_to(here) and ".." not in absolute.parts
    return absolute.relative_to(here) if below else absolute


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of rules that is being read, and what it is called from here."""

    folder: Path
    shown: Path
    report: Report
    _read: _Hash = field(default_factory=sha256)  #: of all that was read so far

    @classmethod
    def at(cls, folder: Path, report: Report) -> Folder:
        """Take up a folder; its problems go to the report."""
        return cls(folder, _shown(folder), report)

    def place(self, name: str) -> Place:
        """Return where a file is, or what should be one."""
        file = (self.shown / name).as_posix()
        self.report.belongs(file, _PARTS.get(name.split("/", 1)[0], Part.RULES))
        return Place(file)

    def refuse_strangers(self) -> bool:
        """Name all that does not belong here; say whether the folder can be read at all."""
        known = (*(f"{name}.yaml" for name in _SINGLE), *_FOLDERS, *_OPTIONAL, *_ELSEWHERE)
        paths = self.listed(".")
        for path in paths or ():
            if path.name not in known:
                what = "nothing of this name belongs here"
                hint = did_you_mean(path.name, known)
                self.report.add(Code.WRONG_PLACE, self.place(path.name), what, hint)
        return paths is not None

    def group(self, name: str, known: Find) -> tuple[RuleFile, ...]:
        """Read all files of a folder in this folder; of clinics those that are not known."""
        if name not in _NEEDED and not self.has(name):
            return ()
        paths = self.listed(name)
        if paths == [] and name in _NEEDED:
            what = "there is no file in this folder"
            self.report.add(Code.UNREADABLE, self.place(name), what)
        names = [path.name for path in paths or () if path.name != _WITHIN.get(name)]
        find = known if name == "clinics" else None
        return tuple(self._member(f"{name}/{file}", find) for file in names)

    def file(self, name: str) -> RuleFile:
        """Read one file."""
        place, text = self.place(name), self.text(name)
        _note(self._read, place, text)
        return self._parsed(place, Path(name).stem, text)

    def text(self, name: str) -> str | None:
        """Return what stands in a file, or None if it cannot be read."""
        return text_of(self.folder / name, self.place(name), self.report)

    def maybe(self, name: str) -> RuleFile | None:
        """Read one file that need not be there."""
        return self.file(name) if self.has(name) else None

    def _clinic(self, name: str, known: Find) -> RuleFile:
        place, text = self.place(name), self.text(name)
        made_from = self._read.copy()
        _note(made_from, place, text)
        digest = made_from.hexdigest()
        if clinic := known(digest):
            return RuleFile(place, Path(name).stem, None, digest, clinic)
        return replace(self._parsed(place, Path(name).stem, text), made_from=digest)

    def _parsed(self, place: Place, stem: str, text: str | None) -> RuleFile:
        node = None if text is None else parse(text, place.file, self.report)
        return RuleFile(place, stem, node)

    def _member(self, name: str, known: Find | None) -> RuleFile:
        if name.endswith(".yaml"):
            return self._clinic(name, known) if known else self.file(name)
        place = self.place(name)
        what = "only files whose names end in .yaml belong here"
        self.report.add(Code.WRONG_PLACE, place, what, "rename it, or move it out of the rules")
        return RuleFile(place, Path(name).stem, None)

    def has(self, name: str) -> bool:
        """Say whether a name is in this folder; none is if it cannot be entered."""
        return os.path.exists(self.folder / name)  # noqa: PTH110 - `Path.exists` fails there

    def listed(self, name: str) -> list[Path] | None:
        """Return what is in a folder in this folder, or None if it cannot be read."""
        try:
            paths = (self.folder / name).iterdir()
            return sorted(path for path in paths if not path.name.startswith("."))
        except OSError as error:
            what = f"this folder cannot be read: {reason(error)}"
            self.report.add(Code.UNREADABLE, self.place(name), what)
            return None


def _note(read: _Hash, place: Place, text: str | None) -> None:
    read.update(repr((place.file, text)).encode())
