"""The reasons of a result in words: each in full only once, and then by its answers. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from quiz.assessment import Assessment
from quiz.explanation import Item
from quiz.explanation.wording import Told
from quiz.model import Effect, Rule
from quiz.web.wording.items import InWords, ShownReason
from quiz.web.wording.outcome import outcome_name, treatments_of

_WORTH_KNOWING = frozenset({Effect.CAUTION, Effect.NOTE})


@dataclass(frozen=True, slots=True)
class Against:
    """The reasons against one outcome, or for leaving one concern out."""

    name: str
    together: bool  #: the name is of several treatments at once
    reasons: tuple[ShownReason, ...]


class ReasonsOnce:
    """Gives the reasons of one result; to be asked in the order of the page."""

    def __init__(self, assessed: Assessment) -> None:
        self._made, self._explanation = assessed.recommendation, assessed.explanation
        self._in_words = InWords(self._made.rulebook)
        self._every = tuple(self._made.rulebook.treatments)
        self._said: set[str] = set()  #: sentences
        self._told: set[tuple[str, str]] = set()  #: rules, each with a treatment

    def why(self) -> tuple[ShownReason, ...]:
        """Give what decided."""
        return self._shown(self._explanation.why, self._made.recommended or self._every)

    def worth_knowing(self) -> tuple[ShownReason, ...]:
        """Give what fired without stopping anything, where it concerns the outcome."""
        touching = [rule for rule in self._made.rules if self._touched(rule)]
        return tuple(
            reason
            for rule in touching
            for reason in self._shown(Told(self._made).said([rule]), self._touched(rule))
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
            Against(
                name=main.label(concern),
                together=False,
                reasons=self._shown(
                    [one for one in items if one.concern == concern], self._suiting(concern)
                ),
            )
            for concern in dict.fromkeys(item.concern for item in items)
        )

    def _suiting(self, concern: str) -> tuple[str, ...]:
        suiting = [suit.treatment for suit in self._made.suits if suit.concern == concern]
        return tuple(dict.fromkeys(suiting)) or self._every

    def _touched(self, rule: Rule) -> tuple[str, ...]:
        treatments = self._made.recommended
        return tuple(id for id in treatments if rule.effects.get(id) in _WORTH_KNOWING)

    def _against(self, name: str, items: Iterable[Item], treatments: tuple[str, ...]) -> Against:
        return Against(name, len(treatments) > 1, self._shown(items, treatments))

    def _shown(self, items: Iterable[Item], treatments: Collection[str]) -> tuple[ShownReason, ...]:
        """Put reasons into words, those about one treatment always with the advice for it."""
        different = {(item.rules, item.text): item for item in items}
        return tuple(self._one(item, treatments) for item in different.values())

    def _one(self, item: Item, treatments: Collection[str]) -> ShownReason:
        again = item.text in self._said and bool(item.answers)
        pairs = {id: (item.rules[0] if item.rules else "", id) for id in treatments}
        new = [id for id, pair in pairs.items() if pair not in self._told]
        self._said.add(item.text)
        self._told.update(pairs.values())
        advised = treatments if len(treatments) == 1 else new
        return self._in_words.reason(item, advised, again=again)
