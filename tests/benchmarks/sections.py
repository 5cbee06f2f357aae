"""The sections of the report: each measures one thing, says the ratio first, and plots it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from tests.benchmarks import decision, engines, serving, visit
from tests.benchmarks.growing import larger_rulebooks, more_clinics
from tests.benchmarks.markdown import FOLDER, Section, paragraphs, table
from tests.benchmarks.plots import bars

#: Assumptions, not measurements: what a machine like this one costs, and how busy it is kept.
EUROS_A_MONTH, USED, DAYS = 10, 0.1, 30


def by_hand(*, quick: bool) -> Section:
    """Measure the engine beside hand-written code."""
    measured = decision.measured(40 if quick else decision.REPEATS)
    average = measured[-1]
    rows = [
        [one.person, f"{one.engine:.2f}"]
        + [f"{other:.2f} ({one.engine / other:.2f})" for other in one[2:]]
        for one in measured
    ]
    ratio, unsafe = average.engine / average.straight_refusing, average.engine / average.straight
    titles = "person", "engine", "if/else", "skipping", "if/else, refusing", "skipping, refusing"
    text = paragraphs(
        f"**{ratio:.2f}** of `if` by `if` written by hand, with the same findings and the same"
        f" refusal of missing or unknown answers, over {average.person}; **{unsafe:.2f}** of it"
        " without the refusal, which the engine never goes without. Microseconds for one decision,"
        " and the engine's ratio to each. Skipping code does not look into a list that was"
        ' answered "none" (`tests/oracle.py`).',
        table(titles, rows),
    )
    told = (
        f"A decision with its findings takes {average.engine:.2f} µs, {ratio:.2f} of hand-written"
        " Python that refuses the same bad answers."
    )
    return Section("The engine beside hand-written Python", text, told)


def beside_engines(*, quick: bool) -> Section:
    """Measure the engine beside others."""
    measured = engines.measured(0.5 if quick else engines.SECONDS)
    ours = measured[0].microseconds
    times = {one.engine: one.microseconds for one in measured}
    title = "Microseconds for one person (logarithmic)"
    bars(FOLDER / "engines.svg", title, times, [measured[0].engine], log=True)
    rows = [[name, f"{time / ours:.1f}", f"{time:.1f}"] for name, time in times.items()]
    text = paragraphs(
        "The same conditions, translated by code, for the same people; before anything is timed,"
        " all of them list what the engine lists. The others decide no outcome and refuse no"
        " unknown answer.",
        table(["engine", "times ours", "µs for one person"], rows),
        "![Microseconds of each engine](benchmarks/engines.svg)",
    )
    return Section("The engine beside other rule engines", text)


def beside_flask(*, quick: bool) -> Section:
    """Measure the server beside bare Flask."""
    served = _served(quick=quick)
    ratios = {one.name: one.ratio for one in served.lines}
    bars(
        FOLDER / "serving.svg",
        "Requests in a second, as a part of bare Flask's",
        ratios,
        list(ratios)[1:],
    )
    rows = [
        [
            one.name,
            f"{one.ratio:.2f}",
            f"{one.per_second:,.0f}",
            f"{one.bytes:,}",
            f"{one.p50:.2f}",
            f"{one.p99:.2f}",
        ]
        for one in served.lines
    ]
    get, unchanged, post, undrawn = (
        _line(served, name)
        for name in (
            "GET, br",
            "GET, 304",
            "POST, plain",
            f"POST, plain, brotli, {serving.UNDRAWN}",
        )
    )
    text = paragraphs(
        f"**{get.ratio:.2f}** of bare Flask for the quiz page, **{unchanged.ratio:.2f}** for a"
        f" `304`, **{post.ratio:.2f}** for answers to a full result, on the same server with"
        f" {served.workers} workers and {served.connections} connections; the load is made on the"
        " same cores. Milliseconds at the median and at the slowest hundredth.",
        f"**{undrawn.ratio:.2f}** is the limit of drawing results faster: answers are read and"
        " decided on as ever, and everybody gets the same page, drawn beforehand.",
        table(["request", "ratio", "a second", "bytes", "p50", "p99"], rows),
        f"Memory of a worker afterwards: {', '.join(f'{one} MB' for one in served.megabytes)}.",
        "![Requests in a second as a part of bare Flask's](benchmarks/serving.svg)",
    )
    told = (
        f"Beside a bare Flask view: {get.ratio:.2f} of its requests a second for the quiz,"
        f" {unchanged.ratio:.2f} for a `304`, {post.ratio:.2f} for a result."
    )
    return Section("The server beside bare Flask", text, told)


def whole_visit(*, quick: bool) -> Section:
    """Measure a visit on a slow phone."""
    found = _visit(quick=quick)
    ours, survey = found.opened[:2]
    sizes = {one.what: one.bytes for one in found.opened}
    bars(FOLDER / "bytes.svg", "Bytes to the first question", sizes, [ours.what])
    paints = {one.what: one.paint for one in found.opened}
    bars(FOLDER / "paint.svg", "Largest paint, seconds", paints, [ours.what])
    rows = [
        [
            one.what,
            f"{one.bytes / ours.bytes:.1f}",
            f"{one.bytes:,}",
            str(one.requests),
            f"{one.paint:.2f}",
            f"{one.blocked:.0f}",
            f"{one.script:.0f}",
        ]
        for one in found.opened
    ]
    titles = "page", "times ours", "bytes", "requests", "paint, s", "blocked, ms", "script, ms"
    text = paragraphs(
        f"**{survey.bytes / ours.bytes:.1f} times** our bytes and"
        f" **{survey.paint / ours.paint:.1f} times** our largest paint for the same questions in"
        " SurveyJS. Opening the page with an empty cache in Chromium, slowed down as Lighthouse's"
        " phone is (1.6 Mbit/s, 150 ms, a quarter of the processor). Typeform's is only the script"
        " that a site puts into its page: the form comes on top, from its own servers.",
        table(titles, rows),
        f"To the result our quiz loads {found.bytes:,} bytes in {found.requests} requests, all of"
        " the above among them; SurveyJS has then nothing but the answers.",
        "![Bytes to the first question](benchmarks/bytes.svg)",
        "![Largest paint](benchmarks/paint.svg)",
    )
    told = (
        f"On a slow phone the first question stands after {ours.paint:.2f} s and {ours.bytes:,}"
        f" bytes; in SurveyJS after {survey.paint:.2f} s and {survey.bytes:,}."
    )
    return Section("A visit on a slow phone", text, told)


def cost(*, quick: bool) -> Section:
    """Work out what a million visits cost."""
    served, found = _served(quick=quick), _visit(quick=quick)
    get, post = (_line(served, name).per_second for name in ("GET, br", "POST, plain, br"))
    others = found.requests - 2
    a_second = 1 / ((1 + others) / get + 1 / post)
    a_month = a_second * USED * DAYS * 24 * 3600
    euros = EUROS_A_MONTH / a_month * 1e6
    text = paragraphs(
        f"**{euros:.2f} euros** for a million visits, if a machine like this one costs"
        f" {EUROS_A_MONTH} euros a month and is used to {USED:.0%} on average (`EUROS_A_MONTH` and"
        " `USED` in `tests/benchmarks/sections.py`: assumptions, not measured).",
        f"A visit is {found.requests} requests: the page, answers to a result, and {others} others,"
        f" each taken to cost as much as the page. With {get:,.0f} pages or {post:,.0f} results in"
        f" a second that is {a_second:,.0f} visits in a second at most, {a_month / 1e6:,.0f}"
        f" million in a month so used. A million visits are {found.bytes / 1e3:,.0f} GB of traffic,"
        " whose price is not counted.",
    )
    return Section("What a million visits cost", text)


@cache
def _served(*, quick: bool) -> serving.Served:
    return serving.measured(1, 1) if quick else serving.measured()


@cache
def _visit(*, quick: bool) -> visit.Visit:
    return visit.measured(1 if quick else visit.RUNS)


def _line(served: serving.Served, start: str) -> serving.Line:
    return next(one for one in served.lines if one.name.startswith(start))


ALL: dict[str, Callable[..., Section]] = {
    "by-hand": by_hand,
    "engines": beside_engines,
    "serving": beside_flask,
    "visit": whole_visit,
    "rulebook": larger_rulebooks,
    "clinics": more_clinics,
    "cost": cost,
}
