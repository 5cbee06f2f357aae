from quiz.answers import Answers
from quiz.assessment import assess
from quiz.model import Rulebook
from quiz.web.pages.first import first_reasons
from quiz.web.wording.result import result_in_words


def test_two_stops_with_one_sentence_are_both_read_first(
    rulebook: Rulebook, plain: Answers
) -> None:
    """What stops is never folded, under a heading about what else was chosen least of all."""
    melasma = plain.changed("main_concern", "dark_marks").changed("mark_type", "melasma")
    assessed = assess(rulebook, melasma.changed("skin_today", ("melasma",)))
    why = result_in_words(assessed).why
    first, others = first_reasons(assessed.recommendation, why)

    stops = {rule.id for reason in first for rule in reason.rules}
    assert {"melasma-marks", "melasma"} <= stops
    assert others == ()
