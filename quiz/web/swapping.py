"""New rules without a restart: proved, then swapped in at once; else the last good ones stay."""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from weakref import ReferenceType, ref

from flask import Flask

from quiz.assessment import where
from quiz.problems import Problem
from quiz.proving import Proof, Prover, Stamped, stamp_of
from quiz.proving.proof import unknown
from quiz.proving.shared import TRY_AGAIN_AFTER
from quiz.web.site import RulebookRefusedError, install, open_site

_log = logging.getLogger(__name__)

#: Seconds between two looks at the files.
LOOK_EVERY = 0.1

#: Nobody waits longer than this for the next look.
_LONGEST_REST = 1.0

#: Problems of one change that are told here; `quiz check` tells all of them.
_MOST_TOLD = 50


@dataclass(frozen=True, slots=True)
class Refused:
    """A change of the rules that is not served: the rulebook from before it is."""

    at: datetime
    problems: tuple[Problem, ...]

    def told(self) -> list[str]:
        """Return the problems in words, the first of them if they are very many."""
        more = len(self.problems) - _MOST_TOLD
        rest = [f"and {more} more"] if more > 0 else []
        return [*map(str, self.problems[:_MOST_TOLD]), *rest]


def rest_after(seconds: float) -> float:
    """Return how long to wait after a look that took some of the processor's time.

    With hundreds of clinics a look takes longer: it must not take more than a fiftieth.
    """
    return min(max(LOOK_EVERY, 50 * seconds), _LONGEST_REST)


class Swapping:
    """Keeps one application on the newest rules that are proved.

    A change is taken up once the files have been quiet from one look to the next, so that a
    half-written one is waited for; and only once, until something changes again.
    """

    def __init__(
        self,
        app: Flask,
        rules: Path,
        prove: Prover,
        after: Callable[[Refused | None], None] = lambda _: None,
    ) -> None:
        """`after` is told after each look what is not served."""
        self._app, self._rules, self._prove, self._after = app, rules.absolute(), prove, after
        self._seen = self._tried = stamp_of(self._rules)
        self._again = math.inf  # when to try the same files again
        self._told: tuple[str, tuple[Problem, ...]] | None = None
        self.refused: Refused | None = None  #: None if what is in the folder is what is served

    def open(self, last_good: Callable[[], Stamped | None]) -> None:
        """Serve the last good rulebook if there is one, else what is in the folder.

        A worker that starts while a change is proved need not wait for that: it looks as all do.
        Raises RulebookRefusedError when there is nothing to serve.
        """
        if good := last_good():
            self._tried = good.stamp
            self._serve(good.proof)
        else:
            self._serve(self._prove(self._rules))
        self._after(self.refused)

    def watch(self) -> None:
        """Look at the files from now on, beside the requests, while the application is there."""
        threading.Thread(target=_keep_looking, args=(ref(self),), name="rules", daemon=True).start()

    def look(self) -> None:
        """Take up what has changed, if the files are quiet by now."""
        stamp = stamp_of(self._rules)
        quiet, self._seen = stamp == self._seen, stamp
        if quiet and (stamp != self._tried or time.monotonic() >= self._again):
            proof = self._prove(self._rules)
            if stamp_of(self._rules) == stamp:  # else it is proved again once it is quiet
                self._tried = stamp
                self._take_up(proof)

    def _take_up(self, proof: Proof) -> None:
        self._decided(proof)
        try:
            self._serve(proof)
        except RulebookRefusedError as error:
            self._refuse(error.problems)
        else:
            self.refused = None

    def _serve(self, proof: Proof) -> None:
        opened = open_site(proof)
        install(self._app, opened)
        rulebook = opened.rulebook
        _log.info("serving rulebook %s (%s) from now on", rulebook.version, rulebook.fingerprint)

    def _decided(self, proof: Proof) -> None:
        self._again = math.inf if proof.final else time.monotonic() + TRY_AGAIN_AFTER

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        self.refused = Refused(datetime.now(UTC), problems)
        if self._told != (self._tried, problems):
            self._told = self._tried, problems
            told = "\n".join(self.refused.told())
            _log.error("a change of the rules is not served; the last good ones are\n%s", told)

    def look_whatever_happens(self) -> None:
        """Look, and serve on with what there is if that fails: nobody would look any more."""
        try:
            self.look()
        except Exception as error:  # noqa: BLE001 - the same
            self._refuse(unknown(where(error)).problems)
        try:
            self._after(self.refused)
        except Exception as error:  # noqa: BLE001 - the same
            _log.error("what is not served could not be told: %s", where(error))


def _keep_looking(swapping: ReferenceType[Swapping]) -> None:
    """Look again and again, without keeping an application that nobody needs any more."""
    rest = LOOK_EVERY
    while True:
        time.sleep(rest)
        one = swapping()
        if one is None:
            return
        begun = time.thread_time()
        one.look_whatever_happens()
        rest = rest_after(time.thread_time() - begun)
        del one
