"""The web side: pages, JSON API and commands. Everything that knows of Flask is in here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quiz.web.app import create_app

__all__ = ["create_app"]


def __getattr__(name: str) -> object:
    """Load the application when it is asked for: commands that only read or prove need no Flask."""
    if name != "create_app":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from quiz.web.app import create_app  # noqa: PLC0415 - that is the point

    return create_app
