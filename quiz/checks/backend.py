"""The library of decision diagrams, loaded without what it draws pictures with."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _without(module: str) -> Iterator[None]:
    """Let an import go as if a module were not installed."""
    there = sys.modules.get(module)
    sys.modules[module] = None  # type: ignore[assignment]  # as the language reference has it
    try:
        yield
    finally:
        del sys.modules[module]
        if there:
            sys.modules[module] = there


# dd does without networkx where there is none. It takes longer to load than all of dd, and every
# `quiz check` and every proof before a change is served would wait for it.
with _without("networkx"):
    from dd import bdd

    try:
        from dd import cudd as backend
    except ImportError:  # no wheel with the C backend for this system
        from dd import autoref as backend

__all__ = ["backend", "bdd"]
