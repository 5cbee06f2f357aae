"""The figures of a rulebook, worked out in a child process: diagrams would fill a worker."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import time
from pathlib import Path
from threading import Lock, Thread

from pydantic import TypeAdapter, ValidationError

import quiz
from quiz.figures import Figures

_log = logging.getLogger(__name__)
_shape = TypeAdapter(Figures)
_CHILD = "quiz.web.rulebook.figuring"

#: Ten times the project's own rulebook takes far less, even without the C backend.
_MOST_SECONDS = 300
#: Seconds before what failed is tried again.
_TRY_AGAIN_AFTER = 60


class FiguresFailedError(Exception):
    """The child process gave no figures of the rulebook asked for."""


class FiguresApart:
    """The figures of one rulebook: asked for as often as one likes, worked out once.

    Nobody waits for them: they are not there until the child process is done.
    """

    def __init__(self, folder: Path, fingerprint: str) -> None:
        self.fingerprint = fingerprint
        self.failed = False
        self._found: Figures | None = None
        self._folder = folder
        self._lock = Lock()
        self._working: Thread | None = None
        self._begun = 0.0

    def ask(self) -> Figures | None:
        """Return the figures, or None and have them worked out; after a failure, once more."""
        with self._lock:
            if self._found is None and self._idle():
                self._begun = time.monotonic()
                self._working = Thread(target=self._work, name="figures", daemon=True)
                self._working.start()
        return self._found

    def wait(self) -> Figures | None:
        """Return the figures once the work that was begun is over; None if it failed."""
        if self._working is not None:
            self._working.join()
        return self._found

    def _idle(self) -> bool:
        if self._working is None:
            return True
        return not self._working.is_alive() and time.monotonic() - self._begun > _TRY_AGAIN_AFTER

    def _work(self) -> None:
        try:
            self._found = figures_apart(self._folder, self.fingerprint)
        except FiguresFailedError as error:
            _log.error("the rulebook's figures could not be worked out: %s", error)
            self.failed = True
        else:
            self.failed = False


def figures_apart(folder: Path, fingerprint: str) -> Figures:
    """Work out the figures of the rules in a folder, in a child process.

    Raises FiguresFailedError when it fails, or the folder holds another rulebook by now.
    """
    path = os.pathsep.join(
        [str(Path(quiz.__file__).parent.parent), os.environ.get("PYTHONPATH", "")]
    )
    command = [sys.executable, "-P", "-m", _CHILD, str(folder.absolute())]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, and a folder as one argument
            command,
            env={**os.environ, "PYTHONPATH": path.strip(os.pathsep)},
            capture_output=True,
            timeout=_MOST_SECONDS,
            check=True,
        )
        found = _shape.validate_json(done.stdout)
    except (OSError, subprocess.SubprocessError, ValidationError) as error:
        raise FiguresFailedError(type(error).__name__) from error
    if found.fingerprint != fingerprint:
        raise FiguresFailedError("the rule files have changed")
    return found
