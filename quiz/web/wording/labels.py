"""What the words of rule files are called where people read them: one place for all of them."""

from __future__ import annotations

from quiz.model import Judged, Source

READ = {
    "abstract": "we read its summary (abstract)",
    "opening": "we read its first page",
    "passage": "we read the passage itself",
    "second-hand": "we read about it elsewhere, not the document itself",
    "memory": "it is from memory, not checked",
}
SPEAKS = {
    "for": "Speaks for the treatment",
    "against": "Speaks against the treatment",
    "about": "Is about it, neither for nor against",
}
STRENGTH = {
    "moderate": "Moderate evidence",
    "limited": "Limited evidence",
    "indirect": "Indirect evidence: studied elsewhere, or together with something else",
}
SECTIONS = {
    "what_it_is": "What it is",
    "how_it_works": "How it works",
    "who_does_it": "Who does it",
    "tools": "What it is done with",
    "recovery": "Recovery",
    "risks": "What can go wrong",
    "aftercare": "Looking after your skin",
    "get_help": "When to get help",
    "sessions": "What it costs in sessions",
}
#: The parts whose points are steps, one after the other.
IN_STEPS = frozenset({"how_it_works"})
_SINCE = {
    "first_session": " after the first session",
    "last_session": " after the last session",
    "not_stated": "",
}
_DAYS_A_WEEK = 7


def reading_of(source: Source) -> str:
    """Say how a source was read, most careful way first."""
    ways = sorted(source.read, key=tuple(READ).index)
    return "; ".join(READ[way] for way in ways)


def span(bounds: tuple[int, int] | None) -> str:
    """Return "3" or "3 to 4", and nothing for what is not stated."""
    if bounds is None:
        return ""
    low, high = bounds
    return str(low) if low == high else f"{low} to {high}"


def days(bounds: tuple[int, int] | int | None) -> str:
    """Return days in words, in weeks where they are whole; nothing for what is not stated."""
    if bounds is None:
        return ""
    low, high = (bounds, bounds) if isinstance(bounds, int) else bounds
    if low % _DAYS_A_WEEK or high % _DAYS_A_WEEK:
        return _counted((low, high), "day")
    return _counted((low // _DAYS_A_WEEK, high // _DAYS_A_WEEK), "week")


def judged(one: Judged) -> str:
    """Say when studies judged the result."""
    return days(one.days) + _SINCE[one.since]


def _counted(bounds: tuple[int, int], unit: str) -> str:
    return f"{span(bounds)} {unit}" + ("" if bounds == (1, 1) else "s")
