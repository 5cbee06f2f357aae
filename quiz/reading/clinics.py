"""The clinics whose pages may show the quiz."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from quiz.model import Clinic
from quiz.reading.codes import Code
from quiz.reading.hints import shown
from quiz.reading.layout import Layout
from quiz.reading.report import Report
from quiz.reading.shape_problems import shaped
from quiz.reading.shapes import ClinicShape


def read_clinics(layout: Layout, report: Report) -> Mapping[str, Clinic]:
    """Read all clinics, by id, which is the file's name; broken ones are left out."""
    clinics = {}
    for file, node in layout.clinics:
        shape = shaped(ClinicShape, node, report)
        named = re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", file.stem)
        if not named:
            what = f"{shown(file.stem)} cannot be a clinic's id"
            hint = "name the file in small letters and digits, joined by hyphens"
            report.add(Code.BAD_VALUE, file.place, what, hint)
        if shape and named:
            clinics[file.stem] = Clinic(file.stem, shape.name, node.place)
    return MappingProxyType(clinics)
