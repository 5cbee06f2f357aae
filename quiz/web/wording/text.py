"""A result as plain text, for a terminal: all that the page says of it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import fill

from quiz.assessment import Assessment
from quiz.model import Rulebook
from quiz.web.wording.items import ShownReason
from quiz.web.wording.plan import ShownPlan
from quiz.web.wording.reasons import Against
from quiz.web.wording.result import Result, result_in_words

_WIDTH = 88


def text_answer(assessed: Assessment) -> str:
    """Put an assessment into paragraphs and lists."""
    rulebook, result = assessed.recommendation.rulebook, result_in_words(assessed)
    return "\n\n".join((*_result(result), *_closing(rulebook)))


def _result(result: Result) -> Iterator[str]:
    yield result.headline.upper()
    yield fill(result.sentence, _WIDTH)
    yield from _part("Why", _reasons(result.why))
    yield from _part("What to keep in mind", _reasons(result.worth_knowing))
    yield from _part("What could change this", map(_point, result.could_change))
    yield from _each_against("Why not", result.why_not)
    yield from _each_against("Not covered:", result.not_covered)
    yield from _part("What studies did", (line for one in result.plan for line in _plan(one)))
    yield from _part("Choosing a clinician", [_point(result.choosing)] if result.choosing else [])
    answers = (_point(f"{answer.name}: {answer.text}") for answer in result.rests_on)
    yield from _part(f"What this rests on: {result.rests_on_text}", answers)
    notes = (_point(_cited(item.text, item.rules)) for item in result.for_the_clinician)
    yield from _part("For the clinician", notes)


def _part(title: str, lines: Iterable[str]) -> Iterator[str]:
    if text := "\n".join(lines):
        yield f"{title}\n{text}"


def _each_against(title: str, each: Iterable[Against]) -> Iterator[str]:
    for one in each:
        together = " together" if one.together else ""
        yield from _part(f"{title} {one.name}{together}", _reasons(one.reasons))


def _reasons(reasons: Iterable[ShownReason]) -> Iterator[str]:
    for reason in reasons:
        causes = "; ".join(answer.cause for answer in reason.answers)
        yield _point(
            _cited(
                f"Because of: {causes}" if reason.again else reason.text,
                tuple(rule.id for rule in reason.rules),
            )
        )
        yield from (_below(text) for text in (reason.strength, *map(str, reason.advice)) if text)


def _plan(plan: ShownPlan) -> Iterator[str]:
    for text in plan.texts:
        yield _point(f"{plan.treatment}: {text}" if plan.treatment else text)


def _cited(text: str, rules: tuple[str, ...]) -> str:
    return f"{text} [{', '.join(rules)}]" if rules else text


def _point(text: str) -> str:
    return fill(text, _WIDTH, initial_indent="  - ", subsequent_indent="    ")


def _below(text: str) -> str:
    return fill(text, _WIDTH, initial_indent="    ", subsequent_indent="    ")


def _closing(rulebook: Rulebook) -> Iterator[str]:
    facts = ["emergency", "information-only"] + ([] if rulebook.reviewed.on else ["not-reviewed"])
    yield fill(" ".join(rulebook.fact(id) for id in facts), _WIDTH)
    yield f"Rulebook {rulebook.version}, fingerprint {rulebook.fingerprint}"
