"""What stands in a rule file, with the place of everything. Pure.

Every scalar is text: what it means is said by the field that it stands in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from quiz.problems import Place

#: What a node is without its places, for shapes and for the fingerprint.
Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"
_NULL = frozenset({"", "~", "null"})


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text; `bare` if it stands without quotes."""

    place: Place
    text: str
    bare: bool

    @property
    def is_null(self) -> bool:
        """Whether nothing is said: no value, `~` or `null`, without quotes."""
        return self.bare and self.text in _NULL


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    place: Place
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """A mapping of field names to values."""

    place: Place
    values: Mapping[str, Node]
    keys: Mapping[str, Place]  #: where each field's name stands

    def get(self, *path: str) -> Node | None:
        """Return the value of a field, or of a field of a field."""
        node: Node | None = self
        for name in path:
            node = node.values.get(name) if isinstance(node, Fields) else None
        return node

    def word(self, name: str) -> str | None:
        """Return a field's text, if it has one."""
        return word(self.values.get(name))

    def where(self, name: str) -> Place:
        """Return where a field's name stands, or the whole if it has no such field."""
        return self.keys.get(name, self.place)


Node: TypeAlias = Scalar | Items | Fields


def word(node: Node | None) -> str | None:
    """Return a text, or None for anything else."""
    return node.text if isinstance(node, Scalar) and not node.is_null else None


def items(node: Node | None) -> tuple[Node, ...]:
    """Return the items of a list, or nothing for anything else."""
    return node.items if isinstance(node, Items) else ()


def mappings(node: Node | None) -> Iterator[Fields]:
    """Yield those items of a list that have fields."""
    return (item for item in items(node) if isinstance(item, Fields))


def words(node: Node | None) -> Iterator[Scalar]:
    """Yield those items of a list that are texts."""
    return (item for item in items(node) if isinstance(item, Scalar) and not item.is_null)


def plain(node: Node) -> Plain:
    """Return a node without its places; blanks around a text do not count."""
    match node:
        case Scalar():
            return None if node.is_null else node.text.strip()
        case Items():
            return [plain(item) for item in node.items]
        case Fields():
            return {name: plain(value) for name, value in node.values.items()}
