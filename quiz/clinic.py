"""A clinic whose page may show the quiz, and what its own rules make of a rulebook. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from quiz.model import Rule
from quiz.problems import Place

#: The colours that a clinic may choose, by scheme: names of custom properties of the stylesheet.
Colours = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Logo:
    """A clinic's logo as it was read: these very bytes are sent."""

    content: bytes = field(repr=False)
    mimetype: str
    width: int  #: in CSS pixels, as it is shown
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinic:
    """A clinic whose page may show the quiz."""

    id: str
    name: str
    default: bool = False  #: whether its quiz stands at the root
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
    place: Place = field(compare=False, default=Place("?"))

    def offers(self, treatment: str) -> bool:
        """Say whether it offers a treatment."""
        return not self.treatments or treatment in self.treatments
