"""`GET /embed`: makes the lines that a clinic puts into its page, and shows what they do."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import Blueprint, Response, make_response, render_template, request, url_for

from quiz.clinic import Clinic
from quiz.web.embedding.scripts import integrity
from quiz.web.embedding.snippet import Embedded, clinic_lines, host_policy, inline, popup
from quiz.web.embedding.spoken import embedded
from quiz.web.headers import content_security_policy
from quiz.web.pages.page import Frame
from quiz.web.settings import public_origin
from quiz.web.site import site
from quiz.web.wording import locales

builder = Blueprint("builder", __name__)

#: What a clinic may colour, and what that is.
_PARTS = {
    "accent": "Buttons and links",
    "on_accent": "Words on a button",
    "tint": "Behind a chosen answer",
    "ground": "Behind everything",
    "ink": "Text",
}
_COLOUR = re.compile("#[0-9a-f]{6}")
_MODES = {"inline": "Inside the page", "popup": "Over the page, from a link"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a list."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ColourField:
    """A colour to be typed."""

    name: str
    label: str
    value: str
    wrong: bool


@dataclass(frozen=True, slots=True)
class BuilderPage:
    """All that the template sees."""

    frame: Frame
    style: str
    script: str
    loader: str
    clinics: tuple[Choice, ...]
    languages: tuple[Choice, ...]
    modes: tuple[Choice, ...]
    fixed: bool
    colours: tuple[ColourField, ...]
    snippet: str
    file: str  #: the lines of the clinic's file that give it the colours
    file_name: str
    origins: tuple[str, ...]
    policy: str  #: what a page with a policy of its own has to add
    preview: str  #: the address inside the frame
    as_popup: bool
    embedded: Embedded


@builder.get("/embed")
def show() -> Response:
    """Send the page: a form of plain fields, which works without script."""
    clinic = site().clinics.get(request.args.get("clinic", "")) or _first()
    if clinic is None:
        return make_response(
            render_template("pages/embed_none.html", page=_Nothing(Frame.of(site())))
        )
    page = _page(clinic)
    response = make_response(render_template("pages/embed.html", page=page))
    response.headers["Content-Security-Policy"] = content_security_policy("frame-src 'self'")
    return response


@dataclass(frozen=True, slots=True)
class _Nothing:
    frame: Frame


def _first() -> Clinic | None:
    return site().default_clinic or next(iter(site().clinics.values()), None)


def _page(clinic: Clinic) -> BuilderPage:
    given = request.args
    chosen = embedded(
        site().rulebook,
        clinic,
        public_origin(),
        given.get("lang", ""),
        lambda one: site().translated(one).rulebook,
    )
    mode = given.get("mode", "") if given.get("mode") in _MODES else "inline"
    held = _held_to() if given.get("fixed") else {}
    colours = tuple(_colours())
    return BuilderPage(
        frame=Frame.of(site()),
        style=url_for("static", filename="css/builder.css"),
        script=url_for("static", filename="js/builder.js"),
        loader=url_for("scripts.loader"),
        clinics=tuple(Choice(o.id, o.name, o.id == clinic.id) for o in site().clinics.values()),
        languages=_languages(clinic, chosen.language),
        modes=tuple(Choice(name, label, name == mode) for name, label in _MODES.items()),
        fixed=bool(held),
        colours=colours,
        snippet=(popup if mode == "popup" else inline)(chosen, **held),
        file=_file(colours),
        file_name=f"rules/clinics/{clinic.id}.yaml",
        origins=clinic.origins,
        policy=host_policy(chosen.origin),
        preview=chosen.framed.removeprefix(chosen.origin),
        as_popup=mode == "popup",
        embedded=chosen,
    )


def _held_to() -> dict[str, str]:
    return {"fixed": url_for("scripts.fixed_loader"), "integrity": integrity()}


def _languages(clinic: Clinic, named: str) -> tuple[Choice, ...]:
    offered = clinic.spoken(site().rulebook.languages)
    each = (Choice(tag, locales.name(tag), tag == named) for tag in offered)
    return (Choice("", "The one that the visitor's browser prefers", not named), *each)


def _colours() -> list[ColourField]:
    return [
        ColourField(
            name=(name := f"{scheme}-{part}"),
            label=f"{label}, {scheme}",
            value=(value := request.args.get(name, "").strip().lower()[:7]),
            wrong=bool(value) and not _COLOUR.fullmatch(value),
        )
        for scheme in ("light", "dark")
        for part, label in _PARTS.items()
    ]


def _file(colours: tuple[ColourField, ...]) -> str:
    chosen: dict[str, dict[str, str]] = {"light": {}, "dark": {}}
    for one in colours:
        if one.value and not one.wrong:
            scheme, part = one.name.split("-")
            chosen[scheme][part] = one.value
    return clinic_lines(chosen)
