"""New rules, requirements, cases and clinics, as text to be added to the rule files.

Text is only ever appended, so that comments and layout stay as somebody wrote them, and only
if the file then holds one item more. What a person must decide is left blank, so that
`quiz check` names it until it is filled in.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from quiz.problems import Place
from quiz.reading.files import read_files
from quiz.reading.hints import did_you_mean, one_of, shown
from quiz.reading.layout import Layout, lay_out
from quiz.reading.names import Names, gather
from quiz.reading.new_clinic import new_clinic
from quiz.reading.nodes import Fields, Items, Node, Scalar, words
from quiz.reading.parsing import parse
from quiz.reading.report import Report
from quiz.reading.syntax import FOR_CLINICIANS, FOR_PATIENTS, WHAT_IT_SHOWS, WHY

_SINGLE = ("requirements", "not_covered")
_REVIEWED = "  reviewed: {by: nobody, on: null}\n"


class RefusedError(Exception):
    """Nothing was written; its text says why."""


@dataclass(frozen=True, slots=True)
class Added:
    """What was added, and where it begins."""

    path: Path
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Guess:
    """The question and option that a new rule is most likely about."""

    question: str
    option: str
    exists: bool  #: whether the question has such an option

    def __str__(self) -> str:
        return f"{{{self.question}: {self.option}}}"


class Folder:
    """A folder of rule files that something is to be added to, broken or not."""

    def __init__(self, folder: Path) -> None:
        self.path = folder
        report = Report()
        self.layout: Layout = lay_out(read_files(folder, report), report)
        self.names: Names = gather(self.layout, report)

    def file(self, name: str, groups: Iterable[str], single: Iterable[str] = ()) -> Path:
        """Find a file by the name that somebody typed. Raises RefusedError."""
        typed = name.removesuffix(".yaml").removeprefix(f"{self.path.name}/")
        known = [one for one in single if (self.path / f"{one}.yaml").is_file()]
        for group in groups:
            known += sorted(f"{group}/{one.stem}" for one in (self.path / group).glob("*.yaml"))
        if typed not in known:
            hint = did_you_mean(typed, known) or one_of(known)
            raise RefusedError(f"there is no file {shown(typed)} to add this to; {hint}")
        return self.path / f"{typed}.yaml"

    def rule(self, file: str, id: str) -> tuple[Added, Guess]:
        """Add a safety rule, a requirement or what is not covered. Raises RefusedError."""
        path = self.file(file, ["safety"], _SINGLE)
        id = _kebab(id)
        self._refuse_taken(id, path)
        guess = self._guess(id, path)
        return append(path, _SKELETONS.get(path.stem, _rule)(id, guess, self.names)), guess

    def case(self, file: str, id: str, text: str = "") -> Added:
        """Add a case, from its text if there is one. Raises RefusedError."""
        path = self.file(file, ["cases"])
        id = _kebab(id)
        self._refuse_taken(id, path)
        return append(path, text or _case(id))

    def clinic(self, id: str) -> Added:
        """Add a clinic, in a file of its own. Raises RefusedError."""
        id = _kebab(id)
        path = self.path / "clinics" / f"{id}.yaml"
        if path.exists():
            raise RefusedError(f"there is a clinic {shown(id)} already: {path}")
        path.parent.mkdir(exist_ok=True)
        text = new_clinic(id, self.names)
        path.write_text(self.schema_line(path) + text, encoding="utf-8")
        return Added(path, 1, text)

    def schema_line(self, path: Path) -> str:
        """Return the first line that tells editors what a new file holds, where they can know."""
        schema = self.path.absolute().parent / "static" / "schemas" / f"{path.parent.name}.json"
        there = Path(os.path.relpath(schema, path.absolute().parent)).as_posix()
        return f"# yaml-language-server: $schema={there}\n" if schema.is_file() else ""

    def start(self, path: Path) -> dict[str, str | list[str]]:
        """Return the answers from which the cases of a file start, every word a text."""
        for file, fields in self.layout.cases:
            start = fields.get("start")
            if file.stem == path.stem and isinstance(start, Fields):
                return dict(_texts(start))
        return {}

    def questions_of(self, question: str) -> Path:
        """Return the file in which a question is asked."""
        for fields in self.layout.questions:
            if fields.word("id") == question:
                return Path(fields.place.file)
        return self.path / "questions"

    def _refuse_taken(self, id: str, path: Path) -> None:
        taken: dict[str, Place] = dict(self.names.reasons.ids) | dict(self.names.facts.ids)
        if path.parent.name == "cases" or path.stem == "requirements":
            items = self.layout.requirements
            if path.parent.name == "cases":
                items = tuple(case for _, file in self.layout.cases for case in _cases(file))
            taken = {word: item.place for item in items if (word := item.word("id"))}
        if id in taken:
            raise RefusedError(f"the id {shown(id)} is already taken at {taken[id]}")

    def _guess(self, id: str, path: Path) -> Guess:
        """Guess from a rule or an option of this name, else from what the file mostly asks."""
        name = id.removeprefix("never-").removeprefix("with-")
        option = name.replace("-", "_")
        owners = [q.id for q in self.names.questions.values() if option in q.options.ids]
        same = [rule.get("when") for rule in self.layout.rules if rule.word("id") == name]
        asked = [key for when in same if isinstance(when, Fields) for key in when.keys]
        asked += owners or self._mostly_asked(path)
        question = next((one for one in asked if one in self.names.questions), "question")
        return Guess(question, option, exists=question in owners)

    def _mostly_asked(self, path: Path) -> list[str]:
        text = path.read_text(encoding="utf-8", errors="replace")
        asked = re.findall(r"^ +(?:when|if): \{(\w+):", text, re.MULTILINE)
        return [*(one for one, _ in Counter(asked).most_common()), *self.names.questions]


def append(path: Path, text: str, items: int = 1) -> Added:
    """Append items to the list at the end of a file. Raises RefusedError."""
    before = path.read_bytes().decode("utf-8-sig", errors="replace")
    newline = "\r\n" if "\r\n" in before else "\n"
    gap = "\n" if before.endswith("\n") or not before else "\n\n"
    added = (gap + text).replace("\n", newline)
    if _length(before + added) != _length(before) + items:
        what = "its list is not at its end, or it does not read; add this by hand"
        raise RefusedError(f"nothing can be added to {path}: {what}:\n{text}")
    with path.open("ab") as file:
        file.write(added.encode())
    return Added(path, (before + added).count("\n") - text.count("\n") + 1, text)


def _length(text: str) -> int:
    """Count the items of a file that is a list, or of the list of cases."""
    report = Report()
    node: Node | None = parse(text, "", report)
    if report.all():
        return -1
    node = node.get("cases") if isinstance(node, Fields) else node
    return len(node.items) if isinstance(node, Items) else 0


def _cases(file: Fields) -> Iterable[Fields]:
    cases = file.get("cases")
    return (
        [one for one in cases.items if isinstance(one, Fields)] if isinstance(cases, Items) else []
    )


def _texts(fields: Fields) -> Iterator[tuple[str, str | list[str]]]:
    for name, node in fields.values.items():
        if isinstance(node, Scalar):
            yield name, node.text
        elif isinstance(node, Items):
            yield name, [one.text for one in words(node)]


def _kebab(typed: str) -> str:
    """Make an id of what somebody typed. Raises RefusedError."""
    id = "-".join(re.findall("[a-z0-9]+", typed.lower()))
    if not id:
        raise RefusedError(f"{shown(typed)} cannot be an id: use small letters, digits, hyphens")
    return id


def _rule(id: str, guess: Guess, names: Names) -> str:
    del names
    return (
        f"- id: {id}\n"
        f"  when: {guess}\n"
        "  effect: out # the careful one to start with; or refer, wait, pref, caution, note\n"
        f"  because: # {FOR_PATIENTS}\n"
        f"  clinician: # {FOR_CLINICIANS}\n"
        "  sources: [] # keys of evidence.yaml; or below them unsourced: and why there is none\n"
        f"{_REVIEWED}"
    )


def _not_covered(id: str, guess: Guess, names: Names) -> str:
    main = names.questions.get(names.main or "")
    concern = guess.option if not main or guess.option in main.options.ids else next(
        iter(main.options.ids), guess.option
    )  # fmt: skip
    return (
        f"- id: {id}\n"
        f"  when: {{concerns: {concern}}}\n"
        f"  because: # {FOR_PATIENTS}\n"
        f"  clinician: # {FOR_CLINICIANS}\n"
        "  sources: [] # keys of evidence.yaml; or below them unsourced: and why there is none\n"
        f"{_REVIEWED}"
    )


def _requirement(id: str, guess: Guess, names: Names) -> str:
    return (
        f"- id: {id}\n"
        f"  if: {guess}\n"
        f"  never: [{', '.join(names.treatments.ids)}]\n"
        f"  because: # {WHY}\n"
        f"{_REVIEWED}"
    )


def _case(id: str) -> str:
    return (
        f"  - id: {id}\n"
        f"    because: # {WHAT_IT_SHOWS}\n"
        "    answers: {} # what differs from the answers under start:\n"
        "    outcome: see_specialist\n"
        "    decided_by: [] # the rule, or rules, that must decide\n"
    )


_SKELETONS = {"requirements": _requirement, "not_covered": _not_covered}
