"""A folder of rule files -> a rulebook, clinics and cases, or every problem at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from quiz.beside import Case, Population
from quiz.clinic import Clinic
from quiz.model import Policy, Rulebook
from quiz.plain_words import PlainWords
from quiz.problems import Part, Problem
from quiz.reading.cases import read_cases
from quiz.reading.catalogues import compiled, read_catalogues, said
from quiz.reading.clinics import read_clinics
from quiz.reading.codes import Code
from quiz.reading.concerns import check_age, check_concerns
from quiz.reading.evidence import read_evidence
from quiz.reading.facts import check_facts
from quiz.reading.files import Folder, read_files
from quiz.reading.fingerprint import fingerprint
from quiz.reading.known import Known
from quiz.reading.languages import WRITTEN_IN, read_languages
from quiz.reading.layout import Layout, lay_out
from quiz.reading.names import Names, gather
from quiz.reading.plain_words import read_plain_words
from quiz.reading.population import read_population
from quiz.reading.questions import read_steps
from quiz.reading.report import Report
from quiz.reading.rules import (
    check_reviewed,
    read_not_covered,
    read_requirements,
    read_reviewed,
    read_rules,
)
from quiz.reading.shape_problems import shaped
from quiz.reading.shapes import RulebookShape
from quiz.reading.treatments import read_treatments


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a folder of rule files."""

    rulebook: Rulebook | None  #: None if any file that belongs to it has a problem
    clinics: Mapping[str, Clinic]  #: those that read; a broken one is named in the problems
    cases: tuple[Case, ...]
    population: Population
    plain_words: PlainWords  #: what patients read, and what is jargon there
    problems: tuple[Problem, ...]  #: all of them, causes before their consequences


def read(
    folder: Path, *, cases: bool = True, translations: bool = True, known: Iterable[Clinic] = ()
) -> Reading:
    """Read a folder of rule files. Never raises for anything that stands in it.

    The cases can be left out: they take half of the time, and no rulebook is made of them. So
    can the translations, by whoever is about to renew them. A clinic that is known is not read
    again if it would be made from the same.
    """
    report, find = Report(), Known.of(folder, known).find
    layout = lay_out(read_files(folder, report, cases=cases, known=find), report)
    names = gather(layout, report)
    rulebook = _read_rulebook(layout, names, report)
    if rulebook and translations:
        rulebook = _translated(rulebook, layout, Folder.at(folder, report))
    clinics = read_clinics(layout, names, report)
    found = tuple(read_cases(layout, names, report))
    population = read_population(layout, names, report)
    plain_words = read_plain_words(layout, report)
    if rulebook and not report.all() and _is_short(rulebook, layout):
        what = "not everything in this folder was read, and nobody knows why"
        report.add(Code.UNREADABLE, layout.files.rulebook.place, what)
    problems = report.all()
    broken = any(problem.part is not Part.BESIDE for problem in problems)
    return Reading(None if broken else rulebook, clinics, found, population, plain_words, problems)


def _is_short(rulebook: Rulebook, layout: Layout) -> bool:
    """Say whether something is in the files and not in the rulebook, which would be a defect here.

    A safety rule that got lost without a problem would be the worst failure of all.
    """
    pairs = (
        (rulebook.rules, layout.rules),
        (rulebook.suits, layout.suits),
        (rulebook.not_covered, layout.not_covered),
        (rulebook.requirements, layout.requirements),
        (rulebook.questions, layout.questions),
        (rulebook.treatments, layout.treatments),
        (rulebook.evidence, layout.sources),
        (rulebook.facts, layout.facts),
    )
    return any(len(read) != len(written) for read, written in pairs)


def _read_rulebook(layout: Layout, names: Names, report: Report) -> Rulebook | None:
    shape = shaped(RulebookShape, layout.rulebook, report) if layout.rulebook else None
    _check_rulebook(layout, names, report)
    steps = read_steps(layout, names, report)
    check_concerns(layout, names, steps, report)
    check_age(layout, names, steps, report)
    treatments = read_treatments(layout, names, report)
    rules = tuple(read_rules(layout, names, report))
    not_covered = tuple(read_not_covered(layout, names, report))
    requirements = tuple(read_requirements(layout, names, report))
    evidence = read_evidence(layout, report)
    if shape is None:
        return None
    policy = shape.policy
    return Rulebook(
        title=shape.title,
        version=shape.version,
        fingerprint=fingerprint(layout.files),
        reviewed=read_reviewed(shape.reviewed),
        main_concern=shape.concerns.main,
        other_concerns=shape.concerns.others,
        policy=Policy(policy.cautions_allowed, policy.cautions_allowed_for_combination),
        steps=steps,
        treatments=treatments,
        rules=rules,
        not_covered=not_covered,
        facts=MappingProxyType({fact.id: fact.text for fact in shape.facts}),
        evidence=evidence,
        requirements=requirements,
        age=shape.age or "",
        default_clinic=shape.default_clinic or "",
        place=layout.files.rulebook.place,
        languages=read_languages(layout.rulebook, report) if layout.rulebook else (WRITTEN_IN,),
    )


def _translated(rulebook: Rulebook, layout: Layout, folder: Folder) -> Rulebook:
    """Return the rulebook with its catalogues, for which its fingerprint then stands as well."""
    found = read_catalogues(rulebook, folder)
    return replace(
        rulebook,
        catalogues=MappingProxyType({tag: compiled(one) for tag, one in found.items()}),
        fingerprint=fingerprint(layout.files, {tag: said(one) for tag, one in found.items()}),
    )


def _check_rulebook(layout: Layout, names: Names, report: Report) -> None:
    if layout.rulebook is None:
        return
    check_reviewed(layout.rulebook, report)
    check_facts(layout, names, report)
