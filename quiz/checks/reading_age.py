"""How hard a text is to read: its sentences, its words, and the age at which it can be read. Pure.

For English only, the language that rule files are written in. The age is Flesch and Kincaid's
grade (Kincaid and others, 1975) plus five, as children start school at five.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

#: A name that must stay and is explained is known after that: it counts as an ordinary word.
KNOWN = 2
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d[\d.,]*%?")
_END = re.compile(r"(?<=[.!?])\s+")
_VOWELS = re.compile("[aeiouy]+")
#: An ending that is written and not spoken, as in "used" and "made".
_SILENT = re.compile(r"[^aeiouytd]ed$|[^aeiouylscgxz]es$|[^aeiouyl]les$|[^aeiouyl]e$|[aeiouy]le$")
#: Two vowels that are spoken apart, as in "area" and "radio".
_APART = re.compile(r"(?<![gcts])i[ao](?!us)|[^q]ua(?=t|l)|eo(?!p)|iu|ea(?=$|t[eio])|ying$|eing$")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; a line of a list is one, however it ends."""
    return [one for one in _END.split(text.strip()) if words(one)]


def words(text: str) -> list[str]:
    """Return the words of a text, a number being one."""
    return _WORD.findall(text)


@lru_cache(maxsize=10_000)
def syllables(word: str) -> int:
    """Estimate how many syllables a word has: the groups of vowels that are spoken."""
    parts = re.split("['’-]", word.lower())
    return sum(_spoken(part) for part in parts if part not in {"s", "t", "ll", "re", "ve", "d"})


def _spoken(part: str) -> int:
    groups = len(_VOWELS.findall(part)) + len(_APART.findall(part))
    return max(1, groups - bool(_SILENT.search(part)))


def reading_age(texts: Iterable[str], known: Collection[str]) -> float:
    """Return the age in years at which texts can be read; `known` are names in small letters."""
    found = [one for text in texts for one in sentences(text)]
    said = [word.lower() for one in found for word in words(one)]
    spoken = sum(KNOWN if word in known else syllables(word) for word in said)
    return 0.39 * len(said) / len(found) + 11.8 * spoken / len(said) - 15.59 + 5
