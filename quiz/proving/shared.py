"""One proof for all workers of a server, and the last good rulebook for those that start late."""

from __future__ import annotations

import fcntl
import math
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from multiprocessing.reduction import DupFd
from pathlib import Path
from typing import NamedTuple

from quiz.proving.child import prove
from quiz.proving.handing import packed, unpacked
from quiz.proving.proof import Proof, Renewer
from quiz.proving.stamp import stamp_of

#: Seconds before proofs that were cut short are tried again: by one worker, for all of them.
TRY_AGAIN_AFTER = 60.0
#: A file begins with a digest of the rest: a worker may be killed while it writes.
_DIGEST = 32


class Stamped(NamedTuple):
    """A proof, with the stamp of the folder that was proved."""

    stamp: str
    proof: Proof
    until: float = math.inf  #: on the monotonic clock of the machine, in seconds


class SharedProofs:
    """Proves each change once; the other workers wait for that and take it over.

    The proofs are kept in files without a name, which only this server and the workers that
    it starts have open: nobody else can read or forge them, and they end with them. The last
    good proof has a file of its own, which nothing but the next good one is ever written to.
    """

    def __init__(self, prover: Renewer = prove) -> None:
        self._prover = prover
        self._good, self._refused = _nameless(), _nameless()

    def __getstate__(self) -> tuple[Renewer, object, object]:
        """Let a worker that is started anew, not forked, have the files as well."""
        return self._prover, DupFd(self._good), DupFd(self._refused)

    def __setstate__(self, state: tuple[Renewer, object, object]) -> None:
        self._prover, good, refused = state
        self._good = good.detach()  # type: ignore[attr-defined]  # what DupFd returns
        self._refused = refused.detach()  # type: ignore[attr-defined]  # the same

    def __call__(self, rules: Path) -> Proof:
        """Return the proof of a folder as it is now. Never raises."""
        try:
            with self._locked():
                return self._latest(rules)
        except OSError:  # the files cannot be read: then each for itself
            return self._prover(rules, None)

    def last_good(self) -> Stamped | None:
        """Return the last proof that held, if there was one; nobody waits for the next one."""
        with suppress(OSError):
            if kept := _read(self._good):
                return kept
            with self._locked():  # it may be written just now
                return _read(self._good)
        return None

    def _latest(self, rules: Path) -> Proof:
        stamp, good, refused = stamp_of(rules), _read(self._good), _read(self._refused)
        for kept in (good, refused):
            if kept and kept.stamp == stamp and time.monotonic() < kept.until:
                return kept.proof
        proof = self._prover(rules, good.proof if good else None)
        if stamp_of(rules) == stamp:
            until = math.inf if proof.final else time.monotonic() + TRY_AGAIN_AFTER
            _write(self._good if proof.rulebook else self._refused, Stamped(stamp, proof, until))
        return proof

    @contextmanager
    def _locked(self) -> Iterator[None]:
        fcntl.lockf(self._good, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.lockf(self._good, fcntl.LOCK_UN)


def _nameless() -> int:
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


def _read(file: int) -> Stamped | None:
    content = os.pread(file, os.fstat(file).st_size, 0)
    if sha256(content[_DIGEST:]).digest() != content[:_DIGEST]:
        return None
    kept = unpacked(content[_DIGEST:])
    return kept if isinstance(kept, Stamped) else None


def _write(file: int, kept: Stamped) -> None:
    """Write the whole of it, over what is there, or nothing: a disk may be full."""
    content = packed(kept)
    written = sha256(content).digest() + content
    with suppress(OSError):
        whole = os.pwrite(file, written, 0) == len(written)  # of a part no error is told
        os.ftruncate(file, len(written) if whole else 0)
