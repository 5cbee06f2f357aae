"""A rulebook in another language: every text that people read, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from io import BytesIO

from babel.messages import Catalog
from babel.messages.mofile import write_mo

from quiz.beside import Case
from quiz.catalogue import Catalogue
from quiz.engine import recommend
from quiz.model import Rulebook
from quiz.translation import texts, translate, within
from tests.people import valid

PLURAL = ("{number} day", "{number} days")


def catalogue(texts: Iterable[str], **said: str) -> Catalogue:
    """A catalogue of French that puts each text in brackets, or says what is given."""
    found = Catalog(locale="fr")
    for text in texts:
        found.add(text, said.get(text, f"[{text}]"))
    found.add(PLURAL, ("{number} jour", "{number} jours"))
    compiled = BytesIO()
    write_mo(compiled, found)
    return Catalogue(compiled.getvalue())


def in_french(rulebook: Rulebook, **said: str) -> Rulebook:
    french = catalogue({*(text for text, _ in texts(rulebook)), *said}, **said)
    both = replace(rulebook, languages=("en", "fr"), catalogues={"fr": french})
    return translate(both, "fr")


def test_every_text_is_translated_and_only_these(rulebook: Rulebook) -> None:
    french = in_french(rulebook)

    before, after = ([text for text, _ in texts(one)] for one in (rulebook, french))
    assert after == [f"[{text}]" for text in before]


def test_what_patients_and_clinicians_read_is_a_text(rulebook: Rulebook) -> None:
    found = {text for text, _ in texts(rulebook)}

    for question in rulebook.questions.values():
        assert {question.text, question.name, question.error, question.hint} <= found | {""}
        assert {one.label for one in question.options} <= found
        assert {one.hint for one in question.options} <= found | {""}
    for reason in rulebook.reasons():
        assert {reason.because, reason.clinician, reason.unsourced} <= found | {""}
    for rule in rulebook.rules:
        assert {rule.until, *rule.advised().values()} <= found | {""}
    for suit in rulebook.suits:
        assert {suit.studies, suit.advice} <= found | {""}
    for one in rulebook.not_covered:
        assert one.advice in found | {""}
    for treatment in rulebook.treatments.values():
        assert {treatment.name, treatment.summary} <= found
        for section in treatment.sections.values():
            assert {*section.text, *section.points, section.unsourced} <= found | {""}
    assert {step.title for step in rulebook.steps} <= found
    assert {rulebook.title, *rulebook.facts.values()} <= found
    assert {source.finding for source in rulebook.evidence.values()} <= found


def test_what_maintainers_and_machines_read_is_no_text(rulebook: Rulebook) -> None:
    found = {text for text, _ in texts(rulebook)}

    assert not found & {source.citation for source in rulebook.evidence.values()}
    assert not found & {reason.id for reason in rulebook.reasons()}
    assert not found & {reason.keep for reason in rulebook.reasons()}
    assert not found & {source.unused for source in rulebook.evidence.values()}


def test_nothing_but_words_differs(rulebook: Rulebook) -> None:
    french = in_french(rulebook)

    assert french.fingerprint == rulebook.fingerprint
    assert french.requirements is rulebook.requirements
    assert french.policy is rulebook.policy
    for before, after in zip(rulebook.reasons(), french.reasons(), strict=True):
        assert (after.id, after.sources, after.reviewed) == (
            before.id,
            before.sources,
            before.reviewed,
        )
        assert after.when is before.when


def test_every_case_ends_as_in_the_language_of_the_rules(
    rulebook: Rulebook, cases: tuple[Case, ...]
) -> None:
    french = in_french(rulebook)

    for case in cases:
        answers = valid(rulebook, dict(case.fields))
        here, there = recommend(rulebook, answers), recommend(french, answers)
        assert there.outcome == here.outcome
        assert [rule.id for rule in there.rules] == [rule.id for rule in here.rules]


def test_a_text_says_in_which_file_it_stands(rulebook: Rulebook) -> None:
    files = {text: within(rulebook, place) for text, place in texts(rulebook)}

    acne = next(rule for rule in rulebook.rules if rule.id == "active-acne")
    assert files[acne.because] == "safety/skin-today.yaml"
    assert files[rulebook.facts["emergency"]] == "rulebook.yaml"
    assert files[rulebook.treatments["mesotherapy"].summary] == "treatments/mesotherapy.yaml"
    assert files[rulebook.steps[0].questions[0].options[0].label] == "questions/1-concerns.yaml"


def test_the_interface_speaks_the_language_of_its_rulebook(rulebook: Rulebook) -> None:
    french = in_french(rulebook, **{"Keep {what} dry": "Gardez {what} au sec"})

    assert rulebook.say("Keep {what} dry", what="it") == "Keep it dry"
    assert french.say("Keep {what} dry", what="le") == "Gardez le au sec"
    assert french.say("unknown") == "unknown"


def test_a_number_takes_the_form_of_its_language(rulebook: Rulebook) -> None:
    french = in_french(rulebook)

    assert [rulebook.count(*PLURAL, number) for number in (0, 1, 2)] == [
        "0 days",
        "1 day",
        "2 days",
    ]
    assert [french.count(*PLURAL, number) for number in (0, 1, 2)] == [
        "0 jour",
        "1 jour",
        "2 jours",
    ]
    assert french.count(*PLURAL, 3, number="2 à 3") == "2 à 3 jours"
