"""A plan is drawn where studies put it in time, and nothing is drawn that they do not state."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quiz.model import Judged, Plan, Rulebook
from quiz.web.pictures.timeline import Point, Stretch, Tick, Timeline, strip, timeline

PLAN = Plan(
    sessions=(3, 3), days_between=20, judged=(), recovery_days=(1, 3), plan_days=10
)  # ends on day 50


def drawn(plan: Plan) -> Timeline:
    line = timeline(plan)
    assert line
    return line


def test_sessions_and_the_days_after_them_stand_where_they_are_in_time() -> None:
    line = drawn(PLAN)

    assert line.sessions == (Point(0), Point(40), Point(80))
    assert line.free == (Stretch(0, 20), Stretch(40, 20), Stretch(80, 20))
    assert line.recovery == (Stretch(0, 6), Stretch(40, 6), Stretch(80, 6))


def test_a_session_that_only_some_studies_had_is_drawn_apart() -> None:
    line = drawn(replace(PLAN, sessions=(2, 3)))

    assert [one.sure for one in line.sessions] == [True, True, False]


def test_results_stand_where_they_were_judged_after_the_last_session() -> None:
    line = drawn(replace(PLAN, judged=(Judged((40, 60), "last_session"),)))

    assert line.judged == (Stretch(80, 20),), "on days 80 to 100"
    assert line.judged_apart == ()


def test_results_stand_where_they_were_judged_after_the_first_session() -> None:
    line = drawn(replace(PLAN, judged=(Judged((100, 100), "first_session"),)))

    assert line.judged == (Stretch(100, 0),)


def test_results_counted_from_nobody_says_when_are_kept_off_the_line_of_the_sessions() -> None:
    line = drawn(replace(PLAN, judged=(Judged((100, 100), "not_stated"),)))

    assert line.judged == ()
    assert line.judged_apart == (Stretch(100, 0),)
    assert line.height > drawn(PLAN).height


def test_where_the_clinic_decides_how_many_only_the_gap_is_drawn_and_it_goes_on() -> None:
    line = drawn(replace(PLAN, sessions=None))

    assert line.sessions == (Point(0, sure=False), Point(50, sure=False))
    assert line.going_on == Stretch(50, 50)


def test_a_single_session_is_followed_by_its_review() -> None:
    line = drawn(replace(PLAN, sessions=(1, 1)))

    assert (line.sessions, line.review) == ((Point(0),), 100)
    assert drawn(PLAN).review is None


@pytest.mark.parametrize(
    "plan",
    [
        Plan(None, None, (), None, None),
        Plan((3, 3), None, (), (1, 3), 7),
        Plan((1, 1), None, (), None, None),
    ],
)
def test_without_times_there_is_no_line(plan: Plan) -> None:
    assert timeline(plan) is None


def test_the_figures_are_weeks_and_never_too_many_for_a_small_phone() -> None:
    assert drawn(PLAN).ticks[:2] == (Tick(0, 0), Tick(14, 1))
    for sessions in range(2, 60):
        ticks = drawn(replace(PLAN, sessions=(sessions, sessions))).ticks

        assert 2 <= len(ticks) <= 9


def test_the_days_after_a_session_are_sure_perhaps_and_kept_free() -> None:
    looks = [day.look for day in strip(replace(PLAN, plan_days=5))]

    assert looks == ["recovery", "perhaps", "perhaps", "free", "free"]
    assert [day.look for day in strip(replace(PLAN, plan_days=None))] == looks[:3]
    assert strip(Plan((3, 3), 20, (), None, None)) == ()
    assert strip(replace(PLAN, plan_days=30)) == (), "too many to be told apart"


def test_every_plan_of_the_rulebook_keeps_inside_its_picture(rulebook: Rulebook) -> None:
    plans = [suit.plan for suit in rulebook.suits if suit.plan]
    for plan in plans:
        line = drawn(plan)
        stretches = (*line.free, *line.recovery, *line.judged, *line.judged_apart)
        ends = [one.x + one.width for one in stretches] + [one.x for one in line.sessions]

        assert max(ends) == pytest.approx(100) or line.review == 100 or line.going_on
        assert all(0 <= one <= 100.02 for one in ends)
        assert len(line.sessions) == (plan.sessions or (0, 2))[1]
