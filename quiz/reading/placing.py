"""Whether a file holds what belongs in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from quiz.reading.codes import Code
from quiz.reading.files import RuleFile
from quiz.reading.nodes import Fields, Items, Node, Scalar
from quiz.reading.report import Report


class Content(NamedTuple):
    """Something that a rule file holds, the field that tells it, and where it belongs."""

    name: str
    tell: str
    belongs: str


RULE = Content("a safety rule", "effect", "in safety/")
SUIT = Content("something that a treatment suits", "strength", "in treatments/, under `suits`")
SOURCE = Content("a source", "citation", "in evidence.yaml")
REQUIREMENT = Content("a safety requirement", "never", "in requirements.yaml")
NOT_COVERED = Content("something that is not covered", "", "in not_covered.yaml")
QUESTION = Content("a question", "kind", "in questions/, under `questions`")
CASE = Content("a case", "outcome", "in cases/, under `cases`")
STEP = Content("a step of the quiz", "questions", "in questions/")
TREATMENT = Content("a treatment", "what_it_is", "in treatments/")
CASE_FILE = Content("a file of cases", "cases", "in cases/")
RULEBOOK = Content("the rulebook's own file", "policy", "in rulebook.yaml")
CLINIC = Content("a clinic", "", "in clinics/")
JARGON = Content("a word to avoid", "say", "in plain_words.yaml")
POPULATION = Content("the assumed population", "shares", "in population.yaml")

_TELLING = (
    *(RULE, SUIT, SOURCE, REQUIREMENT, QUESTION, CASE),
    *(STEP, TREATMENT, CASE_FILE, RULEBOOK, POPULATION, JARGON),
)
#: The contents that have a field which tells them from all others, by that field.
_BY_TELL: Mapping[str, Content] = {content.tell: content for content in _TELLING}


@dataclass(slots=True)
class Placing:
    """Takes from files what belongs there, and remembers what else there may be."""

    report: Report
    incomplete: set[Content] = field(default_factory=set)

    def files(self, files: tuple[RuleFile, ...], content: Content) -> tuple[RuleFile, ...]:
        """Return the files of a folder; if there are none, nothing of it is known."""
        if not files:
            self.incomplete.add(content)
        return files

    def items(self, file: RuleFile, content: Content) -> tuple[Fields, ...]:
        """Return those items of a file's list that belong there."""
        if isinstance(file.node, Items):
            return self.fitting(file.node, content)
        self.incomplete.add(content)
        if file.node is not None and not self._is_misplaced(file.node, content):
            self.report.add(Code.BAD_VALUE, file.node.place, *_no_list(file.node, content))
        return ()

    def one(self, file: RuleFile, content: Content) -> Fields | None:
        """Return the one thing that a file holds, if it belongs there."""
        node = file.node
        if isinstance(node, Items) and node.items and self._is_misplaced(node.items[0], content):
            node = None
        fields = node if node is not None and self._fits(node, content) else None
        if not isinstance(fields, Fields):
            self.incomplete.add(content)
            return None
        return fields

    def fitting(self, node: Node | None, content: Content) -> tuple[Fields, ...]:
        """Return those items of a list that belong there; nothing of what is no list."""
        if not isinstance(node, Items):
            self.incomplete.add(content)
            return ()
        fitting = (item for item in node.items if self._fits(item, content))
        return tuple(item for item in fitting if isinstance(item, Fields))

    def _fits(self, node: Node, content: Content) -> bool:
        if self._is_misplaced(node, content):
            return False
        if not isinstance(node, Fields):
            self.incomplete.add(content)
            what, hint = f"{content.name} should stand here", 'write its fields as "name: value"'
            self.report.add(Code.BAD_VALUE, node.place, what, hint)
            self.report.give_up(node.place)
        return isinstance(node, Fields)

    def _is_misplaced(self, node: Node, content: Content) -> bool:
        """Say whether this belongs elsewhere, and note that."""
        if not isinstance(node, Fields) or content.tell in node.values:
            return False
        other = next((_BY_TELL[name] for name in node.values if name in _BY_TELL), None)
        if other is None:
            return False
        self.incomplete.add(other)
        what, hint = f"this looks like {other.name}", f"it belongs {other.belongs}"
        self.report.add(Code.WRONG_PLACE, node.place, what, hint)
        self.report.give_up(node.place)
        return True


def _no_list(node: Scalar | Fields, content: Content) -> tuple[str, str]:
    if isinstance(node, Scalar) and node.is_null:
        return "there is nothing here", f"write a list, each item {content.name}"
    return "this should be a list", f'start each item, {content.name}, with "- "'
