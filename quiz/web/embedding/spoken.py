"""A clinic's quiz as its snippet needs it: addresses, and words in the language of the frame."""

from __future__ import annotations

from collections.abc import Callable

from quiz.catalogue import N_
from quiz.clinic import Clinic
from quiz.model import Rulebook
from quiz.web.embedding.snippet import Embedded
from quiz.web.wording import locales

INVITATION = N_("Take the quiz")


def embedded(
    rulebook: Rulebook,
    clinic: Clinic,
    origin: str,
    language: str,
    translated: Callable[[str], Rulebook],
) -> Embedded:
    """Return a clinic's quiz to be embedded; a language that it does not offer is left open."""
    offered = clinic.spoken(rulebook.languages)
    named = language if language in offered else ""
    spoken = translated(named or offered[0])
    return Embedded(
        origin=origin,
        clinic=clinic.id,
        title=spoken.title,
        invitation=spoken.say(INVITATION),
        language=named,
        direction=locales.direction(spoken.language),
    )
