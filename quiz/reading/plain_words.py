"""What patients read, text by text with its place, and the list of jargon."""

from __future__ import annotations

from collections.abc import Iterator

from quiz.plain_words import Jargon, Passage, PatientText, PlainWords
from quiz.reading.layout import Layout
from quiz.reading.nodes import Fields, Items, Node, Scalar, mappings, word, words
from quiz.reading.report import Report
from quiz.reading.shape_problems import shaped
from quiz.reading.shapes import JargonShape

#: What stands for the questions that ask for concerns, in a condition and in rulebook.yaml.
_CONCERNS = "concerns"
_Seen = dict[tuple[str, str], tuple[str, ...]]


def read_plain_words(layout: Layout, report: Report) -> PlainWords:
    """Read the list of jargon, and gather what patients read from all files."""
    shapes = (shaped(JargonShape, node, report) for node in layout.jargon)
    jargon = tuple(
        Jargon(one.word, one.say, tuple(one.explained_by)) for one in shapes if one is not None
    )
    passages = (_passage(texts, before) for texts, before in _all(layout))
    return PlainWords(tuple(one for one in passages if one.texts), jargon)


def _passage(nodes: list[Node | None], before: tuple[str, ...]) -> Passage:
    found = (text for node in nodes for text in _texts(node))
    return Passage(tuple(PatientText(one.place, one.text) for one in found), before)


def _texts(node: Node | None) -> Iterator[Scalar]:
    """Yield a text, or those of a list, or those that differ by treatment."""
    match node:
        case Scalar() if not node.is_null:
            yield node
        case Items():
            yield from words(node)
        case Fields():
            yield from (one for one in node.values.values() if isinstance(one, Scalar))


def _all(layout: Layout) -> Iterator[tuple[list[Node | None], tuple[str, ...]]]:
    """Yield the texts that are read in one go, each time with what was read just before."""
    for step in layout.steps:
        yield [step.get("title")], ()
    for question in layout.questions:
        yield from _question(question)
    seen = _seen(layout)
    for item in (*layout.rules, *layout.suits, *layout.not_covered):
        before = tuple(dict.fromkeys(_named(item.get("when"), seen)))
        yield [item.get(name) for name in ("because", "advice", "studies")], before
        yield [item.get("until")], before
        yield [item.get("unsourced")], before
    for fact in layout.facts:
        yield [fact.get("text")], ()
    for _, treatment in layout.treatments:
        yield [treatment.get("name")], ()
        yield [treatment.get("summary")], ()
        for section in treatment.values.values():
            if isinstance(section, Fields):
                yield [section.get("text"), section.get("points")], ()
                yield [section.get("unsourced")], ()


def _question(question: Fields) -> Iterator[tuple[list[Node | None], tuple[str, ...]]]:
    asked = tuple(text for name in ("text", "hint") if (text := question.word(name)))
    yield [question.get("text"), question.get("hint")], ()
    yield [question.get("name")], asked
    yield [question.get("error")], asked
    for option in mappings(question.get("options")):
        yield [option.get("label"), option.get("hint")], ()


def _seen(layout: Layout) -> _Seen:
    """Return what somebody has read who chose an option, by question and option."""
    concerns = layout.rulebook.get(_CONCERNS, "main") if layout.rulebook else None
    seen: _Seen = {}
    for question in layout.questions:
        id = question.word("id") or ""
        for option in mappings(question.get("options")):
            read = tuple(text for name in ("label", "hint") if (text := option.word(name)))
            seen[id, option.word("id") or ""] = read
            if id == word(concerns):
                seen[_CONCERNS, option.word("id") or ""] = read
    return seen


def _named(when: Node | None, seen: _Seen) -> Iterator[str]:
    """Yield what was read of the options that a condition names, however deep."""
    for inner in mappings(when):
        yield from _named(inner, seen)
    if isinstance(when, Fields):
        for question, value in when.values.items():
            chosen = (value,) if isinstance(value, Scalar) else words(value)
            for option in chosen:
                yield from seen.get((question, option.text), ())
            yield from _named(value, seen)
