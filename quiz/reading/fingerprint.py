"""What tells one rulebook from another. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256

from quiz.reading.files import RuleFile, RuleFiles
from quiz.reading.nodes import Plain, plain

#: The field of rulebook.yaml that names a clinic.
DEFAULT_CLINIC = "default_clinic"


def fingerprint(files: RuleFiles, translations: Mapping[str, Plain] | None = None) -> str:
    """Return twelve hexadecimal digits that change with any text or value of the rulebook.

    Comments, the order of fields and the way a text is wrapped do not count; nor do
    clinics and cases, which are not part of the rulebook, and which clinic is the default one.
    """
    content: dict[str, Plain] = {
        "rulebook": [_without_default(one) for one in _contents([files.rulebook])],
        "evidence": _contents([files.evidence]),
        "requirements": _contents([files.requirements]),
        "not_covered": _contents([files.not_covered]),
        "questions": _contents(files.questions),
        "treatments": _contents(files.treatments),
        "safety": _contents(files.safety),
    }
    content |= {"translations": dict(translations)} if translations else {}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()[:12]


def _without_default(rulebook: Plain) -> Plain:
    if not isinstance(rulebook, dict):
        return rulebook
    return {name: value for name, value in rulebook.items() if name != DEFAULT_CLINIC}


def _contents(files: Iterable[RuleFile]) -> list[Plain]:
    return [None if file.node is None else plain(file.node) for file in files]
