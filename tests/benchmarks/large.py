"""Write a rulebook more than ten times as large as the project's, for measuring the checks.

`python -m tests.benchmarks.large FOLDER` copies every checklist 20 times, with its rules and
requirements: about 1,300 rules and 1,500 options. Then run `quiz check FOLDER`.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

RULES = Path(__file__).parent.parent.parent / "rules"
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


def write(folder: Path) -> None:
    """Write the large rulebook; the folder must not be there yet."""
    shutil.copytree(RULES, folder)
    shutil.rmtree(folder / "cases")  # they would all have to answer the new questions
    for copy in range(2, COPIES + 1):
        _copy_questions(folder, copy)
        for path in sorted((RULES / "safety").glob("*.yaml")):
            rules = [item for item in _items(path) if _about_one_checklist(item)]
            if rules:
                text = "".join(_renamed(item, copy) for item in rules)
                (folder / "safety" / f"{path.stem}-{copy}.yaml").write_text(text)
    requirements = folder / "requirements.yaml"
    asked = [item for item in _items(requirements) if _about_one_checklist(item)]
    copies = [_renamed(item, copy) for copy in range(2, COPIES + 1) for item in asked]
    requirements.write_text(requirements.read_text() + "\n" + "".join(copies))


def _copy_questions(folder: Path, copy: int) -> None:
    parts = [f"step: copy-{copy}\ntitle: Copy {copy}\nquestions:\n"]
    for question, step in CHECKLISTS.items():
        text = (RULES / "questions" / f"{step}.yaml").read_text()
        found = re.search(rf"  - id: {question}\n(?:(?!  - id: ).*\n?)*", text)
        assert found, question
        parts.append(found.group().replace(f"id: {question}\n", f"id: {question}_{copy}\n"))
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
    write(Path(sys.argv[1]))
