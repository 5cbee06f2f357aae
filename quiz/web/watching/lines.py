"""Lines for an operator: one for each request and each problem, as JSON or for people."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from enum import StrEnum
from json import JSONEncoder
from typing import Any

from flask import has_request_context, request

from quiz.assessment import where

#: Where a request's own id stands, by which its line and its problems are found together.
ID = "quiz.request"

_as_json = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Form(StrEnum):
    """How lines are written."""

    JSON = "json"
    TEXT = "text"
    OFF = "off"  #: no line for a request; problems as text


def to_standard_error(line: bytes) -> None:
    """Write a line at once; where there is no room for it, it is lost: nobody waits for it."""
    with suppress(OSError):
        os.write(2, line)


class Lines:
    """Writes lines in one form."""

    def __init__(self, form: Form, write: Callable[[bytes], None] = to_standard_error) -> None:
        self._form, self._write = form, write

    def request(self, **seen: object) -> None:
        """Tell of one request that was answered; what is empty is left out."""
        if self._form is Form.JSON:
            self._tell({"time": _now(), "level": "info", **seen})
        elif self._form is Form.TEXT:
            self._print(" ".join((_now(), "info", *(str(one) for one in seen.values() if one))))

    def problem(self, level: str, message: str, **more: str) -> None:
        """Tell of something that an operator should know."""
        if self._form is Form.JSON:
            self._tell({"time": _now(), "level": level, **more, "message": message})
        else:
            self._print(" ".join((_now(), level, *more.values(), message)))

    def _tell(self, told: Mapping[str, object]) -> None:
        self._print(_as_json({name: one for name, one in told.items() if one != ""}))

    def _print(self, line: str) -> None:
        self._write(f"{line}\n".encode(errors="replace"))


class LineHandler(logging.Handler):
    """Turns what the program logs into lines: of an error its type and places, never its text."""

    def __init__(self, form: Form, write: Callable[[bytes], None] = to_standard_error) -> None:
        super().__init__()
        self._lines = Lines(form, write)

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        error = record.exc_info and record.exc_info[1]
        self._lines.problem(
            record.levelname.lower(),
            record.getMessage() + (f": {where(error)}" if error else ""),
            id=str(request.environ.get(ID, "")) if has_request_context() else "",
        )


def logging_of(form: Form) -> dict[str, Any]:
    """Return how a server's processes log, as `logging.config` has it: everything in one form."""
    here = {"handlers": ["lines"], "propagate": False}
    return {
        "formatters": {},
        "handlers": {"lines": {"()": LineHandler, "form": form}},
        "loggers": {"_granian": dict(here), "quiz": {**here, "level": "WARNING"}},
        "root": {"handlers": ["lines"], "level": "WARNING"},
    }


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
