"""Templates say what they say to everybody when they are compiled, in each language."""

from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import DictLoader

from quiz.catalogue import AS_WRITTEN, Catalogue
from quiz.web.templates import SpokenEnvironment
from tests.web.asking import QUIZ, Form


def spoken(template: str, said: str) -> SpokenEnvironment:
    """Return templates in a language with one text."""
    catalogue, compiled = Catalog(locale="fr"), BytesIO()
    catalogue.add("Why", said)
    write_mo(compiled, catalogue)
    written = SpokenEnvironment(Flask("app"), loader=DictLoader({"it": template}), autoescape=True)
    return written.speaking(Catalogue(compiled.getvalue()))


@pytest.mark.parametrize(
    "said", ["Pourquoi", 'Dit "non"', "L'un & l'autre", "a\\b", "{{ x }} #}", "\U0001f600 کیوں"]
)
def test_a_text_is_said_when_its_template_is_compiled(said: str) -> None:
    template = spoken('<h2>{{ _("Why") }}</h2>', said).get_template("it")

    assert template.render() == f"<h2>{said}</h2>"  # and nobody brought `_`


def test_a_text_stands_where_any_value_may() -> None:
    template = spoken('{{ (_("Why") if x else _("Other")) ~ "!" }}', "Pourquoi").get_template("it")

    assert (template.render(x=True), template.render(x=False)) == ("Pourquoi!", "Other!")


def test_what_is_filled_in_is_said_as_it_is_drawn() -> None:
    template = spoken('{{ _("%(x)s", x="<b>") }}{{ _(text) }}', "Pourquoi").get_template("it")

    said = template.render(text="Why", _=lambda text, **values: f"[{text} {len(values)}]")

    assert said == "[%(x)s 1][Why 0]"


def test_the_language_of_the_rule_files_needs_no_templates_of_its_own() -> None:
    written = SpokenEnvironment(Flask("app"))

    assert written.speaking(AS_WRITTEN) is written


def test_results_in_two_languages_do_not_mix(client: FlaskClient, plain_form: Form) -> None:
    english, french, again = (
        client.post(f"{QUIZ}?lang={language}", data=plain_form).text
        for language in ("en", "fr", "en")
    )

    assert english == again
    assert "Your result" in english
    assert "Your result" not in french
