"""The shape of a source of the evidence."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from quiz.reading.shapes.base import Date, Flag, Link, Month, Shape, SourceId, Words

_Read = Literal["abstract", "passage", "opening", "second-hand", "memory"]


class SourceShape(Shape):
    """A source, whether it speaks for the treatments, against them, or only about them."""

    id: SourceId
    """An id of its own among the sources."""
    group: Literal["regulators", "efficacy", "safety", "law", "project"]
    """Under which heading it is listed."""
    citation: Words
    """Who, what, where, when."""
    identifiers: list[Words]
    """DOI, PMID and the like; empty if there are none."""
    links: list[Link]
    """Where it can be read."""
    read: Annotated[list[_Read], Field(min_length=1)]
    """What of it was read."""
    speaks: Literal["for", "against", "about"]
    """What it says of the treatments."""
    finding: Words
    """What it found, in our own words, with every caveat."""
    checked: Month
    """The year and month in which it was read."""
    review_by: Date
    """The date by which to look at it again."""
    machine_written: Flag = False
    """true for a page that a machine wrote: it supports nothing."""
    project_text: Flag = False
    """true for one of the project's own source texts: it supports nothing."""
    unused: Words = ""
    """Why it is kept although nothing cites it."""
