"""Write a rulebook many times as large as the project's, for measuring the checks.

`python -m tests.benchmarks.large FOLDER COPIES` has every checklist so many times (20 if not
said), with its rules and requirements: with 20 about 1,300 rules and 1,500 options. The cases go
along: those that notice a slip in a rule that was copied are copied too. Then run `quiz check
FOLDER`.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from quiz.answer_reader import read_answers
from quiz.answers import Answers
from quiz.beside import Case
from quiz.checks import Examined
from quiz.checks.mutants import mutants
from quiz.checks.proposals import Proposal, as_start, ordinary, plain
from quiz.engine import recommend
from quiz.model import Rulebook
from quiz.reading import read
from tests.copies import RULES, in_english

COPIES = 20
CHECKLISTS = {
    "skin_today": "3-your-skin",
    "skin_history": "3-your-skin",
    "health": "4-your-health",
    "medicines": "4-your-health",
    "allergies": "4-your-health",
    "recent_treatments": "5-lately",
    "wellbeing": "5-lately",
}


def write(folder: Path, copies: int = COPIES) -> None:
    """Write the large rulebook; the folder must not be there yet."""
    in_english(shutil.copytree(RULES, folder))
    if copies == 1:
        return
    shutil.rmtree(folder / "cases")  # written last: they are of the rules as they are then
    for copy in range(2, copies + 1):
        _copy_questions(folder, copy)
        for path in sorted((RULES / "safety").glob("*.yaml")):
            rules = [item for item in _items(path) if _about_one_checklist(item)]
            if rules:
                text = "".join(_renamed(item, copy) for item in rules)
                (folder / "safety" / f"{path.stem}-{copy}.yaml").write_text(text)
    requirements = folder / "requirements.yaml"
    asked = [item for item in _items(requirements) if _about_one_checklist(item)]
    more = [_renamed(item, copy) for copy in range(2, copies + 1) for item in asked]
    requirements.write_text(requirements.read_text() + "\n" + "".join(more))
    _write_cases(folder, copies)


def _write_cases(folder: Path, copies: int) -> None:
    """Write the project's own cases, and of each copy those that notice something."""
    copied = [_copied_question(id, copy) for copy in range(2, copies + 1) for id in CHECKLISTS]
    more = "".join(f"  {id}: [none]\n" for id in copied)
    for path in sorted((RULES / "cases").glob("*.yaml")):
        text = path.read_text().replace("start:\n", "start:\n" + more, 1)
        (folder / "cases").mkdir(exist_ok=True)
        (folder / "cases" / path.name).write_text(text)
    reading = read(folder)
    assert reading.rulebook, reading.problems[:5]
    start = ordinary(Examined(reading.rulebook, population=reading.population))
    telling = _telling(reading.rulebook, reading.cases)
    for copy in range(2, copies + 1):
        made = [_case_of(reading.rulebook, case, copy) for case in telling]
        text = as_start(start) + "\n".join(one.text(plain(start)) for one in made)
        text = re.sub("because: #.*", "because: it is the copy of another case", text)
        (folder / "cases" / f"copy-{copy:02}.yaml").write_text(text)


def _telling(rulebook: Rulebook, cases: Iterable[Case]) -> list[Case]:
    """Choose the cases that notice slips in the first copy of the rules, each another one."""
    left = [one for one in mutants(rulebook) if one.original.id.endswith("-copy-2")]
    chosen = []
    for case in cases:
        proposal = _case_of(rulebook, case, 2)
        noticed = proposal.noticed(left)
        if noticed:
            chosen.append(case)
            left = [one for one in left if one not in noticed]
    return chosen


def _case_of(rulebook: Rulebook, case: Case, copy: int) -> Proposal:
    """Make of a case the same for a copy: whoever ticked a row ticks the row of the copy."""
    fields = dict(case.fields)
    for id in CHECKLISTS:
        fields[_copied_question(id, copy)], fields[id] = fields[id], ["none"]
    answers = read_answers(rulebook, fields)
    assert isinstance(answers, Answers)
    return Proposal(f"{case.id}-copy-{copy}", recommend(rulebook, answers))


def _copied_question(id: str, copy: int) -> str:
    return f"{id}_{copy}"


def _copy_questions(folder: Path, copy: int) -> None:
    parts = [f"step: copy-{copy}\ntitle: Copy {copy}\nquestions:\n"]
    for question, step in CHECKLISTS.items():
        text = (RULES / "questions" / f"{step}.yaml").read_text()
        found = re.search(rf"  - id: {question}\n(?:(?!  - id: ).*\n?)*", text)
        assert found, question
        parts.append(
            found.group().replace(f"id: {question}\n", f"id: {_copied_question(question, copy)}\n")
        )
    (folder / "questions" / f"7-copy-{copy:02}.yaml").write_text("".join(parts))


def _items(path: Path) -> list[str]:
    return re.findall(r"^- id: .*\n(?:(?!- id: ).*\n?)*", path.read_text(), re.MULTILINE)


def _about_one_checklist(item: str) -> bool:
    condition = re.search(r"^  (?:when|if): \{(\w+): ", item, re.MULTILINE)
    alone = condition is not None and condition.group(1) in CHECKLISTS
    return alone and "concerns" not in item.partition("because:")[0]


def _renamed(item: str, copy: int) -> str:
    item = re.sub(r"^- id: (\S+)", rf"- id: \1-copy-{copy}", item)
    item = re.sub(r"^(  (?:when|if): \{)(\w+): ", rf"\1\2_{copy}: ", item, flags=re.MULTILINE)
    return item.rstrip() + "\n\n"


if __name__ == "__main__":
    write(Path(sys.argv[1]), *map(int, sys.argv[2:]))
