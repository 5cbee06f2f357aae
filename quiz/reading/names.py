"""The ids that other places may name, gathered before anything is checked.

They are gathered from whatever can be read, so that one mistake is one problem. What a
broken place may have defined is never reported as unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quiz.problems import Place
from quiz.questions import Kind
from quiz.reading.codes import Code
from quiz.reading.hints import did_you_mean, shown
from quiz.reading.layout import Layout
from quiz.reading.nodes import Fields, Node, Scalar, items, mappings, word
from quiz.reading.placing import (
    NOT_COVERED,
    QUESTION,
    RULE,
    RULEBOOK,
    SOURCE,
    STEP,
    SUIT,
    TREATMENT,
)
from quiz.reading.report import Report
from quiz.reading.shapes.base import is_whole

_REASONS = (RULE, TREATMENT, SUIT, NOT_COVERED)


@dataclass(frozen=True, slots=True)
class Known:
    """Ids, and whether these are all there are."""

    ids: Mapping[str, Place]
    complete: bool

    def lacks(self, id: str) -> bool:
        """Say whether an id is certainly not one of these."""
        return self.complete and id not in self.ids


@dataclass(frozen=True, slots=True)
class Asked:
    """What conditions and cases must know of a question."""

    id: str
    kind: Kind | None  #: None if it is not a word for a kind
    options: Known
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Names:
    """Everything that can be named."""

    questions: Mapping[str, Asked]
    all_questions: bool  #: whether these are all there are
    treatments: Known
    sources: Known
    project_texts: frozenset[str]
    machine_written: frozenset[str]
    reasons: Known  #: rules, suits and what is not covered
    facts: Known
    main: str | None  #: the question of the main concern, if it can be known
    others: str | None
    age: str | None  #: the question of the age

    def option_hint(self, id: str, asked: Asked) -> str:
        """Say what an unknown option could mean: another one, or one of another question."""
        if close := did_you_mean(id, asked.options.ids):
            return close
        owners = [q.id for q in self.questions.values() if id in q.options.ids]
        return f"that is an option of {', '.join(owners)}" if owners else ""


def gather(layout: Layout, report: Report) -> Names:
    """Gather all names; an id that is defined twice is a problem."""
    taken: dict[str, Place] = {}
    reasons = (*layout.rules, *layout.suits, *layout.not_covered)
    known_facts = _known(layout.facts, "id", report, taken)
    known_reasons = _known(reasons, "id", report, taken)
    questions = _known(layout.questions, "id", report)
    sources = _known(layout.sources, "id", report)
    _known(layout.requirements, "id", report)
    _known(layout.steps, "step", report)
    treatments = {file.stem: file.place for file in layout.files.treatments}
    return Names(
        questions=_questions(layout.questions, report),
        all_questions=questions.complete and layout.complete(STEP, QUESTION),
        treatments=Known(treatments, complete=bool(treatments)),
        sources=Known(sources.ids, sources.complete and layout.complete(SOURCE)),
        project_texts=_flagged(layout.sources, sources, "project_text"),
        machine_written=_flagged(layout.sources, sources, "machine_written"),
        reasons=Known(known_reasons.ids, known_reasons.complete and layout.complete(*_REASONS)),
        facts=Known(known_facts.ids, known_facts.complete and layout.complete(RULEBOOK)),
        main=word(layout.rulebook.get("concerns", "main")) if layout.rulebook else None,
        others=word(layout.rulebook.get("concerns", "others")) if layout.rulebook else None,
        age=layout.rulebook.word("age") if layout.rulebook else None,
    )


def _known(
    things: Iterable[Fields], name: str, report: Report, taken: dict[str, Place] | None = None
) -> Known:
    """Gather ids, complete if everything has one; `taken` holds those of others as well."""
    taken = {} if taken is None else taken
    ids: dict[str, Place] = {}
    complete = True
    for thing in things:
        id = thing.values.get(name)
        if not isinstance(id, Scalar) or id.is_null:
            complete = False
        elif id.text in taken:
            _report_reused(id, taken[id.text], report)
        else:
            taken[id.text] = ids[id.text] = id.place
    return Known(ids, complete)


def _report_reused(id: Scalar, first: Place, report: Report) -> None:
    where = f"on line {first.line}" if first.file == id.place.file else f"at {first}"
    report.add(Code.REUSED_ID, id.place, f"the id {shown(id.text)} is already taken {where}")


def _flagged(sources: Iterable[Fields], known: Known, flag: str) -> frozenset[str]:
    flagged = (source.get("id") for source in sources if source.word(flag) == "true")
    ids = (id for id in flagged if isinstance(id, Scalar))
    return frozenset(id.text for id in ids if known.ids.get(id.text) == id.place)


def _questions(questions: Iterable[Fields], report: Report) -> dict[str, Asked]:
    by_id: dict[str, Fields] = {}
    for question in questions:
        by_id.setdefault(question.word("id") or "", question)
    return {id: _asked(id, question, by_id, report) for id, question in by_id.items() if id}


def _asked(id: str, question: Fields, by_id: Mapping[str, Fields], report: Report) -> Asked:
    kind = question.word("kind")
    low, high = _number(question.get("from")), _number(question.get("to"))
    if low is not None and high is not None and low > high:
        low = high = None
    return Asked(
        id=id,
        kind=Kind(kind) if kind in list(Kind) else None,
        options=_options(by_id.get(question.word("options_of") or "", question), report),
        low=low,
        high=high,
    )


def _options(question: Fields, report: Report) -> Known:
    node = question.get("options")
    given = list(mappings(node))
    known = _known(given, "id", report)
    return Known(known.ids, known.complete and bool(given) and len(given) == len(items(node)))


def _number(node: Node | None) -> int | None:
    text = word(node)
    return int(text) if text is not None and is_whole(text) else None
