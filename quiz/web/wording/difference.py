"""What both shapes of a difference for people to read have in common. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from quiz.checks.attribution import RuleChange
from quiz.checks.compared import Direction, Group
from quiz.checks.difference import NO_URGENCY, NOT_TAKEN, Difference

SUMMARY = {
    Direction.EQUAL: "Nobody gets another outcome.",
    Direction.STRICTER: "Somebody is stopped who was not before, and nobody is let through.",
    Direction.LOOSER: "Somebody is let through who was not before.",
    Direction.MIXED: "Somebody is let through who was not before, and somebody else is stopped.",
}
GONE = (
    "These answers cannot be given any more. Nobody knows what these people answer instead, "
    "so the change counts as looser."
)
SHARES = "Shares are of the assumed population in population.yaml: guesses, not measurements."
_WORDS = {NOT_TAKEN: "answers not taken", NO_URGENCY: "no urgency"}
#: Up to here a number is written in full.
_LONGEST = 10**9
_FEWEST = 0.0001
_NAMED = 3


def sets(count: int) -> str:
    """Say how many sets of answers."""
    if count > _LONGEST:
        digits, power = f"{Decimal(count):.1e}".split("e+")  # too large for a float
        return f"{digits} x 10^{int(power)} sets of answers"
    return f"{count:,} set{'' if count == 1 else 's'} of answers"


def share(group: Group) -> str:
    """Say what share of the population; nothing if none is declared."""
    if group.share is None:
        return ""
    return f"{group.share:.2%}" if group.share >= _FEWEST else "under 0.01%"


def who(group: Group) -> str:
    """Say how many, and who for example."""
    part = f" ({share(group)} of people)" if share(group) else ""
    return f"{sets(group.count)}{part}, for example: {group.example}"


def by_itself(change: RuleChange) -> Iterator[str]:
    """Say in a line or two what a change does to whom."""
    for word in ("looser", "stricter"):
        groups = {one.to: getattr(one, word) for one in change.effects if getattr(one, word)}
        if groups:
            told = ", ".join(f"{to} {share(one) or sets(one.count)}" for to, one in groups.items())
            example = min((one.example for one in groups.values()), key=len)
            yield f"{word}: {told}; for example: {example}"


def outcome(id: str) -> str:
    """Name an outcome or an urgency."""
    return _WORDS.get(id, id)


def only_with(change: RuleChange) -> str:
    """Say that a change does something only together with others; nothing if by itself."""
    if not change.together_with:
        return ""
    return f"only together with {_few(change.together_with)}"


def sides(difference: Difference) -> str:
    """Name both rulebooks."""
    old, new = difference.old, difference.new
    return f"{old.version} ({old.fingerprint}) -> {new.version} ({new.fingerprint})"


def counted(number: int, what: str) -> str:
    """Count in words."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def _few(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else ""
    return ", ".join(ids[:_NAMED]) + more
