"""What one application serves: the rulebook, the clinics, and what was made from them once."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import cast

from flask import Flask, current_app, g, has_request_context, request

from quiz.clinic import Clinic, with_house_rules
from quiz.content import STATIC, styles
from quiz.engine import prepare
from quiz.model import Rulebook
from quiz.problems import Problem
from quiz.proving import Proof
from quiz.translation import translate
from quiz.web.encoding import TEXTS, small
from quiz.web.follow_ups import follow_up_styles
from quiz.web.forms import QuizForm, quiz_form_class
from quiz.web.kept import Kept
from quiz.web.languages import asked_for
from quiz.web.swatches import swatch_styles

_log = logging.getLogger(__name__)

#: The files of the one stylesheet of the public pages, in its order.
PAGE_STYLES = ("page.css", "languages.css", "quiz.css", "result.css", "print.css")
#: The most that a request may hold; a whole set of answers takes about 2 KB.
MOST_BYTES = 64 * 1024
#: How many pages of clinics, and rulebooks with a clinic's own rules, are kept in each language.
MOST_PAGES, MOST_RULEBOOKS = 64, 16
#: How many parts of pages that the rulebook alone decides, or the frame: there are some hundreds.
MOST_PARTS = 1024


class RulebookRefusedError(Exception):
    """The rules do not read or are not proved; its text is every problem."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True)
class Stored:
    """Something that is the same for every visitor, made once and sent as bytes."""

    body: bytes
    mimetype: str
    etag: str = field(init=False)

    _encoded: dict[str, bytes] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "etag", hashlib.sha256(self.body).hexdigest()[:20])

    @property
    def is_text(self) -> bool:
        """Whether it gets smaller: pictures of dots are so already."""
        return self.mimetype.startswith(TEXTS)

    def encoded(self, encoding: str) -> bytes:
        """Return the body in an encoding, made when it is first asked for; "" for as it is."""
        if encoding not in self._encoded:
            self._encoded[encoding] = small(self.body, encoding) if encoding else self.body
        return self._encoded[encoding]


def _pages() -> Kept[Stored]:
    return Kept(MOST_PAGES)


def _frames() -> Kept[object]:
    return Kept(MOST_PAGES)


def _parts() -> Kept[str]:
    return Kept(MOST_PARTS)


def _rulebooks() -> Kept[Rulebook]:
    return Kept(MOST_RULEBOOKS)


@dataclass(frozen=True)
class Site:
    """One rulebook as it is served, in one language; `stored` fills up as pages are asked for."""

    rulebook: Rulebook
    clinics: Mapping[str, Clinic]
    form_class: type[QuizForm]
    stylesheet: Stored
    script: Stored
    proof: Proof
    stored: dict[str, Stored] = field(default_factory=dict)
    of_clinics: Kept[Stored] = field(default_factory=_pages)  #: pages, by their addresses
    brought: Kept[Stored] = field(default_factory=_pages)  #: clinics' logos and colours, likewise
    frames: Kept[object] = field(default_factory=_frames)  #: what is around a result, by address
    drawn: Kept[str] = field(default_factory=_parts)  #: parts of pages, drawn once
    _by_clinic: Kept[Rulebook] = field(default_factory=_rulebooks)
    _translated: dict[str, Site] = field(default_factory=dict)

    def translated(self, language: str) -> Site:
        """Return the same in a language of the rulebook, made when it is first asked for."""
        if language == self.rulebook.language:
            return self
        if language not in self._translated:
            rulebook = translate(self.rulebook, language)
            form_class = quiz_form_class(rulebook)
            self._translated[language] = replace(
                self,
                rulebook=rulebook,
                form_class=form_class,
                stored={},
                of_clinics=_pages(),
                brought=_pages(),
                frames=_frames(),
                drawn=_parts(),
                _by_clinic=_rulebooks(),
                _translated={},
            )
        return self._translated[language]

    def rules_of(self, clinic: Clinic | None) -> Rulebook:
        """Return the rulebook by which a clinic decides: with its own rules, if it has any."""
        if clinic is None or not clinic.has_rules:
            return self.rulebook
        return self._by_clinic.get(clinic.id, lambda: with_house_rules(self.rulebook, clinic))

    def languages(self, clinic: str | None) -> tuple[str, ...]:
        """Return the languages of a clinic's pages, "" for the one at the root, None for others."""
        found = self.default_clinic if clinic == "" else self.clinics.get(clinic or "")
        known = self.rulebook.languages
        return found.spoken(known) if found else known

    @property
    def default_clinic(self) -> Clinic | None:
        """The clinic whose quiz stands at the root, if the rulebook names one that is served."""
        return self.clinics.get(self.rulebook.default_clinic)


def open_site(proof: Proof) -> Site:
    """Make from a rulebook that was proved what every request needs.

    What does not keep the rulebook from being served, a broken clinic say, goes to the log.
    Raises RulebookRefusedError when nothing was proved.
    """
    if proof.rulebook is None:
        raise RulebookRefusedError(proof.problems)
    for problem in proof.problems:
        _log.warning("%s", problem)
    named = proof.rulebook.default_clinic
    if named and named not in proof.clinics:
        _log.error('nobody gets the quiz at /: its clinic "%s" is not served', named)
    prepare(proof.rulebook)
    return Site(
        rulebook=proof.rulebook,
        clinics=proof.clinics,
        form_class=quiz_form_class(proof.rulebook),
        stylesheet=_stylesheet(proof.rulebook),
        script=Stored((STATIC / "js" / "quiz.js").read_bytes(), "text/javascript"),
        proof=proof,
    )


def install(app: Flask, opened: Site) -> None:
    """Make a site the one that the application serves from the next request on."""
    app.extensions["quiz"] = opened


def site() -> Site:
    """Return the site in the current request's language: the same one until it is answered."""
    try:
        return cast("Site", g.site)  # every text of a page asks for it
    except AttributeError:
        opened = cast("Site", current_app.extensions["quiz"])
        g.languages = opened.languages(_clinic_of_the_page())
        g.site = spoken = opened.translated(asked_for(g.languages))
        return spoken


def languages() -> tuple[str, ...]:
    """Return the languages that the current page can be had in: a clinic's own come first."""
    site()
    return cast("tuple[str, ...]", g.languages)


def _clinic_of_the_page() -> str | None:
    """Return the clinic that the address of a page names, "" for the one at the root."""
    views = request.view_args if has_request_context() else None
    return (views["clinic"] or "") if views and "clinic" in views else None


def _stylesheet(rulebook: Rulebook) -> Stored:
    return Stored(
        (styles(*PAGE_STYLES) + follow_up_styles(rulebook) + swatch_styles(rulebook)).encode(),
        "text/css",
    )
