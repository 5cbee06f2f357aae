"""The text of one rule file -> nodes, in one pass over its YAML events. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from quiz.problems import Place
from quiz.reading.codes import Code
from quiz.reading.hints import shown
from quiz.reading.nodes import Fields, Items, Node, Scalar
from quiz.reading.report import Report
from quiz.reading.syntax import QUOTES, cut_off, explained

MAX_DEPTH = 20
#: What no rule file holds. U+0085, U+2028 and U+2029 are line breaks to some programs only.
_CONTROL = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_OUTSIDE = (StreamStartEvent, StreamEndEvent, DocumentStartEvent, DocumentEndEvent)


class _RefusedError(Exception):
    """Something because of which the rest of the file is not read."""

    def __init__(self, code: Code, place: Place, what: str, hint: str = "") -> None:
        super().__init__(what)
        self.problem = (code, place, what, hint)


def parse(text: str, file: str, report: Report) -> Node | None:
    """Read the nodes of a file; None, and a problem, if that cannot be done."""
    try:
        _refuse_characters(text, file)
        return _Parser(text, file, report).document()
    except _RefusedError as refused:
        report.add(*refused.problem)
    return None


def _refuse_characters(text: str, file: str) -> None:
    if found := _CONTROL.search(text):
        what = f"a control character stands here (U+{ord(found[0]):04X})"
        raise _RefusedError(Code.UNREADABLE, _place(text, file, found.start()), what, "delete it")
    if "\t" in text:
        rest = sum("\t" in line for line in text.splitlines()) - 1
        more = f", and in {rest} more lines" if rest else ""
        what = f"a tab stands here{more}"
        raise _RefusedError(Code.TAB, _place(text, file, text.index("\t")), what, "use spaces")
    if found := re.search("^%", text, re.MULTILINE):
        what = "a line cannot start with %"
        raise _RefusedError(Code.SYNTAX, _place(text, file, found.start()), what, QUOTES)


def _place(text: str, file: str, index: int) -> Place:
    before = text[:index].replace("\r\n", "\n").replace("\r", "\n")
    return Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))


class _Parser:
    def __init__(self, text: str, file: str, report: Report) -> None:
        self._text = text
        self._lines = text.splitlines()
        self._file = file
        self._report = report
        self._last: Event | None = None
        self._events: Iterator[Event] = iter(YAML(typ="safe", pure=True).parse(text))

    def document(self) -> Node:
        try:
            nodes = list(self._documents())
        except MarkedYAMLError as error:
            complaint = explained(error, self._lines, self._last)
            place = Place(self._file, complaint.line + 1, complaint.column + 1)
            raise _RefusedError(Code.SYNTAX, place, complaint.what, complaint.hint) from error
        except YAMLError as error:
            raise _RefusedError(Code.SYNTAX, Place(self._file), str(error)) from error
        return nodes[0] if nodes else Scalar(Place(self._file), "", bare=True)

    def _documents(self) -> Iterator[Node]:
        starts = 0
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                starts += 1
                if starts > 1:
                    what = "a second document starts here"
                    raise _RefusedError(Code.SYNTAX, self._at(event), what, "remove the ---")
            elif not isinstance(event, _OUTSIDE):
                yield self._node(event, depth=1)

    def _node(self, event: Event, depth: int) -> Node:
        self._refuse(event, depth)
        self._last = event
        match event:
            case ScalarEvent():
                return self._scalar(event)
            case SequenceStartEvent():
                place = self._at(event)
                return Items(place, tuple(self._items(depth + 1)))
            case MappingStartEvent():
                return self._fields(event, depth + 1)
            case _:
                raise TypeError(event)

    def _refuse(self, event: Event, depth: int) -> None:
        if isinstance(event, AliasEvent) or (
            isinstance(event, NodeEvent) and (event.anchor or getattr(event, "tag", None))
        ):
            what = "anchors (&), aliases (*) and tags (!) are not used here"
            raise _RefusedError(Code.ANCHOR, self._at(event), what, f"if it is a text, {QUOTES}")
        if depth > MAX_DEPTH:
            what = f"this is nested more than {MAX_DEPTH} levels deep"
            raise _RefusedError(Code.UNREADABLE, self._at(event), what)

    def _scalar(self, event: ScalarEvent) -> Scalar:
        if event.style == '"' and (found := _CONTROL.search(event.value)):
            what = f"the text holds a control character (U+{ord(found[0]):04X})"
            raise _RefusedError(Code.UNREADABLE, self._at(event), what, "leave it out")
        if not event.style:
            self._look_behind(event)
        return Scalar(self._at(event), event.value, bare=not event.style)

    def _look_behind(self, event: ScalarEvent) -> None:
        """Note a "#" that cuts the rest of a text off."""
        end = event.end_mark
        rest = self._lines[end.line][end.column :] if end.line < len(self._lines) else ""
        if (column := cut_off(event.value, rest)) is not None:
            place = Place(self._file, end.line + 1, end.column + column + 1)
            what = f"the # makes a remark of the rest of this line: {shown(rest.strip())}"
            hint = f"if it belongs to the text, {QUOTES}; a remark stands on a line of its own"
            self._report.add(Code.CUT_TEXT, place, what, hint)

    def _items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self._events), SequenceEndEvent):
            yield self._node(event, depth)
        self._last = event

    def _fields(self, start: Event, depth: int) -> Fields:
        values: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            key = self._node(event, depth)
            value = _placed(self._node(next(self._events), depth), event)
            if not isinstance(key, Scalar):
                what = "the name of a field must be a word"
                raise _RefusedError(Code.SYNTAX, key.place, what, QUOTES)
            if key.text in keys:
                first = keys[key.text].line
                what = f"the field {shown(key.text)} already stands on line {first}"
                self._report.add(Code.DUPLICATE_FIELD, key.place, what, "keep one of them")
                continue
            keys[key.text], values[key.text] = key.place, value
        self._last = event
        return Fields(self._at(start), values, keys)

    def _at(self, event: Event) -> Place:
        return Place(self._file, event.start_mark.line + 1, event.start_mark.column + 1)


def _placed(value: Node, key: Event) -> Node:
    """Put a value of which nothing is written just behind its key.

    YAML marks it at whatever comes next, which is another field.
    """
    if not isinstance(value, Scalar) or value.text or not value.bare:
        return value
    end = key.end_mark
    return replace(value, place=Place(value.place.file, end.line + 1, end.column + 1))
