"""What every page has around its content, and how a page is sent that never changes."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, g, has_request_context, make_response, request, url_for
from werkzeug.exceptions import PreconditionFailed

from quiz.clinic import Clinic
from quiz.web import clinic_files
from quiz.web.again import may_be_kept
from quiz.web.clinic_files import ShownLogo
from quiz.web.encoding import accepted
from quiz.web.languages import PARAMETER
from quiz.web.site import Site, Stored, languages
from quiz.web.speaking import OtherLanguage, other_languages
from quiz.web.wording import labels, locales, reaching


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """The head and foot of a page: its parts are drawn once for this very one."""

    name: str  #: of the quiz
    clinic: str  #: its name, if the page is a clinic's
    colours: str  #: address of its own colours; "" if it has none
    logo: ShownLogo | None
    home: str
    stylesheet: str
    script: str
    accessibility: str  #: address of the statement
    rulebook: str  #: address of the rulebook; "" in its book
    version: str
    fingerprint: str
    house_rules: str  #: fingerprint of the clinic; "" if it has no rules of its own
    information_only: str
    not_reviewed: str  #: nothing once clinicians have reviewed the rulebook and its translation
    emergency: str
    phone: str  #: how to reach the clinic
    language: str
    direction: str
    others: tuple[OtherLanguage, ...]  #: that the page can be switched to
    form: str = ""  #: whose answers go along when it is switched; "" if there is none
    unfinished: bool = False  #: whether that form comes back, rather than its result
    inside: tuple[str, ...] = ()  #: scripts of a page that stands inside a clinic's
    discovery: str = ""  #: where programs find how to embed the page

    @classmethod
    def of(cls, site: Site, clinic: Clinic | None = None, home: str = "") -> Frame:
        """Make the frame of a page from the rulebook that the page comes from."""
        rulebook = site.rulebook
        return cls(
            name=rulebook.title,
            clinic=clinic.name if clinic else "",
            colours=clinic_files.colours_address(clinic) if clinic else "",
            logo=clinic_files.logo(clinic) if clinic else None,
            home=home or _home(),
            stylesheet=url_for("files.stylesheet", v=site.stylesheet.etag),
            script=url_for("files.script", v=site.script.etag),
            accessibility=url_for("accessibility.show"),
            rulebook=url_for("rulebook.show"),
            version=rulebook.version,
            fingerprint=rulebook.fingerprint,
            house_rules=clinic.fingerprint if clinic and clinic.has_rules else "",
            information_only=rulebook.fact("information-only"),
            not_reviewed=labels.unreviewed(rulebook),
            emergency=reaching.emergency(rulebook, clinic),
            phone=reaching.phone(rulebook, clinic),
            language=rulebook.language,
            direction=locales.direction(rulebook.language),
            others=other_languages(rulebook),
            inside=g.get("inside", ()),
            discovery=g.get("discovery", ""),
        )


def _home() -> str:
    """Return where the quiz is: inside a clinic's page nothing may lead out of its frame."""
    if has_request_context() and request.blueprint == "framed":
        return url_for("framed.show", **(request.view_args or {}))
    return url_for("quiz.show")


#: Where an address names the version of a file.
VERSION = "v"
#: Seconds, for what never changes under its address.
A_YEAR = 31_536_000
#: Seconds that a proxy or a CDN may send what has no version in its address before it asks again.
#: So many patients at once are one request here, and a form from before a change of the rules is
#: gone as soon: whatever it sends is read and decided by the rules of now all the same.
_SHARED = 5


def send(stored: Stored, *, seconds: int = 0) -> Response:
    """Send bytes made once, or 304 to whoever has them already.

    They may be kept by anyone, for as many seconds without asking again; by nobody where the
    address holds what is not ours: it may be an answer.
    """
    shared = _is_ours(stored)
    if shared:
        may_be_kept()
    encoding = accepted() if stored.is_text else ""
    response = make_response(stored.encoded(encoding))
    response.mimetype = stored.mimetype
    response.set_etag("-".join(filter(None, (stored.etag, g.get("policy_tag"), encoding))))
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.vary.add("Accept-Encoding")
    if shared:
        response.headers["Cache-Control"] = f"public, max-age={seconds}" + (
            ", immutable" if seconds else f", s-maxage={_SHARED}, must-revalidate"
        )
    response.make_conditional(request)
    if response.status_code == PreconditionFailed.code:
        raise PreconditionFailed  # an error, which nobody may keep
    return response


def _is_ours(stored: Stored) -> bool:
    """Say whether the address of the request holds nothing but a language and a version of ours.

    Campaigns add what they like to a link, so that the page is sent all the same.
    """
    version = request.args.get(VERSION, stored.etag)
    return (
        request.args.keys() <= {PARAMETER, VERSION}
        and all(len(given) == 1 for _, given in request.args.lists())
        and request.args.get(PARAMETER, languages()[0]) in languages()
        and version == stored.etag
    )


def send_versioned(stored: Stored) -> Response:
    """Send a file: under the address that names its version (`?v=`) it may be kept for a year."""
    named = request.args.get(VERSION) == stored.etag
    return send(stored, seconds=A_YEAR if named else 0)
