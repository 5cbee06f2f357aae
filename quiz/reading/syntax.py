"""What the YAML reader complains about, in plain words. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

from ruamel.yaml.error import MarkedYAMLError, StringMark
from ruamel.yaml.events import Event, ScalarEvent

QUOTES = "put the whole text in quotes"
#: What `quiz new` writes behind a field for somebody to fill in: the text may come before it.
FOR_PATIENTS = "one plain sentence that the patient reads"
FOR_CLINICIANS = "the reason in the field's own terms"
WHY = "why, in one plain sentence"
WHAT_IT_SHOWS = "what the case is there to show"
IS_IT_RIGHT = "is this outcome right? then say here what the case shows"
REMARKS = frozenset({FOR_PATIENTS, FOR_CLINICIANS, WHY, WHAT_IT_SHOWS, IS_IT_RIGHT})
#: A "#" behind a text, and what follows it.
_REMARK = re.compile(" +(#)(.*)")
_FIRST_FIELD = re.compile(r"\s*(- +)*[\w-]+\s*")


class Complaint(NamedTuple):
    """What is wrong with the text, and where, both from 0."""

    line: int
    column: int
    what: str
    hint: str


#: By what the YAML reader says: whether to point at where the part began, what to say, a hint.
_SAYINGS: tuple[tuple[str, bool, str, str], ...] = (
    ("could not find expected ':'", True, "a colon and a space are missing on this line",
     'write a field as "name: value", or indent the line like the text it continues'),
    ("found unexpected end of stream", True, "the quote that opens here is never closed",
     "close it where the text ends"),
    ("that cannot start any token", False, "a text cannot start with this character", QUOTES),
    ("sequence entries are not allowed here", False, 'a "-" cannot start a text here',
     f"start the list on a line of its own, or {QUOTES}"),
    ("mapping keys are not allowed here", False, 'a "?" cannot start a text here', QUOTES),
    ("found unknown escape character", False, "a backslash means something between double quotes",
     "write it twice, or use single quotes"),
    ("expected a comment or a line break", False, "the text after > or | starts on the next line",
     f"move it there, or {QUOTES}"),
    ("expected alphabetic or numeric character", True, "a text cannot start with & or *", QUOTES),
    ("expected '<document start>'", False, "this does not go with what stands above it",
     "look at how the lines are indented"),
    ("expected the node content", False, "something is missing before this",
     "look for a comma too many"),
)  # fmt: skip


def explained(error: MarkedYAMLError, lines: list[str], last: Event | None) -> Complaint:
    """Say what is wrong, given the lines of the file and the last thing that was understood."""
    mark, begun = error.problem_mark, error.context_mark or error.problem_mark
    says, context = str(error.problem), str(error.context)
    if open_quote := _late_quote(last, mark):
        return open_quote
    if says.startswith("mapping values are not allowed"):
        return _colon(mark, lines)
    if context.startswith("while parsing a flow") and says.startswith("expected ','"):
        return _bracket(mark, begun)
    if says.startswith("expected <block end>"):
        return _block(mark, says, last)
    for part, at_start, what, hint in _SAYINGS:
        if part in says:
            return _at(begun if at_start else mark, what, hint)
    return _at(mark, says if error.problem else str(error).split("\n", 1)[0], "")


def cut_off(text: str, rest: str) -> int | None:
    """Return where behind a text without quotes a "#" stands that seems to belong to it, from 0.

    Without a blank after the "#" it is always taken for that. With one, a remark behind a single
    word or a whole sentence is usual, and so are those that `quiz new` writes; behind anything
    else it is nearly always the rest of the sentence, which nobody would ever read.
    """
    found = _REMARK.match(rest)
    if not text or not found:
        return None
    usual = " " not in text or text.endswith((".", "!", "?")) or found[2].strip() in REMARKS
    return None if usual and found[2][:1] in ("", " ") else found.start(1)


def _late_quote(last: Event | None, mark: StringMark) -> Complaint | None:
    """Find a quote that was closed only by the next quote, lines below."""
    if not isinstance(last, ScalarEvent) or last.style not in ("'", '"'):
        return None
    if last.start_mark.line == last.end_mark.line or last.end_mark.line != mark.line:
        return None
    what = f"the quote that opens here is closed only on line {mark.line + 1}"
    return _at(last.start_mark, what, "close it where the text ends")


def _colon(mark: StringMark, lines: list[str]) -> Complaint:
    if _FIRST_FIELD.fullmatch(lines[mark.line][: mark.column]):
        return _indent(mark)
    hint = f"{QUOTES}, or a condition in braces: {{question: option}}"
    return _at(mark, 'a ":" followed by a space cannot stand in a text without quotes', hint)


def _bracket(mark: StringMark, begun: StringMark) -> Complaint:
    if mark.line > begun.line:
        return _at(begun, "the bracket that opens here is not closed", "close it on the same line")
    return _at(mark, "a comma or a closing bracket is missing before this", "")


def _block(mark: StringMark, says: str, last: Event | None) -> Complaint:
    if not says.endswith("'<scalar>'"):
        return _indent(mark)
    if isinstance(last, ScalarEvent) and last.style in ("'", '"'):
        hint = f"{QUOTES}: single ones outside and double ones inside, or the other way round"
        return _at(mark, "the text goes on after its closing quote", hint)
    return _at(mark, "the text goes on after a closing bracket", QUOTES)


def _indent(mark: StringMark) -> Complaint:
    hint = "start it in the same column as the other fields of its item"
    return _at(mark, "this line is not indented like its neighbours", hint)


def _at(mark: StringMark, what: str, hint: str) -> Complaint:
    return Complaint(mark.line, mark.column, what, hint)
