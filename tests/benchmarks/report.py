"""Measure everything, and write docs/benchmarks.md with its plots and the README's figures.

`make bench` takes a quarter of an hour and wants a machine that does nothing else.
`python -m tests.benchmarks.report --quick --only engines visit` tries it, and prints it instead.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import subprocess
import sys
import time
import traceback
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import quiz
from tests.benchmarks import sections
from tests.benchmarks.markdown import FOLDER, ROOT, Section, filled
from tests.browser.engine import program

REPORT, README = ROOT / "docs" / "benchmarks.md", ROOT / "README.md"
PACKAGES = ("flask", "granian", "brotli", "dd")
#: What ends a line of the README whose figures are written here.
MARK = "<!-- make bench: {name} -->"


def main() -> int:
    """Run the sections; one that fails is said to be missing, and all others are written."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--quick", action="store_true", help="try it: the figures mean nothing")
    asked.add_argument("--only", nargs="+", choices=sections.ALL, default=list(sections.ALL))
    asked.add_argument("--print", action="store_true", help="print the report, write only plots")
    given = asked.parse_args()
    FOLDER.mkdir(exist_ok=True)
    begun, load = time.perf_counter(), os.getloadavg()[0]
    found, failed = _measured(given.only, quick=given.quick)
    text = _report(
        found.values(), load=load, seconds=time.perf_counter() - begun, quick=given.quick
    )
    if given.print or given.quick or given.only != list(sections.ALL):
        print(text)
    else:
        REPORT.write_text(text, encoding="utf-8")
        README.write_text(readme(README.read_text(encoding="utf-8"), found), encoding="utf-8")
    return 1 if failed else 0


def _measured(names: Sequence[str], *, quick: bool) -> tuple[dict[str, Section], list[str]]:
    found, failed = {}, []
    for name in names:
        begun = time.perf_counter()
        try:
            section = sections.ALL[name](quick=quick)
        except Exception as error:  # noqa: BLE001 - a quarter of an hour is not thrown away for one
            traceback.print_exc()
            failed.append(name)
            section = Section(name, f"Not measured: {type(error).__name__}.")
        found[name] = section
        print(f"{name}: {time.perf_counter() - begun:.0f} s", file=sys.stderr)
    return found, failed


def readme(text: str, found: Mapping[str, Section]) -> str:
    """Return the README with the sentences of the sections in their places."""
    lines = text.splitlines(keepends=True)
    for name, section in found.items():
        if section.readme:
            mark = MARK.format(name=name)
            (place,) = [number for number, line in enumerate(lines) if mark in line]
            lines[place] = f"- {section.readme} {mark}\n"
    return "".join(lines)


def _report(found: Iterable[Section], *, load: float, seconds: float, quick: bool) -> str:
    warning = "\n**Tried quickly: these figures mean nothing.**\n" if quick else ""
    body = "\n\n".join(f"## {section.title}\n\n{section.text}" for section in found)
    written = filled(
        f"Written by `make bench` in {seconds / 60:.0f} minutes on"
        f" {datetime.now(UTC).date().isoformat()}. Ratios within this one run are what counts; the"
        " figures are of this machine."
    )
    python = f"Python {platform.python_version()}, skin-quiz {quiz.__version__}"
    packages = ", ".join(f"{one} {version(one)}" for one in PACKAGES)
    return f"""\
# Benchmarks

{written}
{warning}
- {os.cpu_count()} cores ({_processor()}), {_memory()}; load {load:.1f} when it began
- {platform.system()} {platform.machine()}, {python}
- {packages}, {_chromium()}

{body}
"""


def _processor() -> str:
    text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    found = re.search(r"^model name\s*: (.*)$", text, re.MULTILINE)
    return found[1] if found else platform.processor() or "unknown"


def _memory() -> str:
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB of memory"


def _chromium() -> str:
    said = subprocess.run(
        [program("chromium"), "--version"], capture_output=True, text=True, check=True
    ).stdout
    return " ".join(said.split()[:2])


if __name__ == "__main__":
    sys.exit(main())
