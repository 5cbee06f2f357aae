"""The two sections of the report about what grows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tests.benchmarks import growth
from tests.benchmarks.markdown import FOLDER, Section, paragraphs, table
from tests.benchmarks.plots import lines

_SERVED = ("start", "first page, ms", "page, ms", "answer, ms", "worker, MB")


def larger_rulebooks(*, quick: bool) -> Section:
    """Measure what grows with the rulebook."""
    found = growth.rulebooks(growth.COPIES[:2] if quick else growth.COPIES)
    _plot(found)
    rows = [
        [
            f"{one.rules:,}",
            f"{one.rules / found[0].rules:.1f}",
            _spent(one.check),
            _spent(one.diff),
            *_requests(one.served),
        ]
        for one in found
    ]
    least, most = found[0], found[-1]
    times = most.rules / least.rules
    steps = _steps([one.rules for one in found], [one.check.seconds for one in found])
    text = paragraphs(
        f"**{most.check.seconds / least.check.seconds:.1f} times** the seconds of `quiz check` for"
        f" {times:.1f} times the rules: from each size to the next {steps} of what growing in"
        " step would be. Each is measured in a process of its own, with the most memory that it"
        " took. A page is made and compressed once, then kept. No server starts whose rules are not"
        " proved within 60 seconds.",
        table(["rules", "times", "`quiz check`", "`quiz diff`", *_SERVED], rows),
        "![Seconds as the rulebook grows](benchmarks/rulebook-seconds.svg)",
        "![Megabytes as the rulebook grows](benchmarks/rulebook-memory.svg)",
    )
    told = (
        f"`quiz check` takes {least.check.seconds:.1f} s, and {most.check.seconds:.1f} s with"
        f" {times:.1f} times the rules."
    )
    return Section("As the rulebook grows", text, told)


def more_clinics(*, quick: bool) -> Section:
    """Measure what grows with the number of clinics."""
    found = growth.clinics(growth.CLINICS[:2] if quick else growth.CLINICS)
    across = "clinics", [one.clinics for one in found]
    seconds = {"start": [_start(one) for one in found]}
    lines(FOLDER / "clinics-seconds.svg", "Seconds to start", across, seconds)
    memory = {"a worker": [_megabytes(one) for one in found]}
    lines(FOLDER / "clinics-memory.svg", "Megabytes of a worker", across, memory)
    rows = [[f"{one.clinics}", *_requests(one.served)] for one in found]
    most = found[-1]
    text = paragraphs(
        f"**{_megabytes(most) / _megabytes(found[0]):.2f} times** the memory of a worker"
        f" for {most.clinics} clinics instead of one, after the page of each was opened and"
        " answers sent to each. Every tenth clinic has rules of its own; starting proves all.",
        table(["clinics", *_SERVED], rows),
        "![Seconds to start](benchmarks/clinics-seconds.svg)",
        "![Megabytes of a worker](benchmarks/clinics-memory.svg)",
    )
    told = f"A worker with {most.clinics} clinics takes {_megabytes(most):.0f} MB."
    return Section("As clinics are added", text, told)


def _plot(found: Sequence[growth.Rulebooks]) -> None:
    across = "rules", [one.rules for one in found]
    seconds = {
        "quiz check": [one.check.seconds for one in found],
        "quiz diff": [one.diff.seconds for one in found],
        "start": [_start(one) for one in found],
    }
    lines(FOLDER / "rulebook-seconds.svg", "Seconds as the rulebook grows", across, seconds)
    memory = {
        "quiz check": [one.check.megabytes for one in found],
        "quiz diff": [one.diff.megabytes for one in found],
        "a worker": [_megabytes(one) for one in found],
    }
    lines(FOLDER / "rulebook-memory.svg", "Megabytes as the rulebook grows", across, memory)


def _steps(sizes: Sequence[float], times: Sequence[float]) -> str:
    """Say for each step what part of growing in step with the size it is."""
    grown = [
        (later / sooner) / (more / less)
        for (less, more), (sooner, later) in zip(pairwise(sizes), pairwise(times), strict=True)
    ]
    return ", ".join(f"{one:.2f}" for one in grown)


def _requests(served: growth.Served | None) -> list[str]:
    if served is None:
        return ["not in time", *["-"] * (len(_SERVED) - 1)]
    times = (served.first_page, served.page, served.answer)
    return [_spent(served.start), *(f"{one:.2f}" for one in times), f"{served.megabytes:.0f}"]


def _start(one: growth.Rulebooks | growth.Clinics) -> float:
    return one.served.start.seconds if one.served else float("nan")


def _megabytes(one: growth.Rulebooks | growth.Clinics) -> float:
    return one.served.megabytes if one.served else float("nan")


def _spent(one: growth.Spent) -> str:
    return f"{one.seconds:.1f} s, {one.megabytes:.0f} MB"
