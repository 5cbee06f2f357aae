"""Whether a file holds what belongs in it."""

from __future__ import annotations

from collections.abc import Mapping
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
NOT_COVERED = Content("something that is not covered", "when", "in not_covered.yaml")
QUESTION = Content("a question", "kind", "in questions/, under `questions`")
CASE = Content("a case", "outcome", "in cases/, under `cases`")
STEP = Content("a step of the quiz", "questions", "in questions/")
TREATMENT = Content("a treatment", "what_it_is", "in treatments/")
CASE_FILE = Content("a file of cases", "cases", "in cases/")
RULEBOOK = Content("the rulebook's own file", "policy", "in rulebook.yaml")
CLINIC = Content("a clinic", "name", "in clinics/")

#: The contents that one field tells from all others.
_TELLING = (RULE, SUIT, SOURCE, REQUIREMENT, QUESTION, CASE, STEP, TREATMENT, CASE_FILE, RULEBOOK)
_BY_TELL: Mapping[str, Content] = {content.tell: content for content in _TELLING}


def placed_items(node: Node | None, content: Content, report: Report) -> tuple[Fields, ...]:
    """Return those items of a list that are what belongs there."""
    if node is None:
        return ()
    if not isinstance(node, Items):
        if not _is_misplaced(node, content, report):
            report.add(Code.BAD_VALUE, node.place, *_no_list(node, content))
        return ()
    return tuple(item for item in node.items if _fits(item, content, report))


def placed(file: RuleFile, content: Content, report: Report) -> Fields | None:
    """Return the one thing that a file holds, if it is what belongs there."""
    match file.node:
        case None:
            return None
        case Items(items=(first, *_)) if _is_misplaced(first, content, report):
            return None
        case node:
            return node if _fits(node, content, report) else None


def _fits(node: Node, content: Content, report: Report) -> bool:
    if _is_misplaced(node, content, report):
        return False
    if not isinstance(node, Fields):
        what, hint = f"{content.name} should stand here", 'write its fields as "name: value"'
        report.add(Code.BAD_VALUE, node.place, what, hint)
    return isinstance(node, Fields)


def _is_misplaced(node: Node, content: Content, report: Report) -> bool:
    """Say whether this is something that belongs elsewhere, and note that."""
    if not isinstance(node, Fields) or content.tell in node.values and content is not NOT_COVERED:
        return False
    other = next((_BY_TELL[name] for name in node.values if name in _BY_TELL), content)
    if other is not content:
        report.add(
            Code.WRONG_PLACE, node.place, f"this looks like {other.name}", f"it belongs {other.belongs}"
        )
    return other is not content


def _no_list(node: Scalar | Fields, content: Content) -> tuple[str, str]:
    if isinstance(node, Scalar) and node.is_null:
        return "there is nothing here", f"write a list, each item {content.name}"
    return "this should be a list", f'start each item, {content.name}, with "- "'


