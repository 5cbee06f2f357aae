"""What a person answered. Pure: knows nothing of questions, rules or the web."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

#: A whole number, the id of one option, or the ids of several in the order of the question.
Answer: TypeAlias = int | str | tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Answers:
    """Answers by question id, complete and valid for one rulebook.

    A question that was not asked has no answer here; that is not the same as an
    unanswered one, which the reader of answers refuses.
    """

    given: Mapping[str, Answer]

    def __post_init__(self) -> None:
        object.__setattr__(self, "given", MappingProxyType(dict(self.given)))

    def __repr__(self) -> str:
        """Say how many, never which: a repr ends up in logs and error reports."""
        return f"<Answers to {len(self.given)} questions>"

    def chosen(self, question: str) -> tuple[Answer, ...]:
        """Return what was chosen, one item or several; nothing if it was not asked."""
        answer = self.given.get(question, ())
        return answer if isinstance(answer, tuple) else (answer,)

    def changed(self, question: str, answer: Answer) -> Answers:
        """Return a copy in which one question is answered differently."""
        return Answers({**self.given, question: answer})
