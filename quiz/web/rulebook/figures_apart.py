"""The figures of a rulebook, worked out in a child process: diagrams would fill a worker.

Run as a module with a folder it prints the figures of the rules in it, as JSON.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from threading import Lock, Thread

from pydantic import TypeAdapter, ValidationError

import quiz
from quiz.checks import Examined
from quiz.checks.figures import Figures, figures
from quiz.reading import read

_log = logging.getLogger(__name__)
_shape = TypeAdapter(Figures)

#: Ten times the project's own rulebook takes far less, even without the C backend.
_MOST_SECONDS = 300


class FiguresFailedError(Exception):
    """The child process gave no figures of the rulebook asked for."""


class FiguresApart:
    """The figures of one rulebook: asked for as often as one likes, worked out once.

    Nobody waits for them: they are not there until the child process is done.
    """

    def __init__(self, folder: Path, fingerprint: str) -> None:
        self.found: Figures | None = None
        self._folder, self._fingerprint = folder, fingerprint
        self._lock = Lock()
        self._working: Thread | None = None

    def ask(self) -> Figures | None:
        """Return the figures, or None and have them worked out; after a failure, once more."""
        with self._lock:
            if self.found is None and (self._working is None or not self._working.is_alive()):
                self._working = Thread(target=self._work, daemon=True)
                self._working.start()
        return self.found

    def wait(self) -> Figures | None:
        """Return the figures once the work that was begun is over; None if it failed."""
        if self._working is not None:
            self._working.join()
        return self.found

    def _work(self) -> None:
        try:
            self.found = figures_apart(self._folder, self._fingerprint)
        except FiguresFailedError as error:
            _log.error("the rulebook's figures could not be worked out: %s", error)


def figures_apart(folder: Path, fingerprint: str) -> Figures:
    """Work out the figures of the rules in a folder, in a child process.

    Raises FiguresFailedError when it fails, or the folder holds another rulebook by now.
    """
    path = os.pathsep.join(
        [str(Path(quiz.__file__).parent.parent), os.environ.get("PYTHONPATH", "")]
    )
    command = [sys.executable, "-P", "-m", __name__, str(folder.absolute())]
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


def main(folder: Path) -> None:
    """Print the figures of the rules in a folder; end with 1 if they do not read."""
    reading = read(folder)
    if reading.rulebook is None:
        sys.exit(1)
    today = date.today()  # noqa: DTZ011 - the day where the rules are served
    examined = Examined(reading.rulebook, reading.cases, reading.population, today)
    sys.stdout.buffer.write(_shape.dump_json(figures(examined)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
