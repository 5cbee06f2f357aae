"""Whether patients can read what is written for them. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from quiz.checks.check import Found, check
from quiz.checks.examined import Examined
from quiz.checks.reading_age import reading_age, sentences, words
from quiz.plain_words import Jargon, Passage, PatientText

#: The most words in one sentence.
LONGEST = 25
#: The highest reading age.
OLDEST = 12
#: With how many words a passage is long enough for its reading age to mean something.
ENOUGH = 20
_NOTHING = re.compile("(?!)")


@check("V20", "plain-words", "warning")
def plain_words(examined: Examined) -> Iterator[Found]:
    """What patients read has short sentences, a reading age of 12 at most, and no jargon.

    It looks at questions, options, hints, messages, reasons, advice, facts and the pages of
    treatments, in English; not at `clinician:`, and not at citations.

    - A **sentence** has at most 25 words. Plain-language guides for the public (GOV.UK's, for
      one) stop there: in longer ones, readers lose the beginning before they reach the end.
    - The **reading age** is at most 12. Guides for health texts ask for 9 to 11; one year more
      is left because the formula (Flesch and Kincaid's) was made for a whole page, and here it
      sees a few sentences. It is worked out for what is read in one go (a reason with its
      advice, a section of a page) if that has 20 words or more: in fewer, a single long word
      moves it by two years. Names that must stay count as words of two syllables: the
      treatments', and those of jargon that is explained.
    - **Jargon** is what `plain_words.yaml` lists, each with the plain word. With
      `explained_by:` it may stay where one of those words stands in the same texts, or in the
      option that the rule asks for or its hint.

    To mend it, make two sentences of one, take short words, or explain the medical word in
    brackets. Never make a statement weaker or stronger for it: then rather leave the warning.
    """
    jargon = examined.plain_words.jargon
    known = {word.lower() for one in jargon if one.explained_by for word in words(one.word)}
    known |= {f"{word}s" for word in known}
    known |= {name.name.lower() for name in examined.rulebook.treatments.values()}
    listed = _Listed.of(jargon)
    for passage in examined.plain_words.passages:
        for text in passage.texts:
            yield from _long_sentences(text)
        yield from _hard_reading(passage, known)
        yield from listed.found_in(passage)


def _long_sentences(text: PatientText) -> Iterator[Found]:
    for sentence in sentences(text.text):
        if (length := len(words(sentence))) > LONGEST:
            what = f"a sentence of {length} words: {_begin(sentence)}"
            yield Found(text.place, what, f"make two of it; {LONGEST} words are the most")


def _hard_reading(passage: Passage, known: Collection[str]) -> Iterator[Found]:
    texts = [one.text for one in passage.texts]
    if sum(len(words(text)) for text in texts) < ENOUGH:
        return
    if (age := reading_age(texts, known)) > OLDEST:
        what = f"this takes a reading age of {age:.1f}: {_begin(texts[0])}"
        yield Found(passage.texts[0].place, what, f"shorter words or sentences, to {OLDEST}")


@dataclass(frozen=True, slots=True)
class _Listed:
    """The list of jargon, with one pattern for all of it: quicker than one for each."""

    by_word: Mapping[str, Jargon]
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, jargon: Iterable[Jargon]) -> _Listed:
        by_word = {one.word.lower(): one for one in jargon}
        longest_first = sorted(map(re.escape, by_word), key=len, reverse=True)
        return cls(
            by_word,
            re.compile(rf"\b({'|'.join(longest_first)})(?:s|es)?\b", re.IGNORECASE)
            if by_word
            else _NOTHING,
        )

    def found_in(self, passage: Passage) -> Iterator[Found]:
        read = " ".join([*(one.text for one in passage.texts), *passage.before]).lower()
        for text in passage.texts:
            for word in dict.fromkeys(
                found[1].lower() for found in self.pattern.finditer(text.text)
            ):
                jargon = self.by_word[word]
                if not any(one.lower() in read for one in jargon.explained_by):
                    hint = f'say "{jargon.say}"' + (
                        ", or explain it" if jargon.explained_by else ""
                    )
                    yield Found(text.place, f'"{word}" is jargon', hint)


def _begin(text: str) -> str:
    return f'"{" ".join(text.split()[:6])} ..."'
