"""Count the words that an ordinary person is shown, from the first question to the result.

The quiz with only the follow-ups that apply, and the result as it is first shown, without what
is folded; the whole of both pages, foot included. 240 words a minute, and a second a click.
Run it with `python -m tests.benchmarks.words`.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from quiz.answer_reader import read_answers
from quiz.answers import Answers
from quiz.model import Rulebook
from quiz.reading import read
from quiz.web import create_app
from quiz.web.forms import field_name
from tests.people import Fields
from tests.web.asking import QUIZ, as_form

RULES = Path(__file__).parents[2] / "rules"
#: Ordinary people by the case that they are: each outcome, and each urgency.
PEOPLE = (
    "plain", "dull", "both", "two-cautions", "active-acne", "pregnant", "not-sure-about-health",
    "changing-mole", "fat",
)  # fmt: skip
A_MINUTE, SECONDS = 240, 60
_VOID = {"br", "hr", "img", "input", "link", "meta"}
#: What the stylesheets hide on a screen: by class, and by element.
_NOT_SEEN = {"hidden", "skip", "sheet", "on-paper", "only-if"}
_NEVER_SEEN = {"head", "title", "desc", "script", "svg", "template"}
#: A word or a number; signs alone are none.
_WORD = re.compile(r"\w[\w'\u2019-]*")


class Counted(NamedTuple):
    """What one person is shown."""

    quiz: int
    result: int
    clicks: int

    @property
    def seconds(self) -> float:
        return (self.quiz + self.result) * SECONDS / A_MINUTE + self.clicks


class Shown(HTMLParser):
    """The text of a page that is shown at first, by the part of the page that it is in."""

    def __init__(self, html: str, not_asked: frozenset[str] = frozenset()) -> None:
        super().__init__()
        self.words: dict[str, int] = {}  #: by the heading above
        self._not_asked = not_asked
        self._open: list[tuple[str, bool]] = []  #: each element, and whether it is shown
        self._part = ""
        self.feed(html)

    @property
    def total(self) -> int:
        return sum(self.words.values())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        given = dict(attrs)
        seen = not self._open or self._open[-1][1]
        folded = bool(self._open) and self._open[-1][0] == "details" and tag != "summary"
        apart = _NOT_SEEN & set((given.get("class") or "").split())
        hidden = "hidden" in given or apart or tag in _NEVER_SEEN
        self._open.append(
            (tag, seen and not folded and not hidden and given.get("id") not in self._not_asked)
        )
        if tag == "h2":
            self._part = ""

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][1]:
            if any(tag == "h2" for tag, _ in self._open):
                self._part += " ".join(data.split())
            self.words.setdefault(self._part, 0)
            self.words[self._part] += len(_WORD.findall(data))


def main() -> None:
    """Print a line for each person, and for the first of each outcome the parts of the result."""
    reading = read(RULES)
    assert reading.rulebook
    cases = {case.id: case for case in reading.cases}
    client = create_app(RULES).test_client()
    print(f"{'person':<22} {'outcome':<15} {'quiz':>5} {'result':>6} {'clicks':>6} {'time':>6}")
    parts: dict[str, dict[str, int]] = {}
    for name in PEOPLE:
        fields = dict(cases[name].fields)
        quiz = Shown(client.get(QUIZ).text, not_asked(reading.rulebook, fields))
        result = Shown(client.post(QUIZ, data=as_form(fields)).text)
        counted = Counted(quiz.total, result.total, clicks(reading.rulebook, fields))
        minutes, seconds = divmod(round(counted.seconds), SECONDS)
        print(
            f"{name:<22} {cases[name].outcome:<15} {counted.quiz:5} {counted.result:6}"
            f" {counted.clicks:6} {minutes:3}:{seconds:02}"
        )
        parts[name] = result.words
    print("\nWords of the quiz by step, for the last: ", quiz.words)
    for name, words in parts.items():
        print(f"{name}: {words}")


def not_asked(rulebook: Rulebook, fields: Fields) -> frozenset[str]:
    """Return the elements of the quiz's page that hold questions which do not apply."""
    answers = read_answers(rulebook, fields)
    assert isinstance(answers, Answers), answers
    return frozenset(field_name(id) for id in rulebook.questions if id not in answers.given)


def clicks(rulebook: Rulebook, fields: Fields) -> int:
    """Count a click for each choice, for an age that is typed, and to go on from each step."""
    chosen = sum(len(given) if isinstance(given, list) else 1 for given in fields.values())
    return chosen + len(rulebook.steps)


if __name__ == "__main__":
    main()
