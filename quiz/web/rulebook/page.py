"""The rulebook's page, on the web or as a book, as its templates see it."""

from __future__ import annotations

from dataclasses import dataclass

from quiz.figures import CheckFigures, Figures
from quiz.model import Rulebook
from quiz.web.drawing import draw
from quiz.web.drawing.picture import Picture
from quiz.web.pages.page import Frame
from quiz.web.rulebook import shown_entries
from quiz.web.rulebook.rule_words import reviewed, rounded
from quiz.web.rulebook.shown_entries import AskedStep
from quiz.web.rulebook.shown_rules import Group, Link, Row, ShownRules


@dataclass(frozen=True, slots=True)
class Proved:
    """What came of the checks."""

    answers: str  #: how many sets of answers, rounded
    exactly: str
    checked_on: str
    holding: int
    checks: tuple[CheckFigures, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """Addresses of what the page on the web needs, or leads to."""

    stylesheet: str
    script: str
    simulator: str


@dataclass(frozen=True, slots=True)
class RulebookPage:
    """All that the templates of the rulebook see."""

    frame: Frame
    around: Around | None  #: None in the book, which stands alone
    title: str
    reviewed: str
    about: tuple[Row, ...]
    proved: Proved | None  #: None while the checks are running, or if they failed to
    failed: bool
    picture: Picture | None
    steps: tuple[AskedStep, ...]
    rules: tuple[Group, ...]
    requirements: Group
    facts: Group
    evidence: tuple[Group, ...]

    @property
    def contents(self) -> tuple[Link, ...]:
        """The parts of the page, in order."""
        parts = {"checks": "What was checked", "picture": "The picture", "questions": "Questions"}
        parts |= {group.id: group.title for group in self.rules}
        last = (self.requirements, self.facts)
        parts |= {group.id: group.title for group in last} | {"evidence": "Evidence"}
        return tuple(Link(anchor, text) for anchor, text in parts.items())

    @property
    def in_book(self) -> bool:
        """Whether the page stands alone, without anything else to lead to."""
        return self.around is None


def rulebook_page(
    frame: Frame,
    rulebook: Rulebook,
    figures: Figures | None,
    *,
    around: Around | None = None,
    failed: bool = False,
) -> RulebookPage:
    """Put the whole rulebook into words, with its figures once they are there."""
    return RulebookPage(
        frame=frame,
        around=around,
        title="The rulebook",
        reviewed=reviewed(rulebook.reviewed),
        about=tuple(_about(rulebook)),
        failed=failed,
        proved=_proved(figures) if figures else None,
        picture=draw(rulebook, figures) if figures else None,
        steps=shown_entries.shown_steps(rulebook),
        rules=tuple(ShownRules(rulebook, figures).groups()),
        requirements=shown_entries.requirements(rulebook),
        facts=shown_entries.facts(rulebook),
        evidence=shown_entries.evidence(rulebook),
    )


def _about(rulebook: Rulebook) -> list[Row]:
    policy = rulebook.policy
    counts = (
        (rulebook.questions, "questions"),
        (rulebook.rules, "safety rules"),
        (rulebook.suits, "suits"),
        (rulebook.not_covered, "facts about what is not covered"),
        (rulebook.requirements, "safety requirements"),
        (rulebook.evidence, "sources"),
    )
    holds = ", ".join(f"{len(each)} {what}" for each, what in counts)
    return [
        Row("Quiz", (rulebook.title,)),
        Row("Version", (rulebook.version,)),
        Row("Fingerprint", (rulebook.fingerprint,)),
        Row("Review", (reviewed(rulebook.reviewed),)),
        Row("Holds", (holds,)),
        Row("Cautions allowed", (str(policy.cautions_allowed),)),
        Row("Cautions allowed for a combination", (str(policy.cautions_allowed_for_combination),)),
    ]


def _proved(figures: Figures) -> Proved:
    return Proved(
        answers=rounded(figures.answers),
        exactly=f"{figures.answers:,}",
        checked_on=figures.checked_on,
        holding=sum(not check.problems for check in figures.checks),
        checks=figures.checks,
    )
