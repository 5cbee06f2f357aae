"""The child process that counts: run as a module with a folder, prints its figures as JSON."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter

from quiz.checks import Examined
from quiz.checks.counting import figures
from quiz.figures import Figures
from quiz.reading import read


def main(folder: Path) -> None:
    """Print the figures of the rules in a folder; end with 1 if they do not read."""
    reading = read(folder)
    if reading.rulebook is None:
        sys.exit(1)
    today = date.today()  # noqa: DTZ011 - the day where the rules are served
    examined = Examined(
        reading.rulebook,
        reading.cases,
        reading.population,
        today,
        plain_words=reading.plain_words,
    )
    sys.stdout.buffer.write(TypeAdapter(Figures).dump_json(figures(examined)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
