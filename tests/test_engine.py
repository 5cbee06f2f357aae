"""What must hold for every possible set of answers, tried on random ones."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import Phase, given, seed, settings
from hypothesis import strategies as st

from quiz import engine
from quiz.answers import Answers
from quiz.assessment import as_json, assess
from quiz.conditions import holds
from quiz.engine import InvalidAnswersError, recommend
from quiz.model import Rulebook
from quiz.questions import Kind, Means
from quiz.recommendation import COMBINATION, SEE_SPECIALIST
from tests import oracle
from tests.people import answers, examples

MANY = examples(600)


@MANY
@given(st.data())
def test_the_engine_agrees_with_the_contract_written_out_by_hand(
    rulebook: Rulebook, data: st.DataObject
) -> None:
    given_answers = data.draw(answers(rulebook))
    made = recommend(rulebook, given_answers)

    fired = [reason.id for reason in (*made.rules, *made.suits, *made.not_covered)]
    assert (made.outcome, made.urgency) == oracle.outcome(given_answers.given)
    assert sorted(fired) == sorted(oracle.fired(given_answers.given))


@MANY
@given(st.data())
def test_there_is_exactly_one_outcome_and_it_names_what_is_left(
    rulebook: Rulebook, data: st.DataObject
) -> None:
    shown = as_json(assess(rulebook, data.draw(answers(rulebook))))
    treatments = shown["treatments"]
    assert isinstance(treatments, dict)
    left = {id for id, treatment in treatments.items() if treatment["recommended"]}

    by_name = {SEE_SPECIALIST: set(), COMBINATION: {*rulebook.treatments}}
    by_name |= {treatment: {treatment} for treatment in rulebook.treatments}
    assert left == by_name[str(shown["outcome"])]


@MANY
@given(st.data())
def test_one_more_tick_or_not_sure_never_adds_a_treatment(
    rulebook: Rulebook, data: st.DataObject
) -> None:
    before = data.draw(answers(rulebook))
    checklists = [one for one in rulebook.questions.values() if one.kind is Kind.CHECKLIST]
    question = data.draw(st.sampled_from(checklists))
    ticked = before.given[question.id]
    rows = [option.id for option in question.options if not option.means]
    alone = {option.id for option in question.options if option.means}
    assert isinstance(ticked, tuple)
    more = [
        (*(row for row in ticked if row not in alone), row) for row in rows if row not in ticked
    ]
    unsure = [(option,) for option in question.meaning(Means.UNSURE)]
    if set(ticked) == set(question.meaning(Means.UNSURE)):
        return

    after = before.changed(question.id, data.draw(st.sampled_from(more + unsure)))

    assert set(recommend(rulebook, after).recommended) <= set(
        recommend(rulebook, before).recommended
    )


@MANY
@given(st.data())
def test_no_stopped_or_unwanted_treatment_is_ever_recommended(
    rulebook: Rulebook, data: st.DataObject
) -> None:
    made = recommend(rulebook, data.draw(answers(rulebook)))

    for treatment, verdict in made.verdicts.items():
        if verdict.recommended:
            assert verdict.wanted
            assert verdict.allowed
            assert not any(treatment in rule.stops for rule in made.rules)
            assert any(suit.treatment == treatment for suit in made.suits)


@MANY
@given(st.data())
def test_what_is_recommended_always_serves_the_main_concern(
    rulebook: Rulebook, data: st.DataObject
) -> None:
    made = recommend(rulebook, data.draw(answers(rulebook)))
    main = made.answers.given[rulebook.main_concern]
    serving = {suit.treatment for suit in made.suits if suit.concern == main}

    assert not made.recommended or serving & set(made.recommended)


@MANY
@given(st.data())
def test_every_safety_requirement_holds(rulebook: Rulebook, data: st.DataObject) -> None:
    made = recommend(rulebook, data.draw(answers(rulebook)))

    for requirement in rulebook.requirements:
        if holds(requirement.condition, made.answers):
            assert requirement.never.isdisjoint(made.recommended), requirement.id


def test_a_skipped_question_is_an_error_and_never_a_go_ahead(
    rulebook: Rulebook, plain: Answers
) -> None:
    for question in plain.given:
        missing = Answers({id: one for id, one in plain.given.items() if id != question})

        with pytest.raises(InvalidAnswersError):
            recommend(rulebook, missing)


@pytest.mark.parametrize("answer", ["unheard_of", ("unheard_of",), (), 0, ("none", "unheard_of")])
def test_an_unknown_answer_is_an_error_that_does_not_repeat_it(
    rulebook: Rulebook, plain: Answers, answer: str | int | tuple[str, ...]
) -> None:
    for question in plain.given:
        if question == rulebook.other_concerns and answer == ():
            continue

        with pytest.raises(InvalidAnswersError, match="do not fit") as raised:
            recommend(rulebook, plain.changed(question, answer))
        assert "unheard_of" not in str(raised.value)
        assert raised.value.__cause__ is None
        assert raised.value.__suppress_context__


def test_no_rulebook_is_ever_decided_by_the_tables_of_one_that_is_gone(
    rulebook: Rulebook, plain: Answers
) -> None:
    """The tables are kept by what may be the address of another rulebook later."""
    stopped = plain.changed("health", ("pregnant",))
    kept = len(engine._tables)
    for _ in range(20):
        without = replace(rulebook, rules=())
        assert recommend(without, stopped).recommended
        del without
        assert not recommend(replace(rulebook), stopped).recommended

    assert len(engine._tables) == kept


def test_the_order_of_ticks_changes_nothing(rulebook: Rulebook, plain: Answers) -> None:
    one = recommend(rulebook, plain.changed("health", ("epilepsy", "pregnant")))
    other = recommend(rulebook, plain.changed("health", ("pregnant", "epilepsy")))

    assert set(one.rules) == set(other.rules)
    assert one.outcome == other.outcome


def test_the_random_people_reach_every_outcome(rulebook: Rulebook) -> None:
    """Else the tests above would show next to nothing, whatever they assert."""
    outcomes: Counter[str] = Counter()

    @seed(1)
    @settings(max_examples=600, database=None, phases=[Phase.generate])
    @given(answers(rulebook))
    def count(given_answers: Answers) -> None:
        outcomes[recommend(rulebook, given_answers).outcome] += 1

    count()

    assert {outcome for outcome, number in outcomes.items() if number >= 12} == {
        *rulebook.treatments,
        COMBINATION,
        SEE_SPECIALIST,
    }
