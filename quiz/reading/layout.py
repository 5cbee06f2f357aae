"""What all files hold, item by item, where each stands where it belongs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quiz.reading import placing
from quiz.reading.files import RuleFile, RuleFiles
from quiz.reading.nodes import Fields, mappings
from quiz.reading.placing import Content, Placing
from quiz.reading.report import Report

_OneEach = tuple[tuple[RuleFile, Fields], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The contents of all files, in the order of the files."""

    files: RuleFiles
    rulebook: Fields | None
    steps: tuple[Fields, ...]
    questions: tuple[Fields, ...]
    treatments: _OneEach
    suits: tuple[Fields, ...]
    rules: tuple[Fields, ...]
    not_covered: tuple[Fields, ...]
    sources: tuple[Fields, ...]
    requirements: tuple[Fields, ...]
    facts: tuple[Fields, ...]
    cases: _OneEach
    clinics: _OneEach
    population: Fields | None
    jargon: tuple[Fields, ...]
    incomplete: frozenset[Content]  #: of what there may be more than is known

    def complete(self, *contents: Content) -> bool:
        """Say whether everything of these contents is known."""
        return self.incomplete.isdisjoint(contents)


def lay_out(files: RuleFiles, report: Report) -> Layout:
    """Sort out what the files hold; what is in the wrong place is a problem and left out."""
    place = Placing(report)
    steps = _each(place, files.questions, placing.STEP)
    treatments = _each(place, files.treatments, placing.TREATMENT)
    rules = _all(
        place.items(file, placing.RULE) for file in place.files(files.safety, placing.RULE)
    )
    rulebook = place.one(files.rulebook, placing.RULEBOOK)
    questions = _all(place.fitting(s.get("questions"), placing.QUESTION) for _, s in steps)
    suits = _all(place.fitting(t.get("suits"), placing.SUIT) for _, t in treatments)
    return Layout(
        files=files,
        rulebook=rulebook,
        steps=tuple(step for _, step in steps),
        questions=questions,
        treatments=treatments,
        suits=suits,
        rules=rules,
        not_covered=place.items(files.not_covered, placing.NOT_COVERED),
        sources=place.items(files.evidence, placing.SOURCE),
        requirements=place.items(files.requirements, placing.REQUIREMENT),
        facts=tuple(mappings(rulebook.get("facts"))) if rulebook else (),
        cases=_each(place, files.cases, placing.CASE_FILE),
        clinics=_each(place, files.clinics, placing.CLINIC),
        population=place.one(files.population, placing.POPULATION) if files.population else None,
        jargon=place.items(files.plain_words, placing.JARGON) if files.plain_words else (),
        incomplete=frozenset(place.incomplete),
    )


def _each(place: Placing, files: tuple[RuleFile, ...], content: Content) -> _OneEach:
    found = ((file, place.one(file, content)) for file in place.files(files, content))
    return tuple((file, fields) for file, fields in found if fields is not None)


def _all(groups: Iterable[tuple[Fields, ...]]) -> tuple[Fields, ...]:
    return tuple(fields for group in groups for fields in group)
