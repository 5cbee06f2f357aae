"""`/treatments/<treatment>`: the page as its template sees it, and the view."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from quiz.model import Rulebook, Section, Suit, Treatment
from quiz.web.errors import refuse_unknown_language
from quiz.web.pages.page import Frame, send
from quiz.web.site import Stored, site
from quiz.web.speaking import draw
from quiz.web.wording import labels
from quiz.web.wording.items import InWords, ShownSource
from quiz.web.wording.strength import marks

treatment_pages = Blueprint("treatments", __name__)


@dataclass(frozen=True, slots=True)
class ShownSection:
    """One part of the page, with its evidence."""

    id: str
    title: str
    text: tuple[str, ...]
    points: tuple[str, ...]
    ordered: bool
    sources: tuple[ShownSource, ...]
    unsourced: str


@dataclass(frozen=True, slots=True)
class ShownSuit:
    """What the treatment is offered for, how strong the evidence is, and what studies did."""

    text: str
    strength: str
    marks: tuple[bool, ...]
    studies: str
    advice: str
    sources: tuple[ShownSource, ...]
    unsourced: str


@dataclass(frozen=True, slots=True)
class TreatmentPage:
    """All that the template of a treatment sees."""

    frame: Frame
    name: str
    summary: str
    sections: tuple[ShownSection, ...]
    suits: tuple[ShownSuit, ...]
    choosing: str


def treatment_page(frame: Frame, rulebook: Rulebook, treatment: Treatment) -> TreatmentPage:
    """Put a treatment into words."""
    in_words = InWords(rulebook)
    return TreatmentPage(
        frame=frame,
        name=treatment.name,
        summary=treatment.summary,
        sections=tuple(
            shown_section(in_words, id, section) for id, section in treatment.sections.items()
        ),
        suits=tuple(_shown_suit(in_words, suit) for suit in treatment.suits),
        choosing=rulebook.fact("choosing-a-clinician"),
    )


def shown_section(in_words: InWords, id: str, section: Section) -> ShownSection:
    """Put one part of a treatment's page into words."""
    return ShownSection(
        id=id.replace("_", "-"),
        title=in_words.say(labels.SECTIONS[id]),
        text=section.text,
        points=section.points,
        ordered=id in labels.IN_STEPS,
        sources=in_words.sources(section.sources),
        unsourced=section.unsourced,
    )


def _shown_suit(in_words: InWords, suit: Suit) -> ShownSuit:
    return ShownSuit(
        text=suit.because,
        strength=in_words.say(labels.STRENGTH[suit.strength]),
        marks=marks(suit.strength),
        studies=suit.studies,
        advice=suit.advice,
        sources=in_words.sources(suit.sources),
        unsourced=suit.unsourced,
    )


@treatment_pages.get("/treatments/<treatment>")
def show(treatment: str) -> Response:
    """Send the page of a treatment, the same bytes to everybody."""
    refuse_unknown_language()
    rulebook, stored = site().rulebook, site().stored
    if treatment not in rulebook.treatments:
        raise NotFound
    if request.path not in stored:
        page = treatment_page(Frame.of(site()), rulebook, rulebook.treatments[treatment])
        body = draw("pages/treatment.html", page)
        stored[request.path] = Stored(body.encode(), "text/html")
    return send(stored[request.path])
