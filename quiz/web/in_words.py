"""Reasons, evidence and answers as templates see them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from quiz.answers import Answer
from quiz.explanation import Item
from quiz.model import Effect, NotCovered, Reasoned, Rule, Rulebook, Source, Suit
from quiz.web import words
from quiz.web.forms import field_name
from quiz.web.rule_addresses import rule_address


@dataclass(frozen=True, slots=True)
class ShownSource:
    """One source, with how it was read and what it says."""

    id: str
    citation: str
    finding: str
    speaks: str
    read: str
    checked: str
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """One answer in words."""

    question: str
    name: str
    text: str
    anchor: str  #: where the question stands on the quiz page


@dataclass(frozen=True, slots=True)
class ShownReason:
    """One reason, with all that a reader may want to look up."""

    text: str
    strength: str
    advice: tuple[str, ...]
    answers: tuple[ShownAnswer, ...]
    sources: tuple[ShownSource, ...]
    unsourced: str
    rules: tuple[RuleLink, ...]


@dataclass(frozen=True, slots=True)
class RuleLink:
    """A rule or fact behind a reason, and where it stands in the rulebook."""

    id: str
    href: str


class InWords:
    """Puts the items of an explanation into words, with what their rules say beside them."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._reasons = {reason.id: reason for reason in rulebook.reasons()}

    def reason(self, item: Item, treatments: Iterable[str] = ()) -> ShownReason:
        """Put one item into words, with the advice for these treatments, or for all."""
        found = self._reasons.get(item.rules[0]) if item.rules else None
        return ShownReason(
            text=item.text,
            strength=words.STRENGTH[found.strength] if isinstance(found, Suit) else "",
            advice=tuple(self._advice(found, frozenset(treatments or self._rulebook.treatments))),
            answers=self.answers(item.answers),
            sources=self.sources(item.sources),
            unsourced=found.unsourced if found else "",
            rules=tuple(RuleLink(id, rule_address(self._rulebook, id)) for id in item.rules),
        )

    def answers(self, answers: Mapping[str, Answer]) -> tuple[ShownAnswer, ...]:
        """Put answers into words, in the order of the questions."""
        return tuple(
            ShownAnswer(id, question.name, question.label(answers[id]), field_name(id))
            for id, question in self._rulebook.questions.items()
            if id in answers
        )

    def sources(self, ids: Iterable[str]) -> tuple[ShownSource, ...]:
        """Put sources into words, in the order given."""
        return tuple(_shown_source(self._rulebook.evidence[id]) for id in ids)

    def _advice(self, reason: Reasoned | None, treatments: frozenset[str]) -> Iterator[str]:
        if isinstance(reason, Rule) and reason.until:
            yield self._rulebook.fact("wait-until", until=reason.until)
        for treatment, advice in _advised(reason):
            if advice and (not treatment or treatment in treatments):
                yield advice


def _shown_source(source: Source) -> ShownSource:
    return ShownSource(
        id=source.id,
        citation=source.citation,
        finding=source.finding,
        speaks=words.SPEAKS[source.speaks],
        read=words.reading_of(source),
        checked=source.checked,
        links=source.links,
    )


def _advised(reason: Reasoned | None) -> Iterable[tuple[str, str]]:
    """Return advice by treatment, none for a wish: there it is half a sentence."""
    match reason:
        case Rule():
            return () if Effect.PREF in reason.effects.values() else reason.advised().items()
        case Suit() | NotCovered():
            return (("", reason.advice),)
        case _:
            return ()
