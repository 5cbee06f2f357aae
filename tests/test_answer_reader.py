import pytest

from quiz.answer_reader import AnswerProblem, read_answers
from quiz.answers import Answers
from quiz.model import Rulebook
from tests.people import Fields


def codes(read: Answers | tuple[AnswerProblem, ...]) -> list[tuple[str | None, str]]:
    assert not isinstance(read, Answers)
    return [(problem.question, problem.code) for problem in read]


def test_complete_answers_are_read_in_the_order_of_their_question(
    rulebook: Rulebook, plain_fields: Fields
) -> None:
    read = read_answers(rulebook, plain_fields | {"health": ["epilepsy", "pregnant"]})

    assert isinstance(read, Answers)
    assert read.given["health"] == ("pregnant", "epilepsy")


@pytest.mark.parametrize(
    ("question", "value", "code"),
    [
        ("age", 0, "out_of_range"),
        ("age", 121, "out_of_range"),
        ("age", -1, "out_of_range"),
        ("age", 10**400, "out_of_range"),
        ("age", 34.5, "wrong_type"),
        ("age", 34.0, "wrong_type"),
        ("age", True, "wrong_type"),
        ("age", "34", "wrong_type"),
        ("age", "abc", "wrong_type"),
        ("age", None, "wrong_type"),
        ("age", [34], "wrong_type"),
        ("skin_type", 3, "wrong_type"),
        ("skin_type", ["3"], "wrong_type"),
        ("skin_type", "7", "unknown_option"),
        ("skin_type", "", "unknown_option"),
        ("skin_type", "3\x00", "unknown_option"),
        ("skin_type", "\ud800", "unknown_option"),
        ("skin_type", "\u200f3", "unknown_option"),
        ("health", "pregnant", "wrong_type"),
        ("health", {"pregnant": True}, "wrong_type"),
        ("health", ["pregnant", 1], "wrong_type"),
        ("health", [["pregnant"]], "wrong_type"),
        ("health", ["pregnent"], "unknown_option"),
        ("health", ["pregnant", "pregnant"], "repeated_option"),
        ("health", ["none", "pregnant"], "not_alone"),
        ("health", ["pregnant", "not_sure"], "not_alone"),
        ("health", ["none", "not_sure"], "not_alone"),
        ("health", [], "missing"),
        ("other_concerns", ["fine_lines"], "repeated_concern"),
        ("other_concerns", ["none"], "unknown_option"),
    ],
)
def test_a_bad_answer_is_named_and_not_repeated(
    rulebook: Rulebook, plain_fields: Fields, question: str, value: object, code: str
) -> None:
    read = read_answers(rulebook, plain_fields | {question: value})

    assert codes(read) == [(question, code)]
    assert not isinstance(read, Answers)
    for given in ("pregnent", "34", "3\x00", "\ud800"):
        assert given not in read[0].message


def test_everything_that_is_wrong_is_said_at_once(rulebook: Rulebook) -> None:
    read = read_answers(rulebook, {"age": "old", "colour": "blue"})

    found = codes(read)
    asked_always = [q.id for q in rulebook.questions.values() if not (q.ask_when or q.optional)]
    assert found[0] == (None, "unknown_question")
    assert [question for question, _ in found[1:]] == asked_always


def test_an_unanswered_question_says_what_to_do_in_its_own_words(
    rulebook: Rulebook, plain_fields: Fields
) -> None:
    del plain_fields["age"]

    read = read_answers(rulebook, plain_fields)

    assert read == (AnswerProblem("age", "missing", rulebook.questions["age"].error),)


def test_a_follow_up_is_asked_where_it_applies(rulebook: Rulebook, plain_fields: Fields) -> None:
    read = read_answers(rulebook, plain_fields | {"other_concerns": ["scars"]})

    assert codes(read) == [("scar_type", "missing"), ("scar_age", "missing")]


def test_a_follow_up_that_does_not_apply_is_ignored_whatever_it_holds(
    rulebook: Rulebook, plain_fields: Fields
) -> None:
    read = read_answers(rulebook, plain_fields | {"scar_type": 12, "hair_type": ["x", None]})

    assert isinstance(read, Answers)
    assert not {"scar_type", "hair_type"} & read.given.keys()


def test_other_concerns_may_be_left_out_or_empty(rulebook: Rulebook, plain_fields: Fields) -> None:
    left_out = {id: one for id, one in plain_fields.items() if id != "other_concerns"}

    one, other = read_answers(rulebook, left_out), read_answers(rulebook, plain_fields)

    assert isinstance(one, Answers)
    assert isinstance(other, Answers)
    assert one.given["other_concerns"] == other.given["other_concerns"] == ()
