"""What is said of rules, numbers and checks where maintainers read them. Pure."""

from __future__ import annotations

from decimal import Decimal

from quiz.model import Effect, NotCovered, Reasoned, Reviewed, Rule, Suit
from quiz.questions import Kind, Means

SUITS = "suits"
#: The effects in the order of a legend, what suits first.
EFFECTS = {
    SUITS: "suits",
    Effect.REFER: "see a doctor first",
    Effect.OUT: "ruled out",
    Effect.WAIT: "wait",
    Effect.PREF: "not wished for",
    Effect.CAUTION: "extra care",
    Effect.NOTE: "note",
}
URGENCIES = {"same_day": "today", "soon": "within days", "before": "before any treatment"}
KINDS = {
    Kind.ONE: "one answer",
    Kind.MANY: "any number of answers, or none",
    Kind.CHECKLIST: "any number of rows, or one of those that stand alone",
    Kind.NUMBER: "a whole number",
}
MEANS = {
    Means.NOTHING: "stands for none of the others",
    Means.UNSURE: "stands for not knowing: counts as the most careful answer",
}
GROUPS = {
    "regulators": "Regulators and labels",
    "efficacy": "Whether it works",
    "safety": "Safety",
    "law": "Law and standards",
    "project": "The project's own texts",
}
OUTCOMES = {"combination": "Combination", "see_specialist": "See a specialist"}

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LEAST_SHARE = 0.0001


def effects_of(reason: Reasoned) -> dict[str, str]:
    """Return what a reason does, by treatment; nothing for what is not covered."""
    match reason:
        case Rule():
            return {treatment: str(effect) for treatment, effect in reason.effects.items()}
        case Suit():
            return {reason.treatment: SUITS}
        case NotCovered():
            return {}
        case _:
            raise TypeError(f"{reason!r} is no kind of reason")


def reviewed(by: Reviewed) -> str:
    """Say who reviewed something."""
    return f"reviewed by {by.by} on {by.on}" if by.on else "reviewed by nobody"


def percent(share: float | None) -> str:
    """Return a share with two figures: an assumption deserves no more."""
    if share is None:
        return "no share"
    if 0 < share < _LEAST_SHARE:
        return "under 0.01 %"
    return f"{float(f'{share * 100:.2g}'):g} %"


def rounded(number: int) -> str:
    """Return a large number with two figures and a power of ten, a small one as it is."""
    figures, power = f"{Decimal(number):.1e}".split("e+")  # too large for a float
    if int(power) < 6:  # noqa: PLR2004 - six figures are read at a glance
        return f"{number:,}"
    return f"{figures} \N{MULTIPLICATION SIGN} 10{str(int(power)).translate(_RAISED)}"
