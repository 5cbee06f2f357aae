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
from quiz.reading.report import Report
from quiz.reading.shapes.base import is_whole


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

    def option_hint(self, id: str, asked: Asked) -> str:
        """Say what an unknown option could mean: another one, or one of another question."""
        if close := did_you_mean(id, asked.options.ids):
            return close
        owners = [q.id for q in self.questions.values() if id in q.options.ids]
        return f"that is an option of {', '.join(owners)}" if owners else ""


def gather(layout: Layout, report: Report) -> Names:
    """Gather all names; an id that is defined twice is a problem."""
    questions = _questions(layout, report)
    rules, facts = (*layout.rules, *layout.suits, *layout.not_covered), layout.facts
    taken: dict[str, Place] = {}
    reasons = _known(rules, "id", taken, layout.whole, report)
    facts_known = _known(facts, "id", taken, layout.whole, report)
    _known(layout.requirements, "id", {}, layout.whole, report)
    _known(layout.steps, "step", {}, layout.whole, report)
    treatments = {file.stem: file.place for file in layout.files.treatments}
    return Names(
        questions=questions,
        all_questions=layout.whole and all(q.get("id") for q in layout.questions),
        treatments=Known(treatments, complete=bool(treatments)),
        sources=_known(layout.sources, "id", {}, layout.whole, report),
        project_texts=_flagged(layout.sources, "project_text"),
        machine_written=_flagged(layout.sources, "machine_written"),
        reasons=reasons,
        facts=facts_known,
        main=word(layout.rulebook.get("concerns", "main")) if layout.rulebook else None,
        others=word(layout.rulebook.get("concerns", "others")) if layout.rulebook else None,
    )


def _known(
    things: Iterable[Fields], name: str, taken: dict[str, Place], whole: bool, report: Report
) -> Known:
    ids: dict[str, Place] = {}
    for thing in things:
        id = thing.values.get(name)
        if not isinstance(id, Scalar):
            whole = False
        elif id.text in taken:
            _report_reused(id, taken[id.text], report)
        else:
            taken[id.text] = ids[id.text] = id.place
    return Known(ids, whole)


def _report_reused(id: Scalar, first: Place, report: Report) -> None:
    where = f"on line {first.line}" if first.file == id.place.file else f"at {first}"
    report.add(Code.REUSED_ID, id.place, f"the id {shown(id.text)} is already taken {where}")


def _flagged(sources: Iterable[Fields], flag: str) -> frozenset[str]:
    return frozenset(s.word("id") or "" for s in sources if s.word(flag) == "true")


def _questions(layout: Layout, report: Report) -> dict[str, Asked]:
    _known(layout.questions, "id", {}, layout.whole, report)
    by_id = {id: q for q in reversed(layout.questions) if (id := q.word("id"))}
    return {id: _asked(id, q, by_id, report) for id, q in reversed(by_id.items())}


def _asked(id: str, question: Fields, by_id: Mapping[str, Fields], report: Report) -> Asked:
    kind = question.word("kind")
    return Asked(
        id=id,
        kind=Kind(kind) if kind in list(Kind) else None,
        options=_options(by_id.get(question.word("options_of") or "", question), report),
        low=_number(question.get("from")),
        high=_number(question.get("to")),
    )


def _options(question: Fields, report: Report) -> Known:
    node = question.get("options")
    given = list(mappings(node))
    return _known(given, "id", {}, bool(given) and len(given) == len(items(node)), report)


def _number(node: Node | None) -> int | None:
    text = word(node)
    return int(text) if text is not None and is_whole(text) else None
