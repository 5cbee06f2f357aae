"""The kinds of values that fields hold. Everything arrives as text, a list or a mapping. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import PydanticCustomError


class Shape(BaseModel):
    """A mapping with exactly these fields; the text under a field describes it to editors."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


_KEBAB = "^[a-z0-9]+(-[a-z0-9]+)*$"
_SNAKE = "^[a-z0-9]+(_[a-z0-9]+)*$"
_CAPITALS = "^[A-Z0-9]+(-[A-Z0-9]+)*$"
_LINK = "^https?://[^ ]+$"
_HTTPS = r"^https://[a-z0-9.-]+(:[0-9]{1,5})?([/?#][!#-;=?-\[\]_a-z~]*)?$"
_LANGUAGE = "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
_PHONE = r"^\+?[0-9]([0-9 ().-]{0,22}[0-9])?$"
_COLOUR = "^#[0-9a-f]{6}$"
_WHOLE = re.compile("-?(0|[1-9][0-9]{0,8})")
_PERCENT = re.compile(r"(0|[1-9][0-9]{0,2})(\.[0-9]{1,3})?")
_ALL = 100
_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")

#: What a form means, in words.
FORMS: Mapping[str, str] = {
    _KEBAB: "small letters and digits, joined by hyphens",
    _SNAKE: "small letters and digits, joined by underscores",
    _CAPITALS: "capital letters and digits, joined by hyphens",
    _COLOUR: 'a colour as "#rrggbb", in quotes',
    _LINK: "an address that starts with https:// or http://",
    _HTTPS: "an address that starts with https://, without blanks and quotes",
    _LANGUAGE: 'a language as "en" or "fr"',
    _PHONE: 'a number as "+44 20 7946 0000", in quotes',
}


def is_whole(text: str) -> bool:
    """Say whether a text is a whole number of at most nine digits."""
    return _WHOLE.fullmatch(text) is not None


def _whole(value: object) -> int:
    if not isinstance(value, str) or not is_whole(value):
        raise PydanticCustomError("form", "this should be a whole number")
    return int(value)


def _percent(value: object) -> float:
    if not isinstance(value, str) or not _PERCENT.fullmatch(value) or float(value) > _ALL:
        raise PydanticCustomError("form", "this should be a number from 0 to 100, such as 2.5")
    return float(value)


def _true_or_false(value: object) -> bool:
    if value not in ("true", "false"):
        raise PydanticCustomError("form", "this should be true or false")
    return value == "true"


def _date(value: str) -> str:
    if not is_date(value):
        what = "this should be a date that exists: year-month-day, such as 2026-11-30"
        raise PydanticCustomError("form", what)
    return value


def _month(value: str) -> str:
    if not is_date(f"{value}-01"):
        raise PydanticCustomError("form", "this should be a year and month, such as 2026-11")
    return value


def is_date(value: str) -> bool:
    """Say whether a text is a date that exists: year-month-day."""
    try:
        return _DATE.fullmatch(value) is not None and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _in_order(pair: tuple[int, int]) -> tuple[int, int]:
    if pair[0] > pair[1]:
        raise PydanticCustomError("form", "the smaller number should come first")
    return pair


def _something(value: object) -> object:
    if value is None:
        raise PydanticCustomError("form", "nothing stands here: leave the field out")
    return value


_Value = TypeVar("_Value")

#: A field that may be left out; null is no way to do so.
Maybe = Annotated[_Value | SkipJsonSchema[None], BeforeValidator(_something)]
#: A text that a person reads: never empty, without blanks around it.
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
KebabId = Annotated[str, Field(pattern=_KEBAB)]
SnakeId = Annotated[str, Field(pattern=_SNAKE)]
SourceId = Annotated[str, Field(pattern=_CAPITALS)]
Colour = Annotated[str, Field(pattern=_COLOUR)]
Link = Annotated[str, Field(pattern=_LINK)]
HttpsLink = Annotated[str, Field(pattern=_HTTPS, max_length=500)]
Language = Annotated[str, Field(pattern=_LANGUAGE)]
Phone = Annotated[str, Field(pattern=_PHONE)]
Date = Annotated[str, AfterValidator(_date), Field(json_schema_extra={"format": "date"})]
Month = Annotated[str, AfterValidator(_month), Field(json_schema_extra={"examples": ["2026-11"]})]
Whole = Annotated[int, BeforeValidator(_whole)]
Percent = Annotated[float, BeforeValidator(_percent)]
Count = Annotated[Whole, Field(ge=0)]
Pair = Annotated[tuple[Count, Count], AfterValidator(_in_order)]
Flag = Annotated[bool, BeforeValidator(_true_or_false)]
