"""What two rulebooks say differently, apart from what they decide. Pure.

Every field of the model that is no logic counts as text, so that none can be forgotten here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass

from quiz.checks.changes import renames
from quiz.model import Rulebook

#: What is told elsewhere: as a change of a rule, a question or a requirement.
_LOGIC = frozenset(
    {"id", "place"}
    | {"when", "effects", "urgency", "stops", "cautions", "treatment", "concern", "suits"}
    | {"condition", "never"}
    | {"kind", "options", "low", "high", "optional", "ask_when", "option_ids", "asked"}
    | {"means", "questions"}
)
_Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TextChange:
    """One text that changed."""

    where: str  #: what it belongs to: "rule eczema-today"
    field: str  #: "" for the whole
    before: str  #: "" if it was not there
    after: str


def changed_texts(old: Rulebook, new: Rulebook) -> Iterator[TextChange]:
    """Yield every text that changed; nothing of rules and questions that came or went."""
    before, after = dict(_items(old, dict(renames(old, new)))), dict(_items(new, {}))
    for where in {**before, **after}:
        if where in before and where in after:
            yield from _differences(where, before[where], after[where])
        elif where.startswith(("source ", "fact ", "step ")):
            was, now = (" ".join(items.get(where, {}).values()) for items in (before, after))
            yield TextChange(where, "", was, now)
    yield from _orders(old, new)


def _differences(where: str, before: _Fields, after: _Fields) -> Iterator[TextChange]:
    for field in {**before, **after}:
        was, now = before.get(field, ""), after.get(field, "")
        if was != now:
            yield TextChange(where, field, was, now)


def _items(rulebook: Rulebook, renamed: Mapping[str, str]) -> Iterator[tuple[str, _Fields]]:
    about = {"title": rulebook.title, "version": rulebook.version}
    yield "rulebook", about | {"reviewed": _text(rulebook.reviewed)}
    for reason in rulebook.reasons():
        yield f"{type(reason).__name__.lower()} {renamed.get(reason.id, reason.id)}", _texts(reason)
    for requirement in rulebook.requirements:
        yield f"requirement {requirement.id}", _texts(requirement)
    for source in rulebook.evidence.values():
        yield f"source {source.id}", _texts(source)
    for id, text in rulebook.facts.items():
        yield f"fact {id}", {"text": text}
    for treatment in rulebook.treatments.values():
        yield f"treatment {treatment.id}", _texts(treatment)
    for step in rulebook.steps:
        yield f"step {step.id}", _texts(step)
        for question in step.questions:
            yield f"question {question.id}", {**_texts(question), "step": step.id}
            for option in question.options:
                yield f"option {option.id} of {question.id}", _texts(option)


def _texts(item: object) -> _Fields:
    """Return the texts of a dataclass by field, those of a mapping each for itself."""
    found: dict[str, str] = {}
    for name, value in _values(item):
        if isinstance(value, Mapping):
            found |= {f"{name} ({key})": _text(one) for key, one in value.items()}
        elif name not in _LOGIC:
            found[name] = _text(value)
    return {name: text for name, text in found.items() if text and name.split()[0] not in _LOGIC}


def _values(item: object) -> Iterator[tuple[str, object]]:
    if is_dataclass(item):
        for field in fields(item):
            if field.init:  # anything else is worked out of these
                yield field.name, getattr(item, field.name)


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(map(_text, value))
    if is_dataclass(value):
        told = ((name, _text(one)) for name, one in _values(value))
        return "; ".join(f"{name}: {text}" for name, text in told if text)
    return "" if value is None else str(value)


def _orders(old: Rulebook, new: Rulebook) -> Iterator[TextChange]:
    """Yield where what stayed stands in another order."""
    yield from _order("the quiz", "order of the questions", old.questions, new.questions)
    yield from _order("the rulebook", "order of the treatments", old.treatments, new.treatments)
    for id, question in new.questions.items():
        was = [one.id for one in old.questions[id].options] if id in old.questions else []
        now = [one.id for one in question.options]
        yield from _order(f"question {id}", "order of the options", was, now)


def _order(where: str, field: str, old: Iterable[str], new: Iterable[str]) -> Iterator[TextChange]:
    before, after = list(old), list(new)
    was = ", ".join(one for one in before if one in after)
    now = ", ".join(one for one in after if one in before)
    if was != now:
        yield TextChange(where, field, was, now)
