"""How well each treatment fits each concern that was chosen. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from quiz.catalogue import N_
from quiz.model import Rulebook, Suit
from quiz.recommendation import Recommendation, Verdict
from quiz.web.wording.strength import IN_SHORT, ORDER, marks

#: What is said beside the strength where a treatment suits and is not offered all the same.
_STOPPED = N_("Stopped by your answers")
_NOT_OFFERED = N_("Not offered here")
_NOT_SUITED = N_("Not suited here")


@dataclass(frozen=True, slots=True)
class Cell:
    """One treatment for one concern: its marks, and the same in words."""

    state: str  #: offered, stopped, left or unsuited
    marks: tuple[bool, ...]  #: none where it does not suit
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """One concern, with a cell for each treatment."""

    concern: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class FitPicture:
    """Treatments across, first those of the outcome, then those that suit; concerns down."""

    treatments: tuple[str, ...]
    rows: tuple[Fit, ...]
    scale: str  #: what the marks mean


def fit_picture(made: Recommendation) -> FitPicture | None:
    """Compare treatments and concerns; nothing where no treatment suits any of them."""
    if not made.suits:
        return None
    rulebook, answers = made.rulebook, made.answers
    main = rulebook.questions[rulebook.main_concern]
    concerns = (*answers.chosen(rulebook.main_concern), *answers.chosen(rulebook.other_concerns))
    verdicts = dict(sorted(made.verdicts.items(), key=_last))
    return FitPicture(
        treatments=tuple(rulebook.treatments[id].name for id in verdicts),
        rows=tuple(
            Fit(main.label(str(concern)), tuple(_cells(made, verdicts, str(concern))))
            for concern in concerns
        ),
        scale=rulebook.fact("strength-scale"),
    )


def _last(pair: tuple[str, Verdict]) -> tuple[bool, bool]:
    return not pair[1].recommended, not pair[1].wanted


def _cells(made: Recommendation, verdicts: Mapping[str, Verdict], concern: str) -> Iterator[Cell]:
    for treatment, verdict in verdicts.items():
        suits = [s for s in made.suits if (s.treatment, s.concern) == (treatment, concern)]
        best = max(suits, key=_strength, default=None)
        if best is None:
            yield Cell("unsuited", (), (made.rulebook.say(_NOT_SUITED),))
        elif verdict.recommended:
            yield _suited(made.rulebook, "offered", best)
        elif verdict.allowed:
            yield _suited(made.rulebook, "left", best, _NOT_OFFERED)
        else:
            yield _suited(made.rulebook, "stopped", best, _STOPPED)


def _suited(rulebook: Rulebook, state: str, suit: Suit, *but: str) -> Cell:
    words = (IN_SHORT[suit.strength], *but)
    return Cell(state, marks(suit.strength), tuple(map(rulebook.say, words)))


def _strength(suit: Suit) -> int:
    return ORDER.index(suit.strength)
