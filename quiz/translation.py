"""A rulebook in another language: the same rules, other words. Pure.

Which texts people read stands at the fields of the model (`Text`): what is listed for
translators and what is replaced are both found by that, so that they cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeVar, get_args, get_type_hints

from quiz.catalogue import READ_BY_PEOPLE, in_language
from quiz.model import Rulebook
from quiz.problems import Place

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_Change = Callable[[str, Place], str]
_Item = TypeVar("_Item", bound="DataclassInstance")


class Written(NamedTuple):
    """One text, and where the item that holds it stands."""

    text: str
    place: Place


def texts(rulebook: Rulebook) -> Iterator[Written]:
    """Yield every text that people read, in the order of the model."""
    found: list[Written] = []

    def note(text: str, place: Place) -> str:
        found.append(Written(text, place))
        return text

    _Walk(note).item(rulebook, rulebook.place)
    yield from found


def translate(rulebook: Rulebook, language: str) -> Rulebook:
    """Return the rulebook in one of its languages; ids, conditions and fingerprint stay.

    It must be in the language of its files. Raises KeyError for a language without a catalogue.
    """
    if language == rulebook.language:
        return rulebook
    catalogue = rulebook.catalogues[language]
    walk = _Walk(lambda text, _: catalogue.text(text))
    return replace(walk.item(rulebook, rulebook.place), language=language)


def spoken(item: _Item, rulebook: Rulebook) -> _Item:
    """Return what stands beside a rulebook in that one's language, as far as it has the words.

    A text for which it has none stays as it is written, and is marked.
    """
    written_in = rulebook.languages[0]
    if rulebook.language == written_in:
        return item

    def say(text: str, _: Place) -> str:
        said = rulebook.catalogue.text(text)
        return in_language(text, written_in) if said == text else said

    return _Walk(say).item(item, rulebook.place)


def within(rulebook: Rulebook, place: Place) -> str:
    """Return the file of a place as it is called inside the folder of rules."""
    folder = PurePath(rulebook.place.file).parent
    return PurePath(place.file).relative_to(folder).as_posix()


@dataclass(frozen=True, slots=True)
class _Walk:
    """Goes through a model and changes each text; what holds none stays the very same object."""

    change: _Change

    def item(self, item: _Item, place: Place) -> _Item:
        """Return a dataclass with its texts changed; `place` is that of what it stands in."""
        own: Place = getattr(item, "place", place)
        before = {name: getattr(item, name) for name in _fields(type(item))}
        after = {
            name: self._value(before[name], own, read=read)
            for name, read in _fields(type(item)).items()
        }
        new = {name: value for name, value in after.items() if value is not before[name]}
        return replace(item, **new) if new else item

    def _value(self, value: object, place: Place, *, read: bool) -> object:
        """Return a field's value with its texts changed; `read` if its own text is one."""
        if isinstance(value, str):
            return self.change(value, place) if read and value else value
        if isinstance(value, tuple):
            several = tuple(self._value(one, place, read=read) for one in value)
            return several if _differ(several, value) else value
        if isinstance(value, Mapping):
            named = {key: self._value(one, place, read=read) for key, one in value.items()}
            return MappingProxyType(named) if _differ(named.values(), value.values()) else value
        if is_dataclass(value) and not isinstance(value, type):
            return self.item(value, place)
        return value


def _differ(after: Iterable[object], before: Iterable[object]) -> bool:
    return any(one is not other for one, other in zip(after, before, strict=True))


@cache
def _fields(kind: type) -> Mapping[str, bool]:
    """Return the fields that a thing of a kind is made from, and whether each is read."""
    hints = get_type_hints(kind, include_extras=True)
    return {one.name: _is_read(hints[one.name]) for one in fields(kind) if one.init}


def _is_read(hint: object) -> bool:
    """Say whether a type is marked, or one that it is made of."""
    return READ_BY_PEOPLE in getattr(hint, "__metadata__", ()) or any(
        _is_read(part) for part in get_args(hint)
    )
