"""Lines for an operator: one for each request and each problem, as JSON or for people."""

from __future__ import annotations

import logging
import os
import select
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from json import JSONEncoder
from typing import Any, TypeAlias

from flask import has_request_context, request

from quiz.assessment import where

#: Where a request's own id stands, by which its line and its problems are found together.
ID = "quiz.request"

#: Returns False if a line could not be written.
Write: TypeAlias = Callable[[bytes], bool | None]

_as_json = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Form(StrEnum):
    """How lines are written."""

    JSON = "json"
    TEXT = "text"
    OFF = "off"  #: no line for a request; problems as text


#: So much fits whole, without waiting, wherever there is said to be room at all.
_PIECE = select.PIPE_BUF


def to_standard_error(line: bytes) -> bool:
    """Write a line if there is room for it now, and say whether there was.

    A log that nobody reads any more (`| less`, a journal that hangs) would hold up whoever waits.
    """
    room = select.poll()
    room.register(2, select.POLLOUT)
    try:
        for start in range(0, len(line), _PIECE):
            if not room.poll(0):
                return False
            os.write(2, line[start : start + _PIECE])
    except OSError:
        return False
    return True


class Lines:
    """Writes lines in one form."""

    def __init__(self, form: Form, write: Write = to_standard_error) -> None:
        self._form, self._write = form, write
        self._lost = 0

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
        """Write a line; what was lost before is told as soon as there is room again."""
        if lost := self._lost:
            self._lost = 0
            self.problem("warning", f"{lost} lines were lost: there was no room for them")
            if self._lost:
                self._lost += lost
                return
        if self._write(f"{line}\n".encode(errors="replace")) is False:
            self._lost += 1


class LineHandler(logging.Handler):
    """Turns what the program logs into lines: of an error its type and places, never its text."""

    def __init__(self, form: Form, write: Write = to_standard_error) -> None:
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
    level = "WARNING" if form is Form.OFF else "INFO"
    return {
        "formatters": {},
        "handlers": {"lines": {"()": LineHandler, "form": form}},
        "loggers": {"_granian": dict(here), "quiz": {**here, "level": level}},
        "root": {"handlers": ["lines"], "level": "WARNING"},
    }


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
