"""Two rulebooks that differ by a few edits, and everyone who could answer either, one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain, combinations
from pathlib import Path

from quiz.answer_reader import read_answers
from quiz.answers import Answer, Answers
from quiz.checks.difference import NOT_TAKEN, Difference, compare
from quiz.checks.population import completed
from quiz.engine import recommend
from quiz.model import Rulebook
from quiz.questions import Kind, Means, Question
from quiz.reading import Reading, read
from tests.copies import english_rules

#: A file below the rules folder, the text there, and the text in its place.
Edited = tuple[str, str, str]
Given = dict[str, Answer]


def edited(rules: Path, folder: Path, *changes: Edited) -> Path:
    """Copy a rules folder and edit the copy; each text must stand there."""
    copy = english_rules(folder, rules)
    for file, old, new in changes:
        text = (copy / file).read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file}"
        (copy / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return copy


def read_well(folder: Path) -> tuple[Reading, Rulebook]:
    reading = read(folder, cases=False)
    assert reading.rulebook, "\n".join(map(str, reading.problems))
    return reading, reading.rulebook


def difference_after(rules: Path, folder: Path, *changes: Edited) -> Difference:
    """Edit a copy of the rules, and compare the rules with it."""
    (before, old), (after, new) = read_well(rules), read_well(edited(rules, folder, *changes))
    return compare(old, new, completed(after.population, before.population))


def everyone(old: Rulebook, new: Rulebook, ages: Mapping[int, int]) -> Iterator[tuple[Given, int]]:
    """Yield everyone who answers all that either rulebook asks, with how many they stand for."""
    asked = {**new.questions, **old.questions}
    people: list[tuple[Given, int]] = [({}, 1)]
    for id in asked:
        versions = [one.questions[id] for one in (old, new) if id in one.questions]
        people = [
            (given | answer, times * weight)
            for given, times in people
            for answer, weight in _answers(id, versions, given, (old, new), ages)
        ]
    yield from people


def moved(people: Iterator[tuple[Given, int]], old: Rulebook, new: Rulebook) -> Counter[object]:
    """Count, by what the engine says before and after, those for whom it differs."""
    found: Counter[object] = Counter()
    for given, times in people:
        pair = _outcome(given, old), _outcome(given, new)
        if pair[0] != pair[1]:
            found[pair] += times
    return found


def as_read(given: Given, rulebook: Rulebook) -> Given:
    """Leave out what a rulebook does not ask, and what its lists do not have."""
    kept: Given = {}
    for question in rulebook.questions.values():
        if question.id in given and question.asked(kept):
            kept[question.id] = _kept(given[question.id], question)
    return kept


def _kept(answer: Answer, question: Question) -> Answer:
    if not isinstance(answer, tuple):
        return answer
    known = tuple(one for one in answer if one in question.option_ids)
    return known or (tuple(question.meaning(Means.NOTHING)) if answer else ())


def _outcome(given: Given, rulebook: Rulebook) -> str:
    fields = {
        id: list(one) if isinstance(one, tuple) else one
        for id, one in as_read(given, rulebook).items()
    }
    answers = read_answers(rulebook, fields)
    return recommend(rulebook, answers).outcome if isinstance(answers, Answers) else NOT_TAKEN


def _answers(
    id: str,
    versions: list[Question],
    given: Given,
    rulebooks: tuple[Rulebook, Rulebook],
    ages: Mapping[int, int],
) -> Iterator[tuple[Given, int]]:
    askers = [one for one in rulebooks if id in one.questions]
    if not any(one.questions[id].asked(as_read(given, one)) for one in askers):
        yield {}, 1
        return
    if versions[0].kind is Kind.NUMBER:
        for age, width in ages.items():
            yield {id: age}, width
        return
    options = {option.id: option for question in versions for option in question.options}
    if versions[0].kind is Kind.ONE:
        for option in options:
            yield {id: option}, 1
        return
    rows = [one.id for one in options.values() if not one.means]
    taken = {given.get(one.main_concern) for one in rulebooks if one.other_concerns == id}
    alone = [(one.id,) for one in options.values() if one.means]
    some = chain.from_iterable(combinations(rows, n) for n in range(1, len(rows) + 1))
    empty = [()] if versions[0].optional else []
    for chosen in chain(some, alone, empty):
        if taken.isdisjoint(chosen):
            yield {id: chosen}, 1
