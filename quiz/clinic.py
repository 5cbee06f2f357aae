"""A clinic whose page may show the quiz, and what its own rules make of a rulebook. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from quiz.catalogue import N_
from quiz.conditions import Between
from quiz.model import Effect, Reviewed, Rule, Rulebook
from quiz.problems import Place
from quiz.translation import spoken

#: The colours that a clinic may choose, by scheme: names of custom properties of the stylesheet.
Colours = Mapping[str, Mapping[str, str]]
#: The id of the rule that a minimum age becomes, and of the fact that says it.
MINIMUM_AGE = "minimum-age"


@dataclass(frozen=True, slots=True)
class Logo:
    """A clinic's logo as it was read: these very bytes are sent."""

    content: bytes = field(repr=False)
    mimetype: str
    width: int  #: in CSS pixels, as it was drawn
    height: int
    name: str = ""  #: of its file, as the clinic's file names it


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinic:
    """A clinic whose page may show the quiz."""

    id: str
    name: str
    origins: tuple[str, ...] = ()  #: of the pages that may frame it: "https://host", with a port
    languages: tuple[str, ...] = ()  #: that it offers, its own first; () for all of the rulebook's
    colours: Colours = field(default_factory=lambda: MappingProxyType({}))
    logo: Logo | None = None
    booking: str = ""  #: an https address
    treatments: tuple[str, ...] = ()  #: that it offers; () for all
    phone: str = ""
    emergency: str = ""  #: the number to call in an emergency
    minimum_age: int | None = None
    house_rules: tuple[Rule, ...] = ()  #: its own, which can only take away
    fingerprint: str = ""  #: changes with anything in its file, and with its logo
    made_from: str = field(compare=False, default="")  #: a digest of its file and of all rules
    place: Place = field(compare=False, default=Place("?"))

    @property
    def has_rules(self) -> bool:
        """Whether it decides anything by rules of its own."""
        return bool(self.house_rules) or self.minimum_age is not None

    def offers(self, treatment: str) -> bool:
        """Say whether it offers a treatment."""
        return not self.treatments or treatment in self.treatments

    def spoken(self, languages: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of a rulebook's languages that it offers, its own first; never none."""
        return tuple(one for one in self.languages if one in languages) or languages


def house_rules(rulebook: Rulebook, clinic: Clinic) -> Iterator[Rule]:
    """Yield a clinic's own rules in the rulebook's language, that on the age among them."""
    for rule in clinic.house_rules:
        yield spoken(rule, rulebook)
    if clinic.minimum_age is not None:
        yield _minimum_age(rulebook, clinic.minimum_age, clinic.place)


def with_house_rules(rulebook: Rulebook, clinic: Clinic | None) -> Rulebook:
    """Return the rulebook with a clinic's own rules added, in the rulebook's language.

    The engine that decides by it is the very same. Which rulebook it is stays named by its
    fingerprint, beside that of the clinic.
    """
    if clinic is None or not clinic.has_rules:
        return rulebook
    return replace(rulebook, rules=(*rulebook.rules, *house_rules(rulebook, clinic)))


def _minimum_age(rulebook: Rulebook, age: int, place: Place) -> Rule:
    """Make the rule that nobody younger is offered anything."""
    said = rulebook.fact(MINIMUM_AGE, age=age)
    return Rule(
        id=MINIMUM_AGE,
        when=Between(rulebook.age, rulebook.questions[rulebook.age].low, age - 1),
        because=said,
        clinician=said,
        sources=(),
        unsourced=rulebook.say(N_("A rule of this clinic.")),
        reviewed=Reviewed("nobody", None),
        effects=MappingProxyType(dict.fromkeys(rulebook.treatments, Effect.OUT)),
        house=True,
        place=place,
    )
