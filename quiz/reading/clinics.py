"""The clinics whose pages may show the quiz."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from hashlib import sha256
from types import MappingProxyType

from quiz.clinic import Clinic, Colours, Logo
from quiz.problems import Part
from quiz.reading.codes import Code
from quiz.reading.contrast import check_contrast
from quiz.reading.files import RuleFile
from quiz.reading.fingerprint import DEFAULT_CLINIC
from quiz.reading.hints import did_you_mean, shown
from quiz.reading.house_rules import read_house_rules
from quiz.reading.layout import Layout
from quiz.reading.logos import read_logo
from quiz.reading.names import Names
from quiz.reading.nodes import Fields, plain, words
from quiz.reading.references import check_treatment
from quiz.reading.report import Report
from quiz.reading.shape_problems import shaped
from quiz.reading.shapes import ClinicShape

_LISTS = ("origins", "languages", "treatments")


def read_clinics(layout: Layout, names: Names, report: Report) -> Mapping[str, Clinic]:
    """Read all clinics, by id, which is the file's name; each with a problem is left out."""
    _check_default(layout, report)
    known = (file.known for file in layout.files.clinics)
    read = (_read(file, node, layout, names, report) for file, node in layout.clinics)
    clinics = [clinic for clinic in (*known, *read) if clinic]
    broken = {problem.place.file for problem in report.all()}
    whole = {one.id: one for one in clinics if one.place.file not in broken}
    return MappingProxyType(dict(sorted(whole.items())))


def _read(
    file: RuleFile, node: Fields, layout: Layout, names: Names, report: Report
) -> Clinic | None:
    _check_id(file, report)
    for name in _LISTS:
        _check_once(node, name, report)
    for treatment in words(node.get("treatments")):
        check_treatment(treatment, names, report)
    _check_minimum_age(node, layout, names, report)
    shape = shaped(ClinicShape, node, report)
    rules = read_house_rules(node, names, report)
    logo = read_logo(layout.files.folder, node, report)
    if shape is None:
        return None
    colours = _colours(shape)
    check_contrast(node, colours, report)
    return Clinic(
        id=file.stem,
        name=shape.name,
        origins=tuple(shape.origins),
        languages=tuple(shape.languages or ()),
        colours=colours,
        logo=logo,
        booking=shape.booking or "",
        treatments=tuple(shape.treatments or ()),
        phone=shape.phone or "",
        emergency=shape.emergency or "",
        minimum_age=shape.minimum_age,
        house_rules=rules,
        fingerprint=_fingerprint(node, logo),
        made_from=file.made_from,
        place=node.place,
    )


def _check_id(file: RuleFile, report: Report) -> None:
    if not re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", file.stem):
        what = f"{shown(file.stem)} cannot be a clinic's id"
        hint = "name the file in small letters and digits, joined by hyphens"
        report.add(Code.BAD_VALUE, file.place, what, hint)


def _check_default(layout: Layout, report: Report) -> None:
    """Check that there is a file for the clinic at the root; no problem of the rules proper."""
    files = [file.stem for file in layout.files.clinics]
    default = layout.rulebook.word(DEFAULT_CLINIC) if layout.rulebook else None
    if layout.rulebook and default and default not in files:
        place = layout.rulebook.values[DEFAULT_CLINIC].place
        what, hint = f"no clinic {shown(default)}", did_you_mean(default, files)
        report.add(Code.BAD_VALUE, place, what, hint, Part.BESIDE)


def _check_once(node: Fields, name: str, report: Report) -> None:
    seen = set()
    for word in words(node.get(name)):
        if word.text in seen:
            report.add(Code.BAD_VALUE, word.place, f"{shown(word.text)} stands twice in this list")
        seen.add(word.text)


def _check_minimum_age(node: Fields, layout: Layout, names: Names, report: Report) -> None:
    age, written = names.questions.get(names.age or ""), node.word("minimum_age")
    if written is None or layout.rulebook is None:
        return
    place = node.values["minimum_age"].place
    if names.age is None:
        hint = "name one in rulebook.yaml: `age: ...`"
        report.add(Code.BAD_VALUE, place, "no question asks for the age", hint)
    elif (
        age
        and written.isdecimal()
        and age.low
        and age.high
        and not age.low < int(written) <= age.high
    ):
        what = f"{age.id} goes from {age.low} to {age.high}"
        report.add(Code.BAD_VALUE, place, what, "a minimum age lies above the first of them")


def _colours(shape: ClinicShape) -> Colours:
    schemes = {
        name: MappingProxyType({token: colour for token, colour in scheme if colour})
        for name, scheme in shape.colours
    }
    return MappingProxyType({name: scheme for name, scheme in schemes.items() if scheme})


def _fingerprint(node: Fields, logo: Logo | None) -> str:
    """Return twelve digits that change with anything in the file but its layout, and the logo."""
    text = json.dumps(plain(node), sort_keys=True, separators=(",", ":"))
    return sha256(text.encode() + (logo.content if logo else b"")).hexdigest()[:12]
