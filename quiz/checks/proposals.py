"""Cases to be judged by a person: for one rule, or the few that would notice every slip. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quiz.answers import Answer, Answers
from quiz.beside import Case
from quiz.checks.examined import Examined
from quiz.checks.mutants import Mutant, Survivor, is_killed, mutation
from quiz.checks.tried import Tried
from quiz.engine import recommend
from quiz.explanation import why_of
from quiz.model import Reasoned
from quiz.reading.syntax import IS_IT_RIGHT
from quiz.recommendation import Recommendation

#: Answers as they stand in a rule file: every word a text.
Written = Mapping[str, str | list[str]]
_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Proposal:
    """A person, what the rulebook says to them, and which slips their case would notice."""

    id: str
    made: Recommendation
    notices: tuple[Mutant, ...] = ()

    def text(self, start: Written) -> str:
        """Write the case for a file whose cases start from some answers; why is left blank."""
        answers = {
            id: one for id, one in self.made.answers.given.items() if start.get(id) != _plain(one)
        }
        urgency = f"    urgency: {self.made.urgency}\n" if self.made.urgency else ""
        return (
            f"  - id: {self.id}\n"
            f"    because: # {IS_IT_RIGHT}\n"
            f"    answers: {_inline(answers)}\n"
            f"    outcome: {self.made.outcome}\n"
            f"{urgency}"
            f"    decided_by: [{', '.join(_deciding(self.made))}]\n"
        )

    def noticed(self, others: Iterable[Mutant]) -> list[Mutant]:
        """Return the slips that this case would notice."""
        case = Case(
            id=self.id, because="", fields={}, outcome=self.made.outcome,
            urgency=self.made.urgency, decided_by=tuple(_deciding(self.made)), mentions=(),
        )  # fmt: skip
        tried = Tried([(case, self.made)])
        return [one for one in others if is_killed(one, tried)]


def for_rule(examined: Examined, reason: Reasoned, id: str) -> Proposal | None:
    """Propose the most ordinary person for whom a rule fires, if possible no other safety rule."""
    fires, rules = examined.fires(reason), examined.rulebook.rules
    others = examined.diagram.any_of(examined.fires(one) for one in rules if one is not reason)
    person = examined.people.find(fires & ~others) or examined.people.find(fires)
    return Proposal(id, recommend(examined.rulebook, person.answers)) if person else None


def missing(examined: Examined) -> tuple[Proposal, ...]:
    """Propose few cases that together notice every slip which no case notices yet.

    Each time the person who notices the most of what is left. Not always the fewest there
    could be; never one that notices nothing new.
    """
    left = list(mutation(examined).survivors)
    people = [(survivor, _noticed(survivor, left)) for survivor in left]
    chosen: list[Proposal] = []
    taken = {case.id for case in examined.cases}
    while left:
        survivor, noticed = max(people, key=lambda one: sum(m in left for m in one[1]))
        new = [one for one in noticed if one in left]
        id = _free(f"{survivor.mutant.original.id}-noticed", taken)
        chosen.append(Proposal(id, survivor.expected, tuple(one.mutant for one in new)))
        left = [one for one in left if one not in new]
    return tuple(chosen)


def ordinary(examined: Examined) -> Answers:
    """Return the answers of the most ordinary person, for cases to start from."""
    person = examined.people.find(examined.space.valid)
    return person.answers if person else Answers({})


def as_start(answers: Answers) -> str:
    """Write the head of a new file of cases."""
    lines = (f"  {question}: {_word(one)}\n" for question, one in answers.given.items())
    return "start:\n" + "".join(lines) + "\ncases:\n"


def plain(answers: Answers) -> Written:
    """Return answers as a rule file gives them when it is read: every word a text."""
    return {question: _plain(one) for question, one in answers.given.items()}


def _noticed(survivor: Survivor, others: Iterable[Survivor]) -> list[Survivor]:
    """Return whose slips this person's case would notice; always one's own."""
    noticed = Proposal("", survivor.expected).noticed(one.mutant for one in others)
    return [one for one in others if one is survivor or one.mutant in noticed]


def _deciding(made: Recommendation) -> list[str]:
    deciding = dict.fromkeys(id for item in why_of(made) for id in item.rules)
    reasons = [id for id in deciding if id not in made.rulebook.facts]
    return reasons or list(deciding)


def _free(id: str, taken: set[str]) -> str:
    n, free = 1, id
    while free in taken:
        n += 1
        free = f"{id}-{n}"
    taken.add(free)
    return free


def _inline(answers: Mapping[str, Answer]) -> str:
    """Write answers on one line if they fit, else each on its own."""
    pairs = [f"{question}: {_word(one)}" for question, one in answers.items()]
    line = f"{{{', '.join(pairs)}}}"
    return line if len(line) < _WIDTH else "".join(f"\n      {pair}" for pair in pairs).rstrip()


def _word(answer: Answer) -> str:
    if isinstance(answer, tuple):
        return f"[{', '.join(map(_word, answer))}]"
    return f'"{answer}"' if isinstance(answer, str) and answer.isdecimal() else str(answer)


def _plain(answer: Answer) -> str | list[str]:
    return list(answer) if isinstance(answer, tuple) else str(answer)
