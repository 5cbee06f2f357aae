"""Numbers for Prometheus: requests, how long they took, outcomes, and what is served."""

from __future__ import annotations

import logging
import os
from collections import Counter as Counts
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from threading import Lock

from prometheus_client import (
    CONTENT_TYPE_PLAIN_0_0_4,
    CollectorRegistry,
    Counter,
    Histogram,
    Metric,
    disable_created_metrics,
    generate_latest,
    values,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from quiz.assessment import where
from quiz.web.watching.room import Place, State, states

_log = logging.getLogger(__name__)

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
#: Where prometheus-client's processes count together; `quiz serve` makes it.
FOLDER = "PROMETHEUS_MULTIPROC_DIR"
#: Results are counted in batches of this many: who only looks cannot tell what one of them got. Who
#: sends all others of a batch can (decision 10).
BATCH = 20
_SECONDS = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0)

disable_created_metrics()  # type: ignore[no-untyped-call]  # it tells when each began: not asked


class Metrics:
    """Counts in this process, together with the others of its server if there is a folder."""

    def __init__(self, folder: Path | None = None) -> None:
        self._place = _place_in(folder) if folder else None
        self._folder = folder if self._place else None
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "quiz_requests",
            "Requests answered.",
            ("route", "method", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "quiz_request_seconds",
            "How long answers took to make.",
            ("route",),
            registry=self._registry,
            buckets=_SECONDS,
        )
        self._outcomes = Counter(
            "quiz_outcomes",
            f"Results, counted in batches of {BATCH}.",
            ("outcome",),
            registry=self._registry,
        )
        self._kinds: dict[tuple[str, str, str], tuple[Counter, Histogram]] = {}
        self._waiting: Counts[str] = Counts()
        self._lock = Lock()
        self._states: list[State] = []
        # The files are opened now, while they are there.
        self._requests.labels("unmatched", "GET", "404")
        self._seconds.labels("unmatched")
        self._registry.register(_Served(lambda: self._states))

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Metrics:
        """Count in the folder that the environment names, if it does."""
        named = environment.get(FOLDER)
        return cls(Path(named) if named else None)

    def answered(self, route: str, method: str, status: str, seconds: float) -> None:
        """Count one request."""
        kind = route, method, status
        if kind not in self._kinds:  # never many: a route is no path
            self._kinds[kind] = self._requests.labels(*kind), self._seconds.labels(route)
        requests, taken = self._kinds[kind]
        requests.inc()
        taken.observe(seconds)

    def decided(self, outcome: str) -> None:
        """Count one result, once there is a whole batch."""
        with self._lock:
            self._waiting[outcome] += 1
            if self._waiting.total() < BATCH:
                return
            batch, self._waiting = self._waiting, Counts()
        for name, number in batch.items():
            self._outcomes.labels(name).inc(number)

    def serving(self, state: State) -> None:
        """Say what is served from now on."""
        self._states = [state]
        if self._place:
            self._place.write(state)

    def text(self) -> bytes:
        """Return all numbers, of all processes of this server, as Prometheus reads them."""
        return text_of(self._folder) if self._folder else generate_latest(self._registry)


def text_of(folder: Path) -> bytes:
    """Return the numbers of all processes that count in a folder."""
    registry = CollectorRegistry()
    registry.register(_Served(lambda: states(folder)))
    if folder.is_dir():
        MultiProcessCollector(registry, str(folder))  # type: ignore[no-untyped-call]  # of its own
    return generate_latest(registry)


def _place_in(folder: Path) -> Place | None:
    """Take a place in the folder; without one, this process counts for itself, unseen."""
    try:
        place = Place(folder)
    except OSError as error:
        _log.error("this worker is not counted: %s", where(error))
        values.ValueClass = values.MutexValue
        return None
    os.environ[FOLDER] = str(folder)
    values.ValueClass = values.MultiProcessValue(  # type: ignore[no-untyped-call]  # of its own
        lambda: place.number
    )
    return place


class _Served(Collector):
    """What the processes serve: the worst of them where only one number is told."""

    def __init__(self, known: Callable[[], Iterable[State]]) -> None:
        self._known = known

    def collect(self) -> Iterator[Metric]:
        known = list(self._known())
        yield _workers(known)
        for name, says, worst in _NUMBERS if known else ():
            yield GaugeMetricFamily(f"quiz_{name}", says, value=float(worst(known)))


#: Each with what it says, and how it is worked out of what every process serves.
_NUMBERS: tuple[tuple[str, str, Callable[[list[State]], float]], ...] = (
    (
        "rulebook_since_timestamp_seconds",
        "Since when the rulebook is served that was taken up first.",
        lambda known: min(one.since for one in known),
    ),
    (
        "clinics",
        "Clinics that are served.",
        lambda known: min(one.clinics for one in known),
    ),
    (
        "clinics_left_out",
        "Clinics that are not served, as their files do not read or are not proved to tighten.",
        lambda known: max(one.clinics_left_out for one in known),
    ),
    (
        "root_is_served",
        "1 if / has the quiz, 0 while its clinic is left out.",
        lambda known: min(one.root_is_served for one in known),
    ),
    (
        "change_refused",
        "1 while the newest change of the rules is not served.",
        lambda known: any(one.refused_at for one in known),
    ),
    (
        "change_refused_timestamp_seconds",
        "When that change was refused; 0 if none is.",
        lambda known: max(one.refused_at for one in known),
    ),
)


def _workers(known: Iterable[State]) -> Metric:
    says = "Workers that are alive, by the rulebook that each serves."
    found = GaugeMetricFamily("quiz_workers", says, labels=("version", "fingerprint"))
    served = Counts((one.version, one.fingerprint) for one in known)
    for names, number in served.items():
        found.add_metric(names, number)
    return found
