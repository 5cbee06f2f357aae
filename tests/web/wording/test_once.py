"""What a rulebook alone decides is worked out once, and let go with the rulebook."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace

from quiz.model import Rulebook
from quiz.web.wording.once import once


def test_each_rulebook_has_its_own(rulebook: Rulebook) -> None:
    made: list[str] = []

    @once
    def title(of: Rulebook, part: str) -> str:
        made.append(part)
        return f"{of.title} {part}"

    other = replace(rulebook, title="Another")
    said = [title(one, part) for one in (rulebook, other, rulebook) for part in ("a", "b")]

    assert said == [f"{one} {part}" for one in (rulebook.title, "Another", rulebook.title)
                    for part in ("a", "b")]  # fmt: skip
    assert made == ["a", "b"] * 2


def test_a_rulebook_that_is_served_no_more_is_let_go(rulebook: Rulebook) -> None:
    @once
    def title(of: Rulebook, part: str) -> str:
        return of.title + part

    other = replace(rulebook, title="Another")
    title(other, "a")
    gone = weakref.ref(other)
    del other
    gc.collect()

    assert gone() is None
