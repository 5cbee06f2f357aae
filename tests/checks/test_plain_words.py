"""What is hard to read in the rules is told, text by text; what has to stay may stay."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.checks import Examined
from quiz.checks.plain_words import plain_words
from quiz.checks.reading_age import reading_age, sentences, syllables, words
from quiz.model import Rulebook
from quiz.plain_words import Jargon, Passage, PatientText, PlainWords
from quiz.problems import Place
from quiz.reading import Reading, read
from tests.conftest import ROOT

KELOID = Jargon("keloid", "big scar", ("bigger than the wound",))
Finds = Callable[..., list[str]]


@pytest.fixture
def finds(rulebook: Rulebook) -> Finds:
    def found(
        *texts: str, jargon: tuple[Jargon, ...] = (), before: tuple[str, ...] = ()
    ) -> list[str]:
        passage = Passage(tuple(PatientText(Place("a.yaml"), one) for one in texts), before)
        looked_at = Examined(rulebook, plain_words=PlainWords((passage,), jargon))
        return [problem.what for problem in plain_words.run(looked_at)]

    return found


def test_a_sentence_of_26_words_is_too_long_and_one_of_25_is_not(finds: Finds) -> None:
    assert finds(" ".join(["go"] * 26) + ".") == ['a sentence of 26 words: "go go go go go go ..."']
    assert finds(" ".join(["go"] * 25) + ".") == []


def test_each_line_of_a_list_is_a_sentence_of_its_own(finds: Finds) -> None:
    assert finds(" ".join(["go"] * 20), " ".join(["go"] * 20)) == []


def test_hard_words_are_told_where_there_are_enough_of_them(finds: Finds) -> None:
    hard = "Consideration of several possibilities is recommended. "

    assert "reading age" in finds(hard * 4)[0]
    assert finds(hard) == []


def test_what_is_read_in_one_go_is_judged_as_a_whole(finds: Finds) -> None:
    hard, easy = "Consideration of several possibilities is recommended.", "We can go on. " * 12

    assert finds(hard, easy) == []


def test_jargon_is_told_in_any_form_unless_it_is_explained(finds: Finds) -> None:
    assert finds("Keloids come back.", jargon=(KELOID,)) == ['"keloid" is jargon']
    assert finds("Keloids are bigger than the wound.", jargon=(KELOID,)) == []
    assert finds("Keloids come back.", "Bigger than the wound.", jargon=(KELOID,)) == []
    assert finds("Keloids.", jargon=(KELOID,), before=("Bigger than the wound",)) == []
    assert finds("A keloidal scar.", jargon=(KELOID,)) == []


def test_of_two_listed_words_the_longer_one_counts(finds: Finds) -> None:
    jargon = (Jargon("adverse", "bad"), Jargon("adverse event", "side effect"))

    assert finds("An adverse event.", jargon=jargon) == ['"adverse event" is jargon']


def test_names_that_must_stay_do_not_make_a_text_hard() -> None:
    text = ["Radiofrequency is not what we do, as it can burn."]

    assert reading_age(text, {"radiofrequency"}) < reading_age(text, set()) - 2


@pytest.mark.parametrize(
    ("word", "spoken"),
    [
        ("used", 1), ("made", 1), ("wanted", 2), ("needles", 2), ("moles", 1), ("patches", 2),
        ("area", 3), ("reaction", 3), ("serious", 3), ("treated", 2), ("patient", 2),
        ("someone", 2), ("safety", 2), ("well-known", 2), ("don't", 1), ("doctor's", 2),
        ("emergency", 4), ("diabetes", 4), ("being", 2), ("quiet", 2), ("little", 2),
    ],
)  # fmt: skip
def test_syllables_are_those_that_are_spoken(word: str, spoken: int) -> None:
    assert syllables(word) == spoken


def test_numbers_and_quotes_do_not_split_words_and_sentences() -> None:
    assert words("It's 2,000 or 2.5% of well-known ones.") == [
        "It's", "2,000", "or", "2.5%", "of", "well-known", "ones",
    ]  # fmt: skip
    assert sentences("Is it? Yes! It took 2.5 days. ") == ["Is it?", "Yes!", "It took 2.5 days."]


def test_a_known_text_has_the_reading_age_that_it_is_known_for() -> None:
    """The first words of the Gettysburg address: grade 11 or so, whichever program counts."""
    text = (
        "Four score and seven years ago our fathers brought forth on this continent, a new nation, "
        "conceived in Liberty, and dedicated to the proposition that all men are created equal. "
        "Now we are engaged in a great civil war, testing whether that nation, or any nation so "
        "conceived and so dedicated, can long endure. We are met on a great battle-field of that "
        "war."
    )

    assert 15 < reading_age([text], set()) < 17


@pytest.fixture(scope="module")
def patient_texts(reading: Reading) -> dict[str, Place]:
    return {
        one.text: one.place for passage in reading.plain_words.passages for one in passage.texts
    }


def test_every_text_that_patients_read_is_looked_at_where_it_stands(
    rulebook: Rulebook, patient_texts: dict[str, Place]
) -> None:
    told = {reason.because for reason in rulebook.reasons()} | set(rulebook.facts.values())
    told |= {text for rule in rulebook.rules for text in rule.advised().values() if text}
    told |= {rule.until for rule in rulebook.rules if rule.until}
    told |= {suit.studies for suit in rulebook.suits}
    told |= {fact.advice for fact in rulebook.not_covered if fact.advice}
    for question in rulebook.questions.values():
        told |= {question.text, question.name, question.error, question.hint} - {""}
        told |= {text for one in question.options for text in (one.label, one.hint) if text}
    for treatment in rulebook.treatments.values():
        told |= {treatment.summary}
        told |= {
            text
            for part in treatment.sections.values()
            for text in (*part.text, *part.points, part.unsourced)
            if text
        }

    assert told <= set(patient_texts)
    for text, place in list(patient_texts.items())[::20]:
        lines = (ROOT / place.file).read_text(encoding="utf-8").splitlines()[place.line - 1 :]
        assert text.split()[0].strip("\"'") in " ".join(lines[:2])


def test_what_clinicians_read_and_citations_are_not_looked_at(
    rulebook: Rulebook, patient_texts: dict[str, Place]
) -> None:
    said = {reason.because for reason in rulebook.reasons()}
    apart = {reason.clinician for reason in rulebook.reasons()} - said
    apart |= {source.citation for source in rulebook.evidence.values()}

    assert apart.isdisjoint(patient_texts)


def test_the_shipped_rules_are_in_plain_words(reading: Reading, rulebook: Rulebook) -> None:
    found = plain_words.run(Examined(rulebook, plain_words=reading.plain_words))

    assert reading.plain_words.jargon
    assert [str(problem) for problem in found] == []


def test_a_mistake_in_the_list_of_jargon_is_told_and_leaves_the_rulebook_standing(
    tmp_path: Path,
) -> None:
    for path in (ROOT / "rules").iterdir():
        if path.name not in {"plain_words.yaml", "cases"}:
            (tmp_path / path.name).symlink_to(path)
    listed = "- {word: renal, say: of the kidneys, explaned_by: [kidneys]}\n"
    (tmp_path / "plain_words.yaml").write_text(listed, "utf-8")
    reading = read(tmp_path)

    assert [(Path(one.place.file).name, one.code) for one in reading.problems] == [
        ("plain_words.yaml", "R04")
    ]
    assert reading.rulebook
