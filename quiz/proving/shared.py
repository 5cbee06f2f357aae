"""One proof for all workers of a server, and the last good rulebook for those that start late."""

from __future__ import annotations

import fcntl
import os
import tempfile
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

#: The file begins with a digest of the rest: a worker may be killed while it writes.
_DIGEST = 32


class _Kept(NamedTuple):
    """What stands in the file: the latest proof with the stamp of its folder, and the last good."""

    stamp: str = ""
    latest: Proof | None = None
    good: Proof | None = None


class SharedProofs:
    """Proves each change once; the other workers wait for that and take it over.

    The proofs are kept in a file without a name, which only this server and the workers that
    it starts have open: nobody else can read or forge it, and it ends with them.
    """

    def __init__(self, prover: Renewer = prove) -> None:
        self._prover = prover
        with tempfile.TemporaryFile() as file:
            self._file = os.dup(file.fileno())

    def __getstate__(self) -> tuple[Renewer, object]:
        """Let a worker that is started anew, not forked, have the file as well."""
        return self._prover, DupFd(self._file)

    def __setstate__(self, state: tuple[Renewer, object]) -> None:
        self._prover, file = state
        self._file = file.detach()  # type: ignore[attr-defined]  # what DupFd returns

    def __call__(self, rules: Path) -> Proof:
        """Return the proof of a folder as it is now. Never raises."""
        try:
            with self._locked():
                return self._latest(rules)
        except OSError:  # no room for the file: then each for itself
            return self._prover(rules, None)

    def last_good(self) -> Proof | None:
        """Return the last proof that held, if there was one."""
        with suppress(OSError), self._locked():
            return self._kept().good
        return None

    def _latest(self, rules: Path) -> Proof:
        stamp, kept = stamp_of(rules), self._kept()
        if kept.latest and kept.stamp == stamp:
            return kept.latest
        proof = self._prover(rules, kept.good)
        if proof.final and stamp_of(rules) == stamp:
            self._keep(_Kept(stamp, proof, proof if proof.rulebook else kept.good))
        return proof

    def _kept(self) -> _Kept:
        content = os.pread(self._file, os.fstat(self._file).st_size, 0)
        if sha256(content[_DIGEST:]).digest() != content[:_DIGEST]:
            return _Kept()
        kept = unpacked(content[_DIGEST:])
        return kept if isinstance(kept, _Kept) else _Kept()

    def _keep(self, kept: _Kept) -> None:
        content = packed(kept)
        written = sha256(content).digest() + content
        os.pwrite(self._file, written, 0)  # over what is there: a full disk may have room for that
        os.ftruncate(self._file, len(written))

    @contextmanager
    def _locked(self) -> Iterator[None]:
        fcntl.lockf(self._file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.lockf(self._file, fcntl.LOCK_UN)
