"""The folder of rule files: what belongs where, and each file read once.

Everything that the file system can refuse becomes a problem with the file's name.
"""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path

from quiz.problems import Place
from quiz.reading.codes import Code
from quiz.reading.hints import did_you_mean
from quiz.reading.nodes import Node
from quiz.reading.parsing import parse
from quiz.reading.report import Report

MAX_BYTES = 1_000_000
_SINGLE = ("rulebook", "evidence", "requirements", "not_covered")
_NEEDED = ("questions", "treatments", "safety")
_FOLDERS = (*_NEEDED, "cases", "clinics")
_POPULATION = "population.yaml"
#: Read by other parts of the project.
_ELSEWHERE = ("translations",)


@dataclass(frozen=True, slots=True)
class RuleFile:
    """One file: its first place, its name without the ending, and what it holds.

    The node is None if the file could not be read, which is a problem by then.
    """

    place: Place
    stem: str
    node: Node | None


@dataclass(frozen=True, slots=True)
class RuleFiles:
    """All files, those of a folder in the order of their names."""

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


def read_files(folder: Path, report: Report, *, alone: bool = False) -> RuleFiles:
    """Read every file of a rules folder, or all but the cases and clinics."""
    _refuse_strangers(folder, report)
    single = {name: _read(folder, f"{name}.yaml", report) for name in _SINGLE}
    groups = {
        name: _read_group(folder, name, report) if name in _NEEDED or not alone else ()
        for name in _FOLDERS
    }
    return RuleFiles(
        rulebook=single["rulebook"],
        evidence=single["evidence"],
        requirements=single["requirements"],
        not_covered=single["not_covered"],
        questions=groups["questions"],
        treatments=groups["treatments"],
        safety=groups["safety"],
        cases=groups["cases"],
        clinics=groups["clinics"],
        population=_read(folder, _POPULATION, report) if (folder / _POPULATION).exists() else None,
    )


def _refuse_strangers(folder: Path, report: Report) -> None:
    known = (*(f"{name}.yaml" for name in _SINGLE), *_FOLDERS, _POPULATION, *_ELSEWHERE)
    for path in _listed(folder, folder.absolute().name, report):
        if path.name not in known:
            place = Place(f"{folder.absolute().name}/{path.name}")
            what = "nothing of this name belongs here"
            report.add(Code.WRONG_PLACE, place, what, did_you_mean(path.name, known))


def _read_group(folder: Path, name: str, report: Report) -> tuple[RuleFile, ...]:
    place = Place(f"{folder.absolute().name}/{name}")
    if name not in _NEEDED and not (folder / name).is_dir():
        return ()
    paths = _listed(folder / name, place.file, report)
    if name in _NEEDED and not paths and (folder / name).is_dir():
        report.add(Code.UNREADABLE, place, "there is no file in this folder")
    return tuple(_read_member(folder, f"{name}/{path.name}", report) for path in paths)


def _read_member(folder: Path, name: str, report: Report) -> RuleFile:
    if name.endswith(".yaml"):
        return _read(folder, name, report)
    place = Place(f"{folder.absolute().name}/{name}")
    what = "only files whose names end in .yaml belong here"
    report.add(Code.WRONG_PLACE, place, what, "rename it, or move it out of the rules")
    return RuleFile(place, Path(name).stem, None)


def _listed(folder: Path, shown: str, report: Report) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        report.add(Code.UNREADABLE, Place(shown), f"this folder cannot be read: {_reason(error)}")
        return []


def _read(folder: Path, name: str, report: Report) -> RuleFile:
    place = Place(f"{folder.absolute().name}/{name}")
    text = _text(folder / name, place, report)
    node = None if text is None else parse(text, place.file, report)
    return RuleFile(place, Path(name).stem, node)


def _text(path: Path, place: Place, report: Report) -> str | None:
    try:
        content = _content(path)
    except OSError as error:
        what = f"this file cannot be read: {_reason(error)}"
        report.add(Code.UNREADABLE, place, what)
        return None
    if len(content) > MAX_BYTES:
        report.add(Code.UNREADABLE, place, f"this file is larger than {MAX_BYTES:,} bytes")
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        what, hint = "this is not UTF-8", "save the file as UTF-8 in your editor"
        report.add(Code.UNREADABLE, Place(place.file, line), what, hint)
        return None


def _content(path: Path) -> bytes:
    # Only a regular file is opened: opening a pipe would wait for ever.
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise OSError(0, "it is a folder")
    if not stat.S_ISREG(mode):
        raise OSError(0, "it is not a regular file")
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "it is not there"
    return (error.strerror or type(error).__name__).lower()
