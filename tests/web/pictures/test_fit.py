"""The picture of treatments and concerns says what was decided, by marks and by words."""

from __future__ import annotations

from quiz.beside import Case
from quiz.engine import recommend
from quiz.model import Rulebook
from quiz.recommendation import Recommendation
from quiz.web.pictures.fit import Cell, FitPicture, fit_picture
from quiz.web.wording.strength import marks
from tests.people import valid


def made(rulebook: Rulebook, cases: tuple[Case, ...], id: str, **changed: object) -> Recommendation:
    case = next(case for case in cases if case.id == id)
    return recommend(rulebook, valid(rulebook, {**case.fields, **changed}))


def picture(rulebook: Rulebook, cases: tuple[Case, ...], id: str, **changed: object) -> FitPicture:
    drawn = fit_picture(made(rulebook, cases, id, **changed))
    assert drawn
    return drawn


def cells(rulebook: Rulebook, drawn: FitPicture) -> dict[tuple[str, str], Cell]:
    ids = {one.label: one.id for one in rulebook.questions[rulebook.main_concern].options}
    return {
        (ids[row.concern], name): cell
        for row in drawn.rows
        for name, cell in zip(drawn.treatments, row.cells, strict=True)
    }


def test_what_is_offered_shows_its_strength_beside_what_does_not_suit(
    rulebook: Rulebook, cases: tuple[Case, ...]
) -> None:
    drawn = picture(rulebook, cases, "plain")

    assert drawn.treatments == ("Microneedling", "Mesotherapy"), "what is offered stands first"
    assert cells(rulebook, drawn) == {
        ("fine_lines", "Microneedling"): Cell(
            "offered", (True, True, True, False), ("Moderate evidence",)
        ),
        ("fine_lines", "Mesotherapy"): Cell("unsuited", (), ("Not suited here",)),
    }
    assert drawn.scale == rulebook.facts["strength-scale"]


def test_what_would_suit_and_is_stopped_says_so(
    rulebook: Rulebook, cases: tuple[Case, ...]
) -> None:
    shown = cells(rulebook, picture(rulebook, cases, "nickel-dry-and-scars"))

    scars = shown["scars", "Microneedling"]
    assert (scars.state, scars.words) == (
        "stopped",
        ("Moderate evidence", "Stopped by your answers"),
    )
    assert shown["dry_skin", "Mesotherapy"].state == "offered"


def test_too_many_cautions_stop_as_well(rulebook: Rulebook, cases: tuple[Case, ...]) -> None:
    careful = {"health": ["diabetes_controlled"], "skin_history": ["cold_sores", "marks_easily"]}
    (row,) = picture(rulebook, cases, "plain", **careful).rows

    assert [cell.state for cell in row.cells] == ["stopped", "unsuited"]


def test_what_a_caution_keeps_from_being_combined_is_not_called_stopped(
    rulebook: Rulebook, cases: tuple[Case, ...]
) -> None:
    both = {"other_concerns": ["dry_skin"], "health": ["diabetes_controlled"]}
    shown = cells(rulebook, picture(rulebook, cases, "plain", **both))

    dry = shown["dry_skin", "Mesotherapy"]
    assert (dry.state, dry.words) == ("left", ("Limited evidence", "Not offered here"))


def test_every_concern_has_a_row_with_the_main_one_first(
    rulebook: Rulebook, cases: tuple[Case, ...]
) -> None:
    main = rulebook.questions[rulebook.main_concern]
    for case in cases:
        decided = made(rulebook, cases, case.id)
        drawn = fit_picture(decided)
        others = decided.answers.chosen(rulebook.other_concerns)
        chosen = (case.fields[rulebook.main_concern], *others)

        assert (drawn is None) == (not decided.suits)
        if drawn:
            assert [row.concern for row in drawn.rows] == [main.label(str(id)) for id in chosen]
            states = {cell.state for row in drawn.rows for cell in row.cells}
            assert ("offered" in states) == bool(decided.recommended)


def test_nothing_in_the_rulebook_has_all_the_marks(rulebook: Rulebook) -> None:
    assert {len(marks(suit.strength)) for suit in rulebook.suits} == {4}
    assert not any(all(marks(suit.strength)) for suit in rulebook.suits)
    assert all(marks(suit.strength)[0] for suit in rulebook.suits)
