"""What all files hold, item by item, where each stands where it belongs."""

from __future__ import annotations

from dataclasses import dataclass

from quiz.reading import placing
from quiz.reading.codes import Code
from quiz.reading.files import RuleFile, RuleFiles
from quiz.reading.nodes import Fields, mappings
from quiz.reading.placing import Content, placed, placed_items
from quiz.reading.report import Report


@dataclass(frozen=True, slots=True)
class Layout:
    """The contents of all files, in the order of the files.

    `whole` is false if some file could not be read or holds what belongs elsewhere: then
    there may be more names than are known.
    """

    files: RuleFiles
    whole: bool
    rulebook: Fields | None
    steps: tuple[Fields, ...]
    questions: tuple[Fields, ...]
    treatments: tuple[tuple[RuleFile, Fields], ...]
    rules: tuple[Fields, ...]
    not_covered: tuple[Fields, ...]
    sources: tuple[Fields, ...]
    requirements: tuple[Fields, ...]

    @property
    def suits(self) -> tuple[Fields, ...]:
        """What all treatments suit."""
        return tuple(suit for _, page in self.treatments for suit in mappings(page.get("suits")))

    @property
    def facts(self) -> tuple[Fields, ...]:
        """The facts of the rulebook."""
        return tuple(mappings(self.rulebook.get("facts"))) if self.rulebook else ()


def lay_out(files: RuleFiles, report: Report) -> Layout:
    """Sort out what the files hold; what is in the wrong place is a problem and left out."""
    steps = _one_each(files.questions, placing.STEP, report)
    treatments = _one_each(files.treatments, placing.TREATMENT, report)
    rules = [placed_items(file.node, placing.RULE, report) for file in files.safety]
    not_covered = placed_items(files.not_covered.node, placing.NOT_COVERED, report)
    sources = placed_items(files.evidence.node, placing.SOURCE, report)
    requirements = placed_items(files.requirements.node, placing.REQUIREMENT, report)
    rulebook = placed(files.rulebook, placing.RULEBOOK, report)
    return Layout(
        files=files,
        whole=not any(map(report.has, (Code.WRONG_PLACE, *_UNREAD))),
        rulebook=rulebook,
        steps=tuple(step for _, step in steps),
        questions=tuple(q for _, step in steps for q in mappings(step.get("questions"))),
        treatments=treatments,
        rules=tuple(rule for group in rules for rule in group),
        not_covered=not_covered,
        sources=sources,
        requirements=requirements,
    )


_UNREAD = (Code.SYNTAX, Code.TAB, Code.ANCHOR, Code.UNREADABLE)


def _one_each(
    files: tuple[RuleFile, ...], content: Content, report: Report
) -> tuple[tuple[RuleFile, Fields], ...]:
    found = ((file, placed(file, content, report)) for file in files)
    return tuple((file, fields) for file, fields in found if fields is not None)
