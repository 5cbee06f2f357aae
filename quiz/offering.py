"""What a clinic offers of an outcome: the outcome itself never changes by it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from quiz.clinic import Clinic
from quiz.explanation.wording import Told
from quiz.recommendation import Recommendation


@dataclass(frozen=True, slots=True)
class Offering:
    """What is said for a clinic beside an outcome; empty where there is nothing to say."""

    not_offered: tuple[str, ...] = ()  #: the treatments of the outcome that it does not offer
    text: str = ""  #: that it does not
    booking: str = ""  #: where to book; only with treatments of which it offers every one


def offering(made: Recommendation, clinic: Clinic | None) -> Offering:
    """Say what a clinic offers of an outcome; nothing of *see a specialist*."""
    if clinic is None or not made.recommended or made.urgency:
        return Offering()
    missing = tuple(id for id in made.recommended if not clinic.offers(id))
    if not missing:
        return Offering(booking=clinic.booking)
    names = Told(made).named(missing)
    return Offering(
        missing, made.rulebook.fact("not-offered", clinic=clinic.name, treatments=names)
    )


def as_json(made: Recommendation, clinic: Clinic | None) -> dict[str, object] | None:
    """Return what the API says of the clinic that was asked for, None if none was."""
    if clinic is None:
        return None
    offered = offering(made, clinic)
    return {
        "id": clinic.id,
        "name": clinic.name,
        "fingerprint": clinic.fingerprint,
        "rules": [rule.id for rule in made.rules if rule.house],
        "not_offered": list(offered.not_offered),
        "text": offered.text or None,
        "booking": offered.booking or None,
    }
