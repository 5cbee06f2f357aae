"""How to reach a clinic, and whom to call in an emergency, in words. Pure."""

from __future__ import annotations

import re
from html import escape

from quiz.catalogue import Marked
from quiz.clinic import Clinic
from quiz.model import Rulebook
from quiz.web.wording import locales

#: A number keeps its order inside a sentence that is read from right to left.
_LEFT_TO_RIGHT, _END = "\u2066", "\u2069"
#: To call it is the patient's own click. In a frame the whole page is asked: a page around it may
#: let its frames lead to nothing but pages.
_CALL = '<a href="tel:{dialled}" target="_top" dir="ltr">{number}</a>'


def emergency(rulebook: Rulebook, clinic: Clinic | None) -> str:
    """Say whom to call: the number where the clinic is, if it names one."""
    if clinic is None or not clinic.emergency:
        return rulebook.fact("emergency")
    return rulebook.fact("emergency-number", number=_number(rulebook, clinic.emergency))


def phone(rulebook: Rulebook, clinic: Clinic | None) -> str:
    """Say how to call the clinic, or nothing."""
    if clinic is None or not clinic.phone:
        return ""
    number = _number(rulebook, clinic.phone)
    return rulebook.fact("clinic-phone", clinic=clinic.name, phone=number)


def _number(rulebook: Rulebook, number: str) -> Marked:
    rightward = locales.direction(rulebook.language) == "ltr"
    text = number if rightward else f"{_LEFT_TO_RIGHT}{number}{_END}"
    return Marked(text, _CALL.format(dialled=re.sub(r"[^+0-9]", "", number), number=escape(number)))
