"""How rules and facts become items of an explanation. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce

from quiz.answers import Answer
from quiz.conditions import cited
from quiz.explanation.items import Item
from quiz.model import Reasoned, Suit
from quiz.recommendation import Recommendation, Verdict


@dataclass(frozen=True, slots=True)
class Told:
    """A recommendation while it is being explained, with what is needed again and again."""

    made: Recommendation
    main: str = field(init=False)  #: the main concern
    verdicts: Mapping[str, Verdict] = field(init=False)

    def __post_init__(self) -> None:
        main = self.made.answers.given[self.made.rulebook.main_concern]
        object.__setattr__(self, "main", main)
        object.__setattr__(self, "verdicts", self.made.verdicts)

    @property
    def suits_main(self) -> list[Suit]:
        """What suits the main concern, whether it is allowed or not."""
        return [suit for suit in self.made.suits if suit.concern == self.main]

    @property
    def suits_recommended(self) -> list[Suit]:
        """What suits and is recommended, for the main concern first."""
        suits = [suit for suit in self.made.suits if suit.treatment in self.made.recommended]
        return sorted(suits, key=lambda suit: suit.concern != self.main)

    def said(self, reasons: Sequence[Reasoned]) -> tuple[Item, ...]:
        """Give each reason once, in its own sentence, with the answers that made it fire."""
        return tuple(
            Item(
                text=reason.because,
                rules=(reason.id,),
                answers=cited(reason.when, self.made.answers),
                sources=reason.sources,
            )
            for reason in dict.fromkeys(reasons)
        )

    def fact(self, id: str, answers: Mapping[str, Answer] | None = None, **words: object) -> Item:
        """Give a named fact of the rulebook as a reason."""
        return Item(text=self.made.rulebook.fact(id, **words), rules=(id,), answers=answers or {})

    def named(self, treatments: Iterable[str]) -> str:
        """Join the names of treatments in words."""
        return self.joined(self.made.rulebook.treatments[id].name for id in treatments)

    def joined(self, parts: Iterable[str]) -> str:
        """Join parts of a sentence by the rulebook's word for "and"."""
        rulebook = self.made.rulebook
        return reduce(lambda first, second: rulebook.fact("and", first=first, second=second), parts)
