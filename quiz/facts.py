"""The sentences that belong to no single rule: which a rulebook must have. Pure."""

from __future__ import annotations

from collections.abc import Mapping

#: The id of every fact, and the placeholders that its text may hold.
FACTS: Mapping[str, frozenset[str]] = {
    "lead": frozenset(),
    "headline-see-specialist": frozenset(),
    "outcome-treatment": frozenset({"treatment"}),
    "outcome-combination": frozenset({"treatments"}),
    "outcome-see-specialist": frozenset(),
    "urgency-same-day": frozenset(),
    "urgency-soon": frozenset(),
    "urgency-before": frozenset(),
    "too-many-cautions": frozenset({"treatment", "count", "allowed"}),
    "nothing-else-for-main": frozenset(),
    "not-for-main": frozenset({"treatment"}),
    "suits-none": frozenset({"treatment"}),
    "combination-none-suits": frozenset(),
    "combination-one-suits": frozenset(),
    "combination-stopped": frozenset(),
    "combination-caution": frozenset(),
    "combination-not-for-main": frozenset(),
    "combination-schedule": frozenset(),
    "could-change": frozenset({"outcome", "after"}),
    "once": frozenset({"until"}),
    "and": frozenset({"first", "second"}),
    "wait-until": frozenset({"until"}),
    "strength-scale": frozenset(),
    "rests-on": frozenset(),
    "could-not-be-assessed": frozenset(),
    "information-only": frozenset(),
    "not-reviewed": frozenset(),
    "translation-not-checked": frozenset(),
    "emergency": frozenset(),
    "choosing-a-clinician": frozenset(),
    "nothing-kept": frozenset(),
    "emergency-number": frozenset({"number"}),
    "clinic-phone": frozenset({"clinic", "phone"}),
    "minimum-age": frozenset({"age"}),
    "not-offered": frozenset({"clinic", "treatments"}),
}
