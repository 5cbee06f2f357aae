"""The strength of evidence as marks and in two words; `labels` has it in full. Pure."""

from __future__ import annotations

from quiz.catalogue import N_

#: From the weakest on. The last is there so that nobody takes the best there is for the best
#: there could be: no rule file can claim it.
ORDER = ("indirect", "limited", "moderate", "strong")
IN_SHORT = {
    "indirect": N_("Indirect evidence"),
    "limited": N_("Limited evidence"),
    "moderate": N_("Moderate evidence"),
}


def marks(strength: str) -> tuple[bool, ...]:
    """Return one mark for each strength there could be, true up to this one."""
    reached = ORDER.index(strength)
    return tuple(n <= reached for n in range(len(ORDER)))
