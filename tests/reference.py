"""The pages under docs/reference, written from the code: `python -m tests.reference`.

Each check's page holds an example that fires and one that does not: the files of a folder in
tests/rulebooks/checks, which stand in the place of those of `base`. Both are really run.
"""

from __future__ import annotations

import contextlib
import math
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from inspect import cleandoc
from pathlib import Path

from quiz.checks import CHECKS, CLINIC_SERVED_ONLY_WITH, SERVED_ONLY_WITH, Check, Examined, run
from quiz.problems import Problem
from quiz.reading import read
from quiz.reading.codes import Code
from quiz.web.settings import NAMED

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "tests" / "rulebooks" / "checks"
PAGES = ROOT / "docs" / "reference"
_LAID_OVER = (ROOT / "tests" / "rulebooks" / "tiny", EXAMPLES / "base")
#: Removed from the small rulebook of the tests: `base` has its own.
_NOT_IN_BASE = ("cases", "clinics")

_OVER_BUDGET = """\
# V18 over-budget

An error. A proof that ran out of memory or time is a problem of its own, never skipped: what
is not proved may be wrong.

It stands in the place of whatever the check would have said, and names that check. It needs
a rulebook of thousands of rules, or many rules that each ask two lists at once.

To mend it, give the proofs more time (`quiz check --seconds 600`), or simplify the rules that
the check is about.

## An example that fires

`quiz check --seconds 0 --only V07` gives no time to any proof:

```
{problem}
```
"""

_SETTINGS = """\
# Settings of `quiz serve`

Written by `make docs`. An option goes before the environment; what is blank is not set.
The server does not start with a value that cannot be meant, nor with a `QUIZ_` variable that is
not in this table, and names all of them. `quiz serve --check` says what it would do, and where
each setting comes from.

| variable | option | default | means |
| --- | --- | --- | --- |
"""


@dataclass(frozen=True, slots=True)
class Example:
    """A rulebook on which a check is run."""

    code: str
    kind: str  #: "fires" or "holds"

    @property
    def folder(self) -> Path:
        return EXAMPLES / self.code / self.kind

    def problems(self, check: Check, deadline: float = math.inf) -> list[Problem]:
        """Run one check on it. Raises ValueError if the rule files do not even read."""
        with _laid_out(self.folder) as rules:
            reading = read(rules)
            if reading.rulebook is None or reading.problems:
                raise ValueError("\n".join(map(str, reading.problems)))
            examined = Examined(
                reading.rulebook,
                reading.cases,
                reading.population,
                deadline=deadline,
                plain_words=reading.plain_words,
                clinics=tuple(reading.clinics.values()),
            )
            return [problem for _, found in run(examined, [check]) for problem in found]

    def changes(self) -> Iterator[tuple[str, str]]:
        """Yield each file that differs from `base`, and how."""
        with _laid_out(None) as rules:
            for path in sorted(self.folder.rglob("*.yaml")):
                name = path.relative_to(self.folder).as_posix()
                old, new = rules / name, path.read_text(encoding="utf-8").splitlines()
                before = old.read_text(encoding="utf-8").splitlines() if old.exists() else []
                changed = list(unified_diff(before, new, lineterm="", n=2))[2:]
                yield name, "\n".join(line.rstrip() for line in changed if line[:2] != "@@")


@contextlib.contextmanager
def _laid_out(folder: Path | None) -> Iterator[Path]:
    """Lay a folder over the base, in a place from which its files are called rules/..."""
    with tempfile.TemporaryDirectory() as made, contextlib.chdir(made):
        rules = Path(made) / "rules"
        for one in (*_LAID_OVER, *([folder] if folder and folder.exists() else [])):
            shutil.copytree(one, rules, dirs_exist_ok=True)
            if one is _LAID_OVER[0]:
                for name in _NOT_IN_BASE:
                    shutil.rmtree(rules / name)
                text = (rules / "rulebook.yaml").read_text(encoding="utf-8")
                text = text.replace("default_clinic: one\n", "")
                (rules / "rulebook.yaml").write_text(text, encoding="utf-8")
        yield rules


def pages() -> Mapping[str, str]:
    """Return every page by its name below docs/reference."""
    checks = {f"checks/{check.code}-{check.name}.md": _page(check) for check in CHECKS}
    checks["checks/V18-over-budget.md"] = _OVER_BUDGET.format(problem=_over_budget())
    return {
        "reading.md": _reading(),
        "settings.md": _settings(),
        "checks/README.md": _contents(),
        **checks,
    }


def write(folder: Path) -> None:
    """Write all pages, and remove those that are no more."""
    shutil.rmtree(folder / "checks", ignore_errors=True)
    for name, text in pages().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def _page(check: Check) -> str:
    level = "An error" if check.level == "error" else "A warning"
    served = " No rulebook is served without it." if check in SERVED_ONLY_WITH else ""
    served = " No clinic is served without it." if check in CLINIC_SERVED_ONLY_WITH else served
    parts = [f"# {check.code} {check.name}", f"{level}.{served} {cleandoc(check.page)}"]
    fires, holds = Example(check.code, "fires"), Example(check.code, "holds")
    if not fires.folder.exists():
        parts.append("No rule file can make this fire, so that there is no example.")
        return "\n\n".join(parts) + "\n"
    parts += [
        "## An example that fires",
        "The [small rulebook of the examples](../../../tests/rulebooks/checks/base), with:",
        *_shown(fires),
        "`quiz check` says:",
        "```\n" + "\n".join(_told(one) for one in fires.problems(check)) + "\n```",
        "## An example that does not",
        *(_shown(holds) or ["The small rulebook as it is."]),
    ]
    return "\n\n".join(parts) + "\n"


def _shown(example: Example) -> list[str]:
    return [f"`rules/{name}`\n\n```diff\n{text}\n```" for name, text in example.changes()]


def _told(problem: Problem) -> str:
    return f"{problem}\n{problem.case}" if problem.case else str(problem)


def _over_budget() -> str:
    check = next(one for one in CHECKS if one.code == "V07")
    return str(Example("V07", "holds").problems(check, deadline=0)[0])


def _contents() -> str:
    rows = [
        f"| [{check.code}]({check.code}-{check.name}.md) | {check.name} | {check.level} | "
        f"{cleandoc(check.page).splitlines()[0]} |"
        for check in CHECKS
    ]
    rows += [
        "| [V18](V18-over-budget.md) | over-budget | error | Every proof came to its end. |",
    ]
    rows.sort()
    head = "# The checks\n\nWritten by `make docs`; [what reading finds](../reading.md) is apart.\n"
    return "\n".join([head, "| code | names | level | holds when |", "| --- | --- | --- | --- |",
                      *rows, ""])  # fmt: skip


def _reading() -> str:
    rows = [f"| {code.id} | {code.slug} | {code.meaning} |" for code in Code]
    head = (
        "# What reading finds\n\nWritten by `make docs`. All are errors, all are told in one run,"
        " each with file, line and column.\n"
    )
    return "\n".join([head, "| code | names | means |", "| --- | --- | --- |", *rows, ""])


def _settings() -> str:
    rows = [
        f"| `{one.variable}` | {f'`{one.option}`' if one.option else 'none: it is a secret'} | "
        f"{one.known.usual or 'not set'} | {one.known.says} |"
        for one in NAMED
    ]
    return _SETTINGS + "\n".join([*rows, ""])


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else PAGES)
