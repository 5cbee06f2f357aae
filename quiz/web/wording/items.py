"""Reasons, evidence and answers as templates see them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from quiz.answers import Answer
from quiz.explanation import Item
from quiz.model import Effect, NotCovered, Reasoned, Rule, Rulebook, Suit
from quiz.questions import Kind, Question
from quiz.web.forms import field_name
from quiz.web.wording import labels, locales
from quiz.web.wording.once import once
from quiz.web.wording.strength import marks


@dataclass(frozen=True, slots=True, eq=False)
class ShownSource:
    """One source, with how it was read and what it says; made once."""

    id: str
    citation: str
    identifiers: tuple[str, ...]
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
class ShownAdvice:
    """What to do, and the treatment that it is about if it differs by treatment."""

    about: str
    text: str

    def __str__(self) -> str:
        return f"{self.about}: {self.text}" if self.about else self.text


@dataclass(frozen=True, slots=True)
class RuleLink:
    """A rule or fact behind a reason, and its anchor in the rulebook that everybody can read.

    A clinic's own rule has none, as it does not stand there.
    """

    id: str
    anchor: str


@dataclass(frozen=True, slots=True)
class ShownReason:
    """One reason, with all that a reader may want to look up."""

    text: str
    again: bool  #: its sentence was given before: the answers that it comes from name it
    causes: str  #: those answers, if it was
    strength: str
    marks: tuple[bool, ...]  #: of the strength, for the eye
    advice: tuple[ShownAdvice, ...]
    answers: tuple[ShownAnswer, ...]
    sources: tuple[ShownSource, ...]
    unsourced: str
    rules: tuple[RuleLink, ...]


class InWords:
    """Puts the items of an explanation into words, with what their rules say beside them."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook

    def say(self, text: str) -> str:
        """Return a sentence of the interface in the rulebook's language."""
        return self._rulebook.say(text)

    def reason(
        self, item: Item, treatments: Collection[str], *, again: bool = False
    ) -> ShownReason:
        """Put one item into words, with the advice for these treatments."""
        found = _reason(self._rulebook, item.rules[0]) if item.rules else None
        strength = found.strength if isinstance(found, Suit) else ""
        return ShownReason(
            text=item.text,
            again=again,
            causes="; ".join(self._causes(item.answers)) if again else "",
            strength=self.say(labels.STRENGTH[strength]) if strength else "",
            marks=marks(strength) if strength else (),
            advice=tuple(self._advice(found, treatments)),
            answers=self.answers(item.answers),
            sources=self.sources(item.sources),
            unsourced=found.unsourced if found else "",
            rules=tuple(map(self._link, item.rules)),
        )

    def _link(self, id: str) -> RuleLink:
        reason = _reason(self._rulebook, id)
        if isinstance(reason, Rule) and reason.house and id not in self._rulebook.facts:
            return RuleLink(id, "")
        return RuleLink(id, f"fact-{id}" if id in self._rulebook.facts else f"rule-{id}")

    def answers(self, answers: Mapping[str, Answer]) -> tuple[ShownAnswer, ...]:
        """Put answers into words, in the order of the questions."""
        return tuple(
            _shown_answer(question, answers[id])
            for id, question in self._rulebook.questions.items()
            if id in answers
        )

    def _causes(self, answers: Mapping[str, Answer]) -> Iterator[str]:
        """Yield answers as the causes of something: alone, if they can be understood alone."""
        for shown in self.answers(answers):
            question = self._rulebook.questions[shown.question]
            chosen = answers[question.id]
            ids = set(chosen) if isinstance(chosen, tuple) else {chosen}
            vague = any(option.means for option in question.options if option.id in ids)
            if question.kind in (Kind.MANY, Kind.CHECKLIST) and not vague:
                yield shown.text
            else:
                yield self._rulebook.say("{name}: {text}", name=shown.name, text=shown.text)

    def sources(self, ids: Iterable[str]) -> tuple[ShownSource, ...]:
        """Put sources into words, in the order given."""
        return tuple(_shown_source(self._rulebook, id) for id in ids)

    def _advice(
        self, reason: Reasoned | None, treatments: Collection[str]
    ) -> Iterator[ShownAdvice]:
        match reason:
            case Rule():
                yield from self._end_of_waiting(reason, treatments)
                yield from self._advised(reason, treatments)
            case Suit(advice=advice) | NotCovered(advice=advice) if advice:
                yield ShownAdvice("", advice)

    def _end_of_waiting(self, rule: Rule, treatments: Collection[str]) -> Iterator[ShownAdvice]:
        every = self._rulebook.treatments
        waiting = [id for id in every if rule.effects.get(id) is Effect.WAIT]
        text = self._rulebook.fact("wait-until", until=rule.until)
        if len(waiting) == len(every) and treatments:
            yield ShownAdvice("", text)
        else:
            yield from (ShownAdvice(every[id].name, text) for id in waiting if id in treatments)

    def _advised(self, rule: Rule, treatments: Collection[str]) -> Iterator[ShownAdvice]:
        """Yield advice, but none for a wish: there it is half a sentence."""
        touched = [id for id in treatments if id in rule.effects]
        wishes = [id for id, effect in rule.effects.items() if effect is Effect.PREF]
        if isinstance(rule.advice, str):
            if rule.advice and touched and not wishes:
                yield ShownAdvice("", rule.advice)
            return
        for id in touched:
            if id in rule.advice and id not in wishes:
                yield ShownAdvice(self._rulebook.treatments[id].name, rule.advice[id])


def _shown_answer(question: Question, answer: Answer) -> ShownAnswer:
    return ShownAnswer(
        question=question.id,
        name=question.name,
        text=question.label(answer),
        anchor=field_name(question.id),
    )


@once
def _reason(rulebook: Rulebook, id: str) -> Reasoned | None:
    return next((reason for reason in rulebook.reasons() if reason.id == id), None)


@once
def _shown_source(rulebook: Rulebook, id: str) -> ShownSource:
    source = rulebook.evidence[id]
    return ShownSource(
        id=source.id,
        citation=source.citation,
        identifiers=source.identifiers,
        finding=source.finding,
        speaks=rulebook.say(labels.SPEAKS[source.speaks]),
        read=labels.reading_of(rulebook, source),
        checked=locales.month(source.checked, rulebook.language),
        links=source.links,
    )
