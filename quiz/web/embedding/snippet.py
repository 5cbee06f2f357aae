"""What a clinic puts into its page. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import escape

#: What the frame may do: all that the quiz needs, and nothing that could touch the page around.
SANDBOX = (
    "allow-scripts allow-forms allow-same-origin allow-popups allow-popups-to-escape-sandbox "
    "allow-top-navigation-by-user-activation allow-downloads allow-modals"
)
#: The height until the frame says how high it is, and for good where no script runs.
HEIGHT = 640
REFERRER = "strict-origin-when-cross-origin"


@dataclass(frozen=True, slots=True)
class Embedded:
    """Which quiz, from where, in which language."""

    origin: str
    clinic: str
    title: str  #: in the language of the frame
    invitation: str  #: what the link and the button say
    language: str = ""  #: "" for the one that the visitor prefers
    direction: str = "ltr"

    @property
    def framed(self) -> str:
        """The address inside the frame."""
        return self._address("e")

    @property
    def alone(self) -> str:
        """The address of the quiz on a page of its own."""
        return self._address("c")

    @property
    def loader(self) -> str:
        """The address of the script."""
        return f"{self.origin}/embed/v1.js"

    def _address(self, kind: str, rest: str = "") -> str:
        query = f"?{urlencode({'lang': self.language})}" if self.language else ""
        return f"{self.origin}/{kind}/{self.clinic}{rest}{query}"

    @property
    def in_wordpress(self) -> str:
        """The address inside a frame that WordPress makes."""
        return self._address("e", "/wordpress")


def inline(embedded: Embedded, *, fixed: str = "", integrity: str = "") -> str:
    """Return the lines that show the quiz inside a page.

    The link stands for the quiz where frames are blocked. With `fixed`, the address of one
    version of the script, and its digest, the page never runs another one.
    """
    title, invitation = escape(embedded.title), escape(embedded.invitation)
    return (
        f'<iframe data-quiz src="{escape(embedded.framed)}" title="{title}"{_spoken(embedded)}\n'
        f'        width="100%" height="{HEIGHT}" loading="lazy" style="border:0"\n'
        f'        referrerpolicy="{REFERRER}"\n'
        f'        sandbox="{SANDBOX}"></iframe>\n'
        f'<p{_spoken(embedded)}><a href="{escape(embedded.alone)}">{invitation}</a></p>\n'
        f"{script(embedded, fixed=fixed, integrity=integrity)}\n"
    )


def popup(embedded: Embedded, *, fixed: str = "", integrity: str = "") -> str:
    """Return the lines of a link that opens the quiz over the page, and works without script."""
    return (
        f'<a data-quiz-open="{escape(embedded.framed)}" href="{escape(embedded.alone)}"'
        f"{_spoken(embedded)}>{escape(embedded.invitation)}</a>\n"
        f"{script(embedded, fixed=fixed, integrity=integrity)}\n"
    )


def script(embedded: Embedded, *, fixed: str = "", integrity: str = "") -> str:
    """Return the line that brings the script."""
    if not fixed:
        return f'<script async src="{escape(embedded.loader)}"></script>'
    return (
        f'<script async src="{escape(embedded.origin + fixed)}"\n'
        f'        integrity="{integrity}" crossorigin="anonymous"></script>'
    )


def host_policy(origin: str) -> str:
    """Return what a page that has a Content-Security-Policy must add to it."""
    return f"frame-src {origin}; script-src {origin}"


def clinic_lines(colours: dict[str, dict[str, str]]) -> str:
    """Return the lines of a clinic's file that give it colours."""
    schemes = {name: chosen for name, chosen in colours.items() if chosen}
    if not schemes:
        return ""
    lines = ["colours:"]
    for name, chosen in schemes.items():
        lines += [f"  {name}:", *(f'    {part}: "{colour}"' for part, colour in chosen.items())]
    return "\n".join(lines) + "\n"


def _spoken(embedded: Embedded) -> str:
    if not embedded.language:
        return ""
    return f' lang="{escape(embedded.language)}" dir="{embedded.direction}"'
