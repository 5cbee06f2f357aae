"""What is made when it is first asked for and kept, but never more than a certain number of it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

_T = TypeVar("_T")


class Kept(Generic[_T]):
    """Keeps what was asked for last: with hundreds of clinics not all pages fit into memory."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, _T] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, name: Hashable, make: Callable[[], _T]) -> _T:
        """Return what has this name, and make it if it is not there (any more)."""
        found = self.find(name)
        if found is None:
            found = make()  # others need not wait: should they make it as well, it is the same
            self.keep(name, found)
        return found

    def find(self, name: Hashable) -> _T | None:
        """Return what has this name, if it is there."""
        with self._lock:
            found = self._kept.get(name)
            if found is not None:
                self._kept.move_to_end(name)
            return found

    def keep(self, name: Hashable, made: _T) -> None:
        """Keep something under a name, and let go of what was not asked for the longest."""
        with self._lock:
            self._kept[name] = made
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
