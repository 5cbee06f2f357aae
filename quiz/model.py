"""The rulebook as types: treatments, rules, evidence, requirements. Pure.

Everything here is immutable. What a rule file may hold is said by `quiz.reading`;
this is what it has become once it was read and checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from quiz.catalogue import AS_WRITTEN, Catalogue, Text, filled
from quiz.conditions import Condition
from quiz.problems import Place
from quiz.questions import Question, Step


class Effect(StrEnum):
    """What a rule does to a treatment."""

    REFER = "refer"
    OUT = "out"
    WAIT = "wait"
    PREF = "pref"
    CAUTION = "caution"
    NOTE = "note"


#: The effects that take a treatment away.
STOPS = frozenset({Effect.REFER, Effect.OUT, Effect.WAIT, Effect.PREF})


class Urgency(StrEnum):
    """How soon to see someone, the most urgent first."""

    SAME_DAY = "same_day"
    SOON = "soon"  #: within days
    BEFORE = "before"  #: before any treatment


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Who reviewed something, and when (an ISO date); `nobody` until a clinician has."""

    by: str
    on: str | None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a treatment's page: paragraphs, then points."""

    text: tuple[Text, ...]
    points: tuple[Text, ...] = ()
    sources: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    unsourced: Text = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """When studies judged the result: the earliest and latest day, counted from a session."""

    days: tuple[int, int]
    since: str  #: first_session, last_session or not_stated


@dataclass(frozen=True, slots=True)
class Plan:
    """What studies did. All times in days; None where it is not stated or the clinic decides."""

    sessions: tuple[int, int] | None
    days_between: int | None
    judged: tuple[Judged, ...]
    recovery_days: tuple[int, int] | None
    plan_days: int | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reasoned:
    """Anything that can fire and be given as a reason."""

    id: str
    when: Condition
    because: Text
    clinician: Text
    sources: tuple[str, ...]
    texts: tuple[str, ...] = ()  #: the project's own source texts that speak of it; never evidence
    unsourced: Text = ""
    reviewed: Reviewed
    keep: str = ""  #: why it stays although a check finds it redundant
    place: Place = field(compare=False, default=Place("?"))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Suit(Reasoned):
    """A treatment suits a concern, with the strength of the evidence."""

    treatment: str
    concern: str
    strength: str
    studies: Text
    plan: Plan | None  #: None: the clinic decides
    advice: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NotCovered(Reasoned):
    """A concern for which nothing is offered, here or at all."""

    concern: str
    advice: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rule(Reasoned):
    """A safety rule: what it does to each treatment it names."""

    effects: Mapping[str, Effect]
    urgency: Urgency | None = None
    until: Text = ""  #: completes "once ..."
    offer: bool = True  #: whether "what could change" may name it
    house: bool = False  #: whether it is a clinic's own
    advice: Mapping[str, Text] | Text = ""  #: by treatment where it differs
    stops: frozenset[str] = field(init=False)  #: the treatments it takes away
    cautions: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        stops = frozenset(t for t, effect in self.effects.items() if effect in STOPS)
        cautions = frozenset(t for t, effect in self.effects.items() if effect is Effect.CAUTION)
        object.__setattr__(self, "stops", stops)
        object.__setattr__(self, "cautions", cautions)

    def advised(self) -> Mapping[str, str]:
        """Return the advice by treatment, under "" where it is the same for all."""
        return {"": self.advice} if isinstance(self.advice, str) else self.advice


@dataclass(frozen=True, slots=True)
class Treatment:
    """A treatment: its page, and what it suits."""

    id: str
    name: Text
    summary: Text
    sections: Mapping[str, Section]  #: in the order of the page
    suits: tuple[Suit, ...]
    place: Place = field(compare=False, default=Place("?"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One entry of the evidence."""

    id: str
    group: str
    citation: str
    identifiers: tuple[str, ...]
    links: tuple[str, ...]
    read: tuple[str, ...]
    speaks: str
    finding: Text
    checked: str  #: year and month
    review_by: str  #: an ISO date
    machine_written: bool = False
    project_text: bool = False
    unused: str = ""  #: why it is kept although nothing cites it
    place: Place = field(compare=False, default=Place("?"))


@dataclass(frozen=True, slots=True)
class Requirement:
    """A safety requirement, written apart from the rules: if this, never those treatments."""

    id: str
    condition: Condition
    never: frozenset[str]
    because: str
    reviewed: Reviewed
    keep: str = ""  #: why it stays although no rule could break it today
    place: Place = field(compare=False, default=Place("?"))


@dataclass(frozen=True, slots=True)
class Policy:
    """The two numbers that are the rule files' to set: how many cautions are too many."""

    cautions_allowed: int
    cautions_allowed_for_combination: int


@dataclass(frozen=True, eq=False)
class Rulebook:
    """All rule files, read and checked. Two rulebooks are the same if their fingerprints are."""

    title: Text
    version: str
    fingerprint: str
    reviewed: Reviewed
    main_concern: str  #: the question that asks for the main concern
    other_concerns: str
    policy: Policy
    steps: tuple[Step, ...]
    treatments: Mapping[str, Treatment]
    rules: tuple[Rule, ...]
    not_covered: tuple[NotCovered, ...]
    facts: Mapping[str, Text]
    evidence: Mapping[str, Source]
    requirements: tuple[Requirement, ...]
    age: str = ""  #: the question that asks for the age in years; "" if none does
    default_clinic: str = ""  #: whose quiz stands at the root, served or not; "" for nobody's
    place: Place = field(default=Place("?"))  #: of the file that stands for the whole
    language: str = "en"  #: that its texts are in
    languages: tuple[str, ...] = ("en",)  #: all that it can be had in, that of the files first
    catalogues: Mapping[str, Catalogue] = field(default_factory=dict)  #: of all but the first

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """All questions by id, in the order in which they are asked."""
        return {question.id: question for step in self.steps for question in step.questions}

    @cached_property
    def suits(self) -> tuple[Suit, ...]:
        """What every treatment suits."""
        return tuple(suit for treatment in self.treatments.values() for suit in treatment.suits)

    def reasons(self) -> Iterator[Reasoned]:
        """Yield everything that can fire."""
        yield from self.rules
        yield from self.suits
        yield from self.not_covered

    def fact(self, id: str, **values: object) -> str:
        """Return a named fact in words, its placeholders filled in."""
        return filled(self.facts[id], values)

    def say(self, text: str, /, **values: object) -> str:
        """Return a sentence of the interface in this language, its placeholders filled in."""
        return filled(self.catalogue.text(text), values)

    def count(self, one: str, many: str, number: int, /, **values: object) -> str:
        """Return that sentence of two which goes with a number; `{number}` is filled in."""
        said = self.catalogue.counted(one, many, number)
        return said.format_map({"number": number} | values)

    @property
    def catalogue(self) -> Catalogue:
        """The texts of this language; those of the first one need none."""
        return self.catalogues.get(self.language, AS_WRITTEN)
