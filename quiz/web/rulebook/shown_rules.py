"""Rules, suits and what is not covered, each as an entry of the rulebook's page. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from quiz.figures import Figures, ReasonFigures
from quiz.model import NotCovered, Reasoned, Rule, Rulebook, Suit
from quiz.web.rulebook.rule_words import EFFECTS, URGENCIES, effects_of, percent, reviewed, rounded
from quiz.web.rulebook.shown_conditions import shown_condition
from quiz.web.wording import labels


@dataclass(frozen=True, slots=True)
class Link:
    """A way to another entry of the same page."""

    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """Something that is said of an entry."""

    name: str
    texts: tuple[str, ...]
    links: tuple[Link, ...] = ()
    addresses: tuple[str, ...] = ()  #: on the web

    @property
    def empty(self) -> bool:
        """Whether there is nothing to say."""
        return not (self.texts or self.links or self.addresses)


@dataclass(frozen=True, slots=True)
class ShownEffect:
    """What an entry does to treatments."""

    id: str
    word: str
    treatments: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of the rulebook, with its anchor and all that is said of it."""

    anchor: str
    id: str
    text: str
    effects: tuple[ShownEffect, ...]
    state: str  #: who reviewed it
    rows: tuple[Row, ...]
    more: tuple[Row, ...]  #: what stands folded


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under one heading."""

    id: str
    title: str
    entries: tuple[Entry, ...]


class ShownRules:
    """Puts rules into entries; with figures, also for whom they fire."""

    def __init__(self, rulebook: Rulebook, figures: Figures | None) -> None:
        self._rulebook = rulebook
        self._figures: Mapping[str, ReasonFigures] = figures.reasons if figures else {}

    def groups(self) -> Iterator[Group]:
        """Yield what suits, then the safety rules by file, then what is not covered."""
        for treatment in self._rulebook.treatments.values():
            title = f"What {treatment.name.lower()} suits"
            yield self._group(f"suits-{treatment.id}", title, treatment.suits)
        files = dict.fromkeys(rule.place.file for rule in self._rulebook.rules)
        for file in files:
            stem = PurePosixPath(file).stem
            rules = [rule for rule in self._rulebook.rules if rule.place.file == file]
            title = f"Safety: {stem.replace('-', ' ')}"
            yield self._group(f"safety-{stem}", title, rules)
        yield self._group("not-covered", "Not covered", self._rulebook.not_covered)

    def _group(self, id: str, title: str, reasons: Iterable[Reasoned]) -> Group:
        return Group(id, title, tuple(map(self._entry, reasons)))

    def _entry(self, reason: Reasoned) -> Entry:
        return Entry(
            anchor=f"rule-{reason.id}",
            id=reason.id,
            text=reason.because,
            effects=shown_effects(self._rulebook, reason),
            state=reviewed(reason.reviewed),
            rows=said(self._rows(reason)),
            more=said(self._more(reason)),
        )

    def _rows(self, reason: Reasoned) -> Iterator[Row]:
        when = shown_condition(reason.when, self._rulebook.questions)
        yield Row("When", (when.in_words,))
        yield from self._what_follows(reason)

    def _more(self, reason: Reasoned) -> Iterator[Row]:
        yield from self._advice(reason)
        yield Row("For the clinician", (reason.clinician,))
        unsourced = (f"Without a source: {reason.unsourced}",) if reason.unsourced else ()
        yield Row("Sources", unsourced, source_links(reason.sources))
        yield Row("The project's own texts (no evidence)", (), source_links(reason.texts))
        if reason.id in self._figures:
            yield from _counted(self._figures[reason.id])
        yield Row("Kept although a check finds it redundant", _some(reason.keep))
        yield Row("File", (f"{reason.place.file}, line {reason.place.line}",))

    def _what_follows(self, reason: Reasoned) -> Iterator[Row]:
        if isinstance(reason, Rule):
            yield Row("How soon", (URGENCIES[reason.urgency],) if reason.urgency else ())
            yield Row("Until", _some(reason.until))
            if not reason.offer:
                yield Row("What could change", ("never offered as something to wait for",))
        elif isinstance(reason, Suit):
            yield Row("Evidence", (labels.STRENGTH[reason.strength],))

    def _advice(self, reason: Reasoned) -> Iterator[Row]:
        match reason:
            case Rule():
                for id, advice in reason.advised().items():
                    treatment = self._rulebook.treatments.get(id)
                    name = f"Advice on {treatment.name}" if treatment else "Advice"
                    yield Row(name, _some(advice))
            case Suit():
                yield Row("Studies", (reason.studies,))
                yield Row("Advice", _some(reason.advice))
            case NotCovered():
                yield Row("Advice", _some(reason.advice))


def shown_effects(rulebook: Rulebook, reason: Reasoned) -> tuple[ShownEffect, ...]:
    """Say what a reason does, treatments of the same effect together."""
    effects = effects_of(reason)
    return tuple(
        ShownEffect(effect, EFFECTS[effect], _touched(rulebook, effects, effect))
        for effect in dict.fromkeys(effects.values())
    )


def said(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Leave out the rows that say nothing."""
    return tuple(row for row in rows if not row.empty)


def source_links(ids: Iterable[str]) -> tuple[Link, ...]:
    """Return the ways to sources."""
    return tuple(Link(f"source-{id}", id) for id in ids)


def rule_links(ids: Iterable[str]) -> tuple[Link, ...]:
    """Return the ways to rules, suits and what is not covered."""
    return tuple(Link(f"rule-{id}", id) for id in ids)


def _touched(rulebook: Rulebook, effects: Mapping[str, str], effect: str) -> str:
    touched = [
        treatment.name for id, treatment in rulebook.treatments.items() if effects.get(id) == effect
    ]
    return "Every treatment" if len(touched) == len(rulebook.treatments) else " and ".join(touched)


def _counted(found: ReasonFigures) -> Iterator[Row]:
    share = (
        f"{percent(found.share)} of the assumed population, {rounded(found.sets)} sets of answers"
    )
    yield Row("Fires for", (share,))
    yield Row("Smallest example", _some(found.example))
    yield Row("Whenever it fires, so does", (), rule_links(found.always_with))


def _some(text: str) -> tuple[str, ...]:
    return (text,) if text else ()
