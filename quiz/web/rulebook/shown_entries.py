"""Questions, requirements, facts and evidence, each as an entry of the rulebook's page. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quiz.conditions import Between, Chosen, leaves
from quiz.model import Requirement, Rulebook, Source
from quiz.questions import Option, Question
from quiz.web.rulebook.rule_words import GROUPS, KINDS, MEANS, reviewed
from quiz.web.rulebook.shown_conditions import shown_condition
from quiz.web.rulebook.shown_rules import Entry, Group, Link, Row, rule_links, said
from quiz.web.wording import labels


@dataclass(frozen=True, slots=True)
class AskedOption:
    """An option, and what asks about it."""

    anchor: str
    id: str
    label: str
    hint: str
    means: str
    rules: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question with its options."""

    anchor: str
    id: str
    text: str
    rows: tuple[Row, ...]
    options: tuple[AskedOption, ...]


@dataclass(frozen=True, slots=True)
class AskedStep:
    """The questions of one step."""

    id: str
    title: str
    questions: tuple[AskedQuestion, ...]


def shown_steps(rulebook: Rulebook) -> tuple[AskedStep, ...]:
    """Put every question into words."""
    return tuple(
        AskedStep(f"step-{step.id}", step.title, tuple(_asked(rulebook, q) for q in step.questions))
        for step in rulebook.steps
    )


def requirements(rulebook: Rulebook) -> Group:
    """Put what must never happen into words."""
    entries = tuple(_requirement(rulebook, one) for one in rulebook.requirements)
    return Group("requirements", "What must never happen", entries)


def facts(rulebook: Rulebook) -> Group:
    """Give the sentences that belong to no single rule."""
    entries = (Entry(f"fact-{id}", id, text, (), "", (), ()) for id, text in rulebook.facts.items())
    return Group("facts", "Sentences of every result", tuple(entries))


def evidence(rulebook: Rulebook) -> tuple[Group, ...]:
    """Put every source into words, by group."""
    groups = dict.fromkeys(source.group for source in rulebook.evidence.values())
    return tuple(
        Group(
            f"evidence-{group}",
            GROUPS.get(group, group),
            tuple(_source(rulebook, s) for s in rulebook.evidence.values() if s.group == group),
        )
        for group in groups
    )


def _asked(rulebook: Rulebook, question: Question) -> AskedQuestion:
    return AskedQuestion(
        anchor=f"question-{question.id}",
        id=question.id,
        text=question.text,
        rows=said(_question_rows(rulebook, question)),
        options=tuple(_option(rulebook, question, option) for option in question.options),
    )


def _question_rows(rulebook: Rulebook, question: Question) -> Iterator[Row]:
    yield Row("In lists", (question.name,))
    yield Row("Answered with", (KINDS[question.kind] + _limits(question),))
    if question.ask_when:
        when = shown_condition(question.ask_when, rulebook.questions)
        yield Row("Asked only if", (when.in_words,))
    yield Row("Hint", (question.hint,) if question.hint else ())
    yield Row("If it is not answered", (question.error,))
    if not question.options:
        yield Row("Asked about by", (), rule_links(_asking(rulebook, question)))


def _limits(question: Question) -> str:
    return "" if question.options else f" from {question.low} to {question.high}"


def _option(rulebook: Rulebook, question: Question, option: Option) -> AskedOption:
    return AskedOption(
        anchor=f"option-{question.id}-{option.id}",
        id=option.id,
        label=option.label,
        hint=option.hint,
        means=MEANS[option.means] if option.means else "",
        rules=rule_links(_asking(rulebook, question, option.id)),
    )


def _asking(rulebook: Rulebook, question: Question, option: str = "") -> Iterator[str]:
    """Yield the ids of what asks about a question, or about one of its options."""
    for reason in rulebook.reasons():
        for leaf in leaves(reason.when):
            if leaf.question == question.id and (isinstance(leaf, Between) or _names(leaf, option)):
                yield reason.id
                break


def _names(leaf: Chosen, option: str) -> bool:
    return option in leaf.options


def _requirement(rulebook: Rulebook, one: Requirement) -> Entry:
    never = ", ".join(rulebook.treatments[id].name for id in sorted(one.never))
    when = shown_condition(one.condition, rulebook.questions)
    rows = [Row("If", (when.in_words,)), Row("Never", (never,))]
    kept = Row("Kept although no rule could break it", (one.keep,) if one.keep else ())
    return Entry(
        anchor=f"requirement-{one.id}",
        id=one.id,
        text=one.because,
        effects=(),
        state=reviewed(one.reviewed),
        rows=said([*rows, kept]),
        more=(),
    )


def _source(rulebook: Rulebook, source: Source) -> Entry:
    rows = [
        Row("What it says", (source.finding,)),
        Row("How it was read", (labels.reading_of(rulebook, source),)),
        Row("Kind", tuple(_kinds(source))),
    ]
    more = [
        Row("Speaks", (labels.SPEAKS[source.speaks],)),
        Row("Identifiers", source.identifiers),
        Row("Checked", (f"{source.checked}, to be read again by {source.review_by}",)),
        Row("Kept although nothing cites it", (source.unused,) if source.unused else ()),
        Row("Cited by", tuple(_pages(rulebook, source)), rule_links(_citing(rulebook, source))),
        Row("On the web", (), addresses=source.links),
    ]
    anchor = f"source-{source.id}"
    return Entry(anchor, source.id, source.citation, (), "", said(rows), said(more))


def _kinds(source: Source) -> Iterable[str]:
    if source.machine_written:
        yield "written by a machine: it supports nothing"
    if source.project_text:
        yield "a text of this project: it is no evidence"


def _citing(rulebook: Rulebook, source: Source) -> Iterator[str]:
    for reason in rulebook.reasons():
        if source.id in (*reason.sources, *reason.texts):
            yield reason.id


def _pages(rulebook: Rulebook, source: Source) -> Iterator[str]:
    for treatment in rulebook.treatments.values():
        cited = ((*one.sources, *one.texts) for one in treatment.sections.values())
        if any(source.id in ids for ids in cited):
            yield f"the page about {treatment.name.lower()}"
