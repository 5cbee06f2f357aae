"""What the words of rule files are called where people read them: one place for all of them.

The names stand here as they are written; the rulebook says them in its language.
"""

from __future__ import annotations

from quiz.catalogue import N_
from quiz.model import Judged, Rulebook, Source
from quiz.web.wording import locales

READ = {
    "abstract": N_("we read its summary (abstract)"),
    "opening": N_("we read its first page"),
    "passage": N_("we read the passage itself"),
    "second-hand": N_("we read about it elsewhere, not the document itself"),
    "memory": N_("it is from memory, not checked"),
}
SPEAKS = {
    "for": N_("Speaks for the treatment"),
    "against": N_("Speaks against the treatment"),
    "about": N_("Is about it, neither for nor against"),
}
STRENGTH = {
    "moderate": N_("Moderate evidence"),
    "limited": N_("Limited evidence"),
    "indirect": N_("Indirect evidence: studied elsewhere, or together with something else"),
}
SECTIONS = {
    "what_it_is": N_("What it is"),
    "how_it_works": N_("How it works"),
    "who_does_it": N_("Who does it"),
    "tools": N_("What it is done with"),
    "recovery": N_("Recovery"),
    "risks": N_("What can go wrong"),
    "aftercare": N_("Looking after your skin"),
    "get_help": N_("When to get help"),
    "sessions": N_("What it costs in sessions"),
}
#: The parts whose points are steps, one after the other.
IN_STEPS = frozenset({"how_it_works"})
_SINCE = {
    "first_session": N_("{time} after the first session"),
    "last_session": N_("{time} after the last session"),
    "not_stated": "{time}",
}
_DAYS_A_WEEK = 7


def reading_of(rulebook: Rulebook, source: Source) -> str:
    """Say how a source was read, most careful way first."""
    ways = sorted(source.read, key=tuple(READ).index)
    return "; ".join(rulebook.say(READ[way]) for way in ways)


def unreviewed(rulebook: Rulebook) -> str:
    """Say that no clinician reviewed the rulebook or its translation, where that is so."""
    facts = [] if rulebook.reviewed.on else ["not-reviewed"]
    if rulebook.language != rulebook.languages[0]:
        facts.append("translation-not-checked")
    return " ".join(map(rulebook.fact, facts))


def span(rulebook: Rulebook, bounds: tuple[int, int] | None) -> str:
    """Return "3" or "3 to 4", and nothing for what is not stated."""
    if bounds is None:
        return ""
    low, high = (locales.number(one, rulebook.language) for one in bounds)
    return low if low == high else rulebook.say("{low} to {high}", low=low, high=high)


def days(rulebook: Rulebook, bounds: tuple[int, int] | int | None) -> str:
    """Return days in words, in weeks where they are whole; nothing for what is not stated."""
    if bounds is None:
        return ""
    low, high = (bounds, bounds) if isinstance(bounds, int) else bounds
    if low % _DAYS_A_WEEK or high % _DAYS_A_WEEK:
        shown = span(rulebook, (low, high))
        return rulebook.count("{number} day", "{number} days", high, number=shown)
    shown = span(rulebook, (low // _DAYS_A_WEEK, high // _DAYS_A_WEEK))
    return rulebook.count("{number} week", "{number} weeks", high // _DAYS_A_WEEK, number=shown)


def judged(rulebook: Rulebook, one: Judged) -> str:
    """Say when studies judged the result."""
    return rulebook.say(_SINCE[one.since], time=days(rulebook, one.days))
