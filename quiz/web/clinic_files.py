"""What a clinic brings to its pages: its colours as a stylesheet of its own, and its logo."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from flask import url_for

from quiz.clinic import Clinic, Logo

#: The most that a logo takes of the head of a page, in CSS pixels.
_HIGHEST, _WIDEST = 40, 180


@dataclass(frozen=True, slots=True)
class ShownLogo:
    """A logo as a page shows it."""

    href: str
    width: int
    height: int


def colours_address(clinic: Clinic) -> str:
    """Return the address of a clinic's colours in their version; nothing if it has none."""
    text = colours(clinic)
    return url_for("files.clinic_colours", clinic=clinic.id, v=version(text)) if text else ""


def logo(clinic: Clinic) -> ShownLogo | None:
    """Return a clinic's logo, made small enough for the head of a page."""
    if clinic.logo is None:
        return None
    width, height = _fitted(clinic.logo)
    named = version(clinic.logo.content)
    return ShownLogo(url_for("files.clinic_logo", clinic=clinic.id, v=named), width, height)


def colours(clinic: Clinic) -> bytes:
    """Return a clinic's colours as a stylesheet to follow that of every page."""
    return "".join(_rules(clinic)).encode()


def version(content: bytes) -> str:
    """Return what names some bytes in an address."""
    return sha256(content).hexdigest()[:20]


def _rules(clinic: Clinic) -> Iterator[str]:
    for scheme, chosen in clinic.colours.items():
        properties = " ".join(
            f"--{name.replace('_', '-')}: {colour};" for name, colour in sorted(chosen.items())
        )
        # Each in its own scheme, on screens: on paper all is black, and what is not named stays.
        yield f"@media screen and (prefers-color-scheme: {scheme}) {{ :root {{ {properties} }} }}\n"


def _fitted(logo: Logo) -> tuple[int, int]:
    scale = min(_HIGHEST / logo.height, _WIDEST / logo.width, 1)
    return max(1, round(logo.width * scale)), max(1, round(logo.height * scale))
