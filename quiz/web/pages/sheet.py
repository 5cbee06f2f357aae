"""What only the printed sheet shows: what the clinician should know, and the sources in short."""

from __future__ import annotations

from dataclasses import dataclass

from quiz.model import Source
from quiz.recommendation import Recommendation
from quiz.web.wording.result import Result

#: How many lines are left for the clinician to write on.
_LINES = 5
_LONGEST_CITATION = 90


@dataclass(frozen=True, slots=True)
class ShortSource:
    """A source in one line."""

    id: str
    citation: str
    identifier: str


@dataclass(frozen=True, slots=True)
class ClinicianNote:
    """A finding in the field's own terms, with the ids of its rule and its sources."""

    text: str
    rules: str
    sources: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the sheet shows beside the outcome and its reasons."""

    notes: tuple[ClinicianNote, ...]
    sources: tuple[ShortSource, ...]
    lines: range


def sheet_of(made: Recommendation, result: Result) -> Sheet:
    """Gather what a clinician wants on paper."""
    items = result.for_the_clinician
    cited = dict.fromkeys(id for item in items for id in item.sources)
    return Sheet(
        notes=tuple(
            ClinicianNote(item.text, ", ".join(item.rules), ", ".join(item.sources))
            for item in items
        ),
        sources=tuple(_short(made.rulebook.evidence[id]) for id in cited),
        lines=range(_LINES),
    )


def _short(source: Source) -> ShortSource:
    citation = source.citation
    if len(citation) > _LONGEST_CITATION:
        citation = citation[:_LONGEST_CITATION].rsplit(" ", 1)[0] + " …"
    return ShortSource(source.id, citation, source.identifiers[0] if source.identifiers else "")
