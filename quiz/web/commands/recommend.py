"""`quiz recommend`: answers to outcome and explanation."""

from __future__ import annotations

import json
import sys
from typing import BinaryIO

import click

from quiz.answer_reader import AnswerProblem, read_answers
from quiz.answers import Answers
from quiz.assessment import Assessment, as_json, assess
from quiz.clinic import Clinic, with_house_rules
from quiz.model import Rulebook
from quiz.translation import translate
from quiz.web.api.strict_json import NotAnObjectError, read_object
from quiz.web.commands.rules import readable
from quiz.web.errors import errors_as_json, json_error
from quiz.web.wording.text import text_answer


@click.command()
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--json", "as_object", is_flag=True, help="Print what the JSON API answers.")
@click.option("--lines", is_flag=True, help="The same, one object in and one out per line.")
@click.option("--clinic", metavar="ID", help="Whose rules to use.")
@click.option("--lang", metavar="LANGUAGE", help="Which language to answer in.")
def recommend(
    file: BinaryIO, *, as_object: bool, lines: bool, clinic: str | None, lang: str | None
) -> None:
    """Turn answers, a JSON object in FILE or standard input, into an outcome and its reasons."""
    rulebook, clinics = readable()
    if clinic is not None and clinic not in clinics:
        raise click.BadParameter("there is no such clinic", param_hint="--clinic")
    whose = clinics[clinic] if clinic is not None else None
    if lang is not None and lang not in rulebook.languages:
        known = ", ".join(rulebook.languages)
        raise click.BadParameter(f"there is only {known}", param_hint="--lang")
    spoken = with_house_rules(translate(rulebook, lang) if lang else rulebook, whose)
    show = _print_object if as_object or lines else _print_text
    texts = file if lines else [file.read()]
    failures = sum(not show(_assessed(spoken, text), whose) for text in texts)
    sys.exit(1 if failures else 0)


def _assessed(rulebook: Rulebook, text: bytes) -> Assessment | tuple[AnswerProblem, ...]:
    try:
        fields = read_object(text)
    except NotAnObjectError as error:
        why = json_error(error).said(rulebook)
        return (AnswerProblem(None, why.code, why.message),)
    answers = read_answers(rulebook, fields)
    return assess(rulebook, answers) if isinstance(answers, Answers) else answers


def _print_object(assessed: Assessment | tuple[AnswerProblem, ...], clinic: Clinic | None) -> bool:
    """Print one line of JSON; say whether the answers were fine."""
    if fine := isinstance(assessed, Assessment):
        found: object = as_json(assessed, clinic)
    else:
        found = errors_as_json(*assessed)
    click.echo(json.dumps(found, ensure_ascii=False))
    return fine


def _print_text(assessed: Assessment | tuple[AnswerProblem, ...], clinic: Clinic | None) -> bool:
    """Print the answer in words, or on standard error what is wrong with the answers."""
    if isinstance(assessed, Assessment):
        click.echo(text_answer(assessed, clinic))
        return True
    for problem in dict.fromkeys(assessed):
        click.echo(f"{problem.question or 'answers'}: {problem.message}", err=True)
    return False
