"""What studies did, in words and as a picture: each plan once, with all it was used for. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quiz.explanation import Planned
from quiz.model import Judged, Plan, Rulebook
from quiz.web.pictures.timeline import Day, Timeline, strip, timeline
from quiz.web.wording import labels
from quiz.web.wording.once import once

_NOTHING_STATED = Plan(None, None, (), None, None)


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """The figures of one plan, made once; one that is not stated is empty."""

    sessions: str
    between: str
    review: str
    judged: str
    judged_apart: str  #: the same, where it is not stated from which day
    recovery: str
    keep_free: str
    timeline: Timeline | None
    strip: tuple[Day, ...]

    @property
    def stated(self) -> bool:
        """Whether there is any figure to show."""
        return bool(self.sessions or self.between or self.judged or self.recovery)


@dataclass(frozen=True, slots=True)
class ShownPlan:
    """One plan, and what it was used for."""

    treatment: str
    concerns: tuple[str, ...]
    texts: tuple[str, ...]
    figures: Figures


def plans_in_words(rulebook: Rulebook, planned: Iterable[Planned]) -> tuple[ShownPlan, ...]:
    """Put plans into words, those that are alike as one."""
    alike: dict[tuple[str | None, Plan | None], list[Planned]] = {}
    for one in planned:
        alike.setdefault((one.treatment, one.plan), []).append(one)
    return tuple(
        _shown(rulebook, treatment, plan or _NOTHING_STATED, same)
        for (treatment, plan), same in alike.items()
    )


def _shown(rulebook: Rulebook, treatment: str | None, plan: Plan, same: list[Planned]) -> ShownPlan:
    return ShownPlan(
        treatment=rulebook.treatments[treatment].name if treatment else "",
        concerns=tuple(_concerns(rulebook, same)),
        texts=tuple(dict.fromkeys(one.text for one in same)),
        figures=_figures(rulebook, plan),
    )


@once
def _figures(rulebook: Rulebook, plan: Plan) -> Figures:
    only_one = plan.sessions == (1, 1)
    return Figures(
        sessions=labels.span(rulebook, plan.sessions),
        between="" if only_one else labels.days(rulebook, plan.days_between),
        review=labels.days(rulebook, plan.days_between) if only_one else "",
        judged=_joined(rulebook, (one for one in plan.judged if one.since != "not_stated")),
        judged_apart=_joined(rulebook, (one for one in plan.judged if one.since == "not_stated")),
        recovery=labels.days(rulebook, plan.recovery_days),
        keep_free=labels.days(rulebook, plan.plan_days),
        timeline=timeline(plan),
        strip=strip(plan),
    )


def _concerns(rulebook: Rulebook, same: Iterable[Planned]) -> Iterator[str]:
    main, rules = (
        rulebook.questions[rulebook.main_concern],
        {id for one in same for id in one.rules},
    )
    yield from dict.fromkeys(main.label(s.concern) for s in rulebook.suits if s.id in rules)


def _joined(rulebook: Rulebook, judged: Iterable[Judged]) -> str:
    return "; ".join(labels.judged(rulebook, one) for one in judged)
