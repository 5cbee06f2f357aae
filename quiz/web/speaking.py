"""Templates and addresses in the language of the page that is made."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, cast

from flask import Flask, current_app
from jinja2.runtime import Macro
from markupsafe import Markup

from quiz.catalogue import Catalogue
from quiz.model import Rulebook
from quiz.web.kept import Kept
from quiz.web.languages import PARAMETER, is_as_written, vary
from quiz.web.site import languages, site
from quiz.web.templates import SpokenEnvironment
from quiz.web.wording import locales

#: The parts of the application whose addresses name no language.
_WITHOUT = frozenset({"api", "builder", "files", "oembed", "rulebook", "scripts", "static"})
#: For how many languages templates are kept; a change of the rules leaves most catalogues alone.
_MOST_LANGUAGES = 8


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """A language that a page can be had in as well, named in itself."""

    tag: str
    name: str
    direction: str


def install(app: Flask) -> None:
    """Let every page speak the language of its request."""
    app.jinja_env.globals.update(_=_text, ngettext=_counted, once=_once)
    app.extensions["quiz_templates"] = Kept[SpokenEnvironment](_MOST_LANGUAGES)
    app.url_defaults(_lead_on)
    app.after_request(vary)


def draw(template: str, page: object) -> str:
    """Draw a page in the language of the current request.

    Flask's own `render_template` is for what is only there in the language of the rule files.
    """
    catalogue = site().rulebook.catalogue
    kept = cast("Kept[SpokenEnvironment]", current_app.extensions["quiz_templates"])
    spoken = kept.get(catalogue, lambda: _templates_in(catalogue))
    return spoken.get_template(template).render(page=page)


def _templates_in(catalogue: Catalogue) -> SpokenEnvironment:
    return cast("SpokenEnvironment", current_app.jinja_env).speaking(catalogue)


def other_languages(rulebook: Rulebook) -> tuple[OtherLanguage, ...]:
    """Return the languages that the page of the current request can be switched to."""
    return tuple(
        OtherLanguage(tag, locales.name(tag), locales.direction(tag))
        for tag in languages()
        if tag != rulebook.language and not is_as_written()
    )


def _text(text: str, **values: object) -> Markup:
    """Say a text of a template; what is filled in is escaped, as any value is."""
    said = Markup(site().rulebook.catalogue.text(text))  # noqa: S704 - written by us, not typed
    return said % values if values else said


def _counted(one: str, many: str, number: int) -> Markup:
    said = site().rulebook.catalogue.counted(one, many, number)
    return Markup(said) % {"num": number}  # noqa: S704 - the same


def _once(macro: Macro, *values: Hashable) -> str:
    """Draw a part of a page that the rulebook or its frame decides, and keep it as long as that.

    Never anything of a person's answers: those are kept nowhere.
    """
    return site().drawn.get((macro.name, *values), lambda: macro(*values))


def _lead_on(endpoint: str, values: dict[str, Any]) -> None:
    """Let links and forms lead on in the same language, whatever the browser prefers."""
    rulebook = site().rulebook
    apart = endpoint.partition(".")[0] in _WITHOUT or is_as_written()
    if len(rulebook.languages) > 1 and not apart:
        values.setdefault(PARAMETER, rulebook.language)
