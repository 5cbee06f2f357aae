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
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*|\d[\d.,]*%?")
_END = re.compile(r"(?<=[.!?])\s+")
_VOWELS = re.compile("[aeiouy]+")
#: An e that is written and not spoken: "used", "made", "moles", "safety", "someone".
_SILENT = re.compile(
    r"(?<![^aeiouy]l)(?<![td])(?<=[^aeiouy])ed$|[^aeiouylscgxzh]es$|[aeiouy]les?$|[^aeiouyl]e$"
    r"|[aeiouy][^aeiouyl]e(?=(?:ly|ful|less|ness|ment|ty|fore)$)|some(?=[a-z])"
)
#: Two vowels that are spoken apart: "radio", "reaction", "idea", "quiet", "usual".
_APART = re.compile(
    r"(?<![cgts])i[aou]|(?<![cgts])ie(?=t|n[ct])|scie|[^gq]ua(?=t|l)|eo(?!p)|[dr]ea$"
    r"|crea|rea(?=ct)|flui|[aeiouy]ing$"
)
_EXCEPTIONS = {"acne": 2, "ageing": 2, "diabetes": 4, "every": 2, "whoever": 3}


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; a line of a list is one, however it ends."""
    return [one for one in _END.split(text.strip()) if words(one)]


def words(text: str) -> list[str]:
    """Return the words of a text, a number being one."""
    return _WORD.findall(text)


@lru_cache(maxsize=10_000)
def syllables(word: str) -> int:
    """Estimate how many syllables a word has: the groups of vowels that are spoken."""
    parts = re.split("['\u2019-]", word.lower())
    return sum(_spoken(part) for part in parts if part not in {"s", "t", "ll", "re", "ve", "d"})


def _spoken(part: str) -> int:
    if part in _EXCEPTIONS:
        return _EXCEPTIONS[part]
    groups = len(_VOWELS.findall(part)) + len(_APART.findall(part))
    return max(1, groups - len(_SILENT.findall(part)))


def reading_age(texts: Iterable[str], known: Collection[str]) -> float:
    """Return the age in years at which texts can be read; `known` are names in small letters."""
    found = [one for text in texts for one in sentences(text)]
    said = [word.lower() for one in found for word in words(one)]
    spoken = sum(KNOWN if word in known else syllables(word) for word in said)
    return 0.39 * len(said) / len(found) + 11.8 * spoken / len(said) - 15.59 + 5
