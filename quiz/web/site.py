"""What one application serves: the rulebook, the clinics, and what was made from them once."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from flask import Flask, current_app, g

from quiz.content import styles
from quiz.engine import prepare
from quiz.model import Clinic, Rulebook
from quiz.problems import Problem
from quiz.proving import Proof
from quiz.web.follow_ups import follow_up_styles
from quiz.web.forms import QuizForm, quiz_form_class

_log = logging.getLogger(__name__)

#: The files of the one stylesheet of the public pages, in its order.
PAGE_STYLES = ("page.css", "quiz.css", "result.css", "print.css")
#: The most that a request may hold; a whole set of answers takes about 2 KB.
MOST_BYTES = 64 * 1024


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

    def __post_init__(self) -> None:
        object.__setattr__(self, "etag", hashlib.sha256(self.body).hexdigest()[:20])


@dataclass(frozen=True)
class Site:
    """One rulebook as it is served; `stored` fills up as pages are asked for."""

    rulebook: Rulebook
    clinics: Mapping[str, Clinic]
    form_class: type[QuizForm]
    stylesheet: Stored
    proof: Proof
    stored: dict[str, Stored] = field(default_factory=dict)

    @property
    def default_clinic(self) -> Clinic | None:
        """The clinic whose quiz stands at the root: the first one, if there is any."""
        return next(iter(self.clinics.values()), None)


def open_site(proof: Proof) -> Site:
    """Make from a rulebook that was proved what every request needs.

    What does not keep the rulebook from being served, a broken clinic say, goes to the log.
    Raises RulebookRefusedError when nothing was proved.
    """
    if proof.rulebook is None:
        raise RulebookRefusedError(proof.problems)
    for problem in proof.problems:
        _log.warning("%s", problem)
    prepare(proof.rulebook)
    return Site(
        rulebook=proof.rulebook,
        clinics=proof.clinics,
        form_class=quiz_form_class(proof.rulebook),
        stylesheet=_stylesheet(proof.rulebook),
        proof=proof,
    )


def install(app: Flask, opened: Site) -> None:
    """Make a site the one that the application serves from the next request on."""
    app.extensions["quiz"] = opened


def site() -> Site:
    """Return the site that the current request is for: the same one until it is answered."""
    if "site" not in g:
        g.site = current_app.extensions["quiz"]
    return cast("Site", g.site)


def _stylesheet(rulebook: Rulebook) -> Stored:
    return Stored((styles(*PAGE_STYLES) + follow_up_styles(rulebook)).encode(), "text/css")
