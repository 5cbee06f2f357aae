"""`python -m quiz.proving FOLDER`: read and prove, and hand the proof over on standard output.

On standard input stands an earlier proof of the server that asks, or nothing.
"""

from __future__ import annotations

import gc
import os
import resource
import sys
from pathlib import Path

from quiz.proving.child import SECONDS, handed_over
from quiz.proving.examining import examine
from quiz.proving.handing import packed

#: More memory than any proof within its budget of nodes takes.
_MOST_BYTES = 2 * 1024**3


def main() -> None:
    """Prove one folder."""
    _limit(resource.RLIMIT_AS, _MOST_BYTES)
    _limit(resource.RLIMIT_CPU, SECONDS)  # outlives no server for long
    gc.disable()  # a process of a second: an eighth of it would go into looking for garbage
    former = handed_over(sys.stdin.buffer.read())
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)  # nothing that a library prints can get into the proof
        out.write(packed(examine(Path(sys.argv[1]), former)))


def _limit(kind: int, most: int) -> None:
    """Allow this process so much of something; no more than it is allowed anyway."""
    _, allowed = resource.getrlimit(kind)
    most = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
    resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    main()
