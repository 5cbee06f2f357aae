"""A small rulebook in three languages: its own, French, and Urdu, which runs from right to left."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from string import ascii_letters

from babel.messages.pofile import read_po, write_po

from quiz.reading import read
from quiz.web.extracting import renewed, template
from tests.people import Fields

TINY = Path(__file__).parent / "rulebooks" / "tiny"
#: What stands before a text in French, unless it is named below.
MARK = "fr·"
FRENCH: Mapping[str | tuple[str, ...], str | tuple[str, ...]] = {
    "Where?": "Où ?",
    "Rolling": "Rouleau",
    "{low} to {high}": "{low} à {high}",
    "Page not found": "Page introuvable",
    ("{number} week", "{number} weeks"): ("{number} semaine", "{number} semaines"),
    ("{number} day", "{number} days"): ("{number} jour", "{number} jours"),
}

_FILLED_IN = re.compile(r"(%\(\w+\)[a-z]|\{\w*\})")
_LETTERS = str.maketrans(ascii_letters, "ابپتٹثجچحخدڈذرڑزژسشصضطظعغف" * 2)
#: Answers that lead to the first of its treatments.
ANSWERS: Fields = {
    "main_concern": "lines",
    "depth": "shallow",
    "area": "face",
    "age": 40,
    "skin": ["none"],
    "needles": "fine",
}
#: Where its quiz is, and pages of every kind.
QUIZ = "/c/one"
PAGES = ("/", QUIZ, "/treatments/rolling", "/accessibility", "/nowhere")


def in_languages(folder: Path, rules: Path = TINY, *tags: str) -> Path:
    """Copy a rulebook into a folder, and translate it."""
    copy = shutil.copytree(rules, folder / "rules")
    spoken = tags or ("fr", "ur")
    about = copy / "rulebook.yaml"
    languages = f"\nlanguages: [{', '.join(['en', *spoken])}]\nreviewed:"
    text = about.read_text(encoding="utf-8").replace("\nreviewed:", languages, 1)
    about.write_text(text, encoding="utf-8")
    translate(copy, *spoken)
    return copy


def translate(rules: Path, *tags: str) -> None:
    """Translate what stands in a folder into some languages, whole."""
    rulebook = read(rules, cases=False, translations=False).rulebook
    assert rulebook
    texts = template(rulebook)
    (rules / "translations").mkdir(exist_ok=True)
    (rules / "translations" / "messages.pot").write_bytes(texts)
    for tag in tags:
        (rules / "translations" / f"{tag}.po").write_bytes(_filled(renewed("", tag, texts), tag))


def _filled(catalogue: bytes, tag: str) -> bytes:
    found = read_po(BytesIO(catalogue))
    for message in found:
        if message.id:
            message.string = _said(message.id, tag)
    filled = BytesIO()
    write_po(filled, found)
    return filled.getvalue()


def _said(text: str | list[str] | tuple[str, ...], tag: str) -> str | tuple[str, ...]:
    key = text if isinstance(text, str) else tuple(text)
    if tag == "fr" and key in FRENCH:
        return FRENCH[key]
    say = urdu if tag == "ur" else french
    return say(key) if isinstance(key, str) else tuple(map(say, key))


def french(text: str) -> str:
    """Say a text in what stands for French."""
    return f"{MARK}{text}"


def urdu(text: str) -> str:
    """Say a text in what stands for Urdu: in its letters, so that no page can mix languages."""
    return "".join(
        part if _FILLED_IN.fullmatch(part) else part.translate(_LETTERS)
        for part in _FILLED_IN.split(text)
    )
