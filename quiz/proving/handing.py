"""Handing a proof from one process to another: only ever between a server and its children."""

from __future__ import annotations

import io
import pickle
from dataclasses import fields, is_dataclass
from types import MappingProxyType
from typing import Any


def packed(kept: object) -> bytes:
    """Put a proof, with its whole rulebook, into bytes."""
    buffer = io.BytesIO()
    _Packer(buffer, protocol=pickle.HIGHEST_PROTOCOL).dump(kept)
    return buffer.getvalue()


def unpacked(content: bytes) -> object:
    """Return what was packed. Raises an exception of any kind if it is not whole."""
    return pickle.loads(content)  # noqa: S301 - written by this server's own processes


class _Packer(pickle.Pickler):
    """Packs what a rulebook was made from; what it worked out for itself is made again."""

    def reducer_override(self, obj: object) -> Any:  # noqa: ANN401 - as pickle's own
        if isinstance(obj, MappingProxyType):
            return _read_only, (dict(obj),)
        if is_dataclass(obj) and not isinstance(obj, type):
            given = {one.name: getattr(obj, one.name) for one in fields(obj) if one.init}
            return _made, (type(obj), given)
        return NotImplemented  # what pickle asks for: anything else goes its usual way


def _made(kind: type[object], given: dict[str, object]) -> object:
    return kind(**given)


def _read_only(content: dict[object, object]) -> MappingProxyType[object, object]:
    return MappingProxyType(content)
