"""The reasons of a result, each in words and only once. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quiz.assessment import Assessment
from quiz.explanation import Item
from quiz.explanation.wording import Told
from quiz.model import Effect, Rule
from quiz.web.in_words import InWords, ShownReason
from quiz.web.outcome_words import outcome_name, treatments_of

_WORTH_KNOWING = frozenset({Effect.CAUTION, Effect.NOTE})


@dataclass(frozen=True, slots=True)
class Against:
    """The reasons against one outcome, or for leaving one concern out."""

    name: str
    together: bool  #: the name is of several treatments at once
    reasons: tuple[ShownReason, ...]  #: those not given above; () if all of them were


class ReasonsOnce:
    """Gives the reasons of one result; to be asked in the order of the page."""

    def __init__(self, assessed: Assessment) -> None:
        self._made, self._explanation = assessed.recommendation, assessed.explanation
        self._in_words = InWords(self._made.rulebook)
        self._given: set[str] = set()

    def why(self) -> tuple[ShownReason, ...]:
        """Give what decided."""
        return self._new(self._explanation.why, self._made.recommended)

    def worth_knowing(self) -> tuple[ShownReason, ...]:
        """Give what fired without stopping anything, where it concerns the outcome."""
        touching = [rule for rule in self._made.rules if self._touched(rule)]
        return tuple(
            reason
            for rule in touching
            for reason in self._new(Told(self._made).said([rule]), self._touched(rule))
        )

    def why_not(self) -> tuple[Against, ...]:
        """Give what stands against each other outcome."""
        return tuple(
            self._against(outcome_name(self._made, id), items, treatments_of(self._made, id))
            for id, items in self._explanation.why_not.items()
            if items
        )

    def not_covered(self) -> tuple[Against, ...]:
        """Give why the outcome leaves concerns out, by concern."""
        rulebook, items = self._made.rulebook, self._explanation.not_covered
        main = rulebook.questions[rulebook.main_concern]
        return tuple(
            self._against(main.label(concern), [one for one in items if one.concern == concern])
            for concern in dict.fromkeys(item.concern for item in items)
        )

    def _touched(self, rule: Rule) -> tuple[str, ...]:
        treatments = self._made.recommended
        return tuple(id for id in treatments if rule.effects.get(id) in _WORTH_KNOWING)

    def _against(
        self, name: str, items: Iterable[Item], treatments: tuple[str, ...] = ()
    ) -> Against:
        return Against(name, len(treatments) > 1, self._new(items, treatments))

    def _new(self, items: Iterable[Item], treatments: tuple[str, ...]) -> tuple[ShownReason, ...]:
        new = [item for item in items if item.text not in self._given]
        self._given.update(item.text for item in new)
        return tuple(self._in_words.reason(item, treatments) for item in new)
