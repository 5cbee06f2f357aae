"""Every kind of problem that reading can find, in one table. Pure."""

from __future__ import annotations

from enum import Enum


class Code(Enum):
    """A code, the name that names the problem, and what it means."""

    SYNTAX = "R01", "syntax", "The file is not YAML as it is written here."
    TAB = "R02", "tab", "A tab stands where only spaces may."
    ANCHOR = "R03", "anchor-or-tag", "A text starts with &, * or !, which mean something in YAML."
    UNKNOWN_FIELD = "R04", "unknown-field", "A field has no meaning in this place."
    DUPLICATE_FIELD = "R05", "duplicate-field", "A field stands twice in the same item."
    MISSING_FIELD = "R06", "missing-field", "A field that an item needs is not there."
    UNKNOWN_OPTION = "R07", "unknown-option", "The question has no such option."
    UNKNOWN_QUESTION = "R08", "unknown-question", "There is no such question, or not yet."
    UNKNOWN_TREATMENT = "R09", "unknown-treatment", "There is no such treatment."
    UNKNOWN_SOURCE = (
        "R10",
        "unknown-source",
        "The evidence has no such source of this sort.",
    )
    REUSED_ID = "R11", "reused-id", "An id is already taken."
    EMPTY_CONDITION = "R12", "empty-condition", "A condition says nothing."
    BAD_VALUE = "R13", "bad-value", "A value has the wrong type or form."
    MISSING_TEXT = "R14", "missing-text", "A text is empty."
    WRONG_PLACE = "R15", "wrong-place", "A file, or what it holds, belongs somewhere else."
    BAD_EFFECT = "R16", "bad-effect", "A rule's effect is unknown or does not go with the rest."
    UNREADABLE = "R17", "unreadable", "A file is missing, or cannot be read as text."
    UNKNOWN_RULE = "R18", "unknown-rule", "There is no rule of this id."
    BAD_FACT = "R19", "bad-fact", "A fact is missing or unknown, or has a wrong placeholder."
    BAD_CATALOGUE = "R20", "bad-catalogue", "A catalogue of a language is not gettext's."
    UNTRANSLATED = "R21", "untranslated", "A text is missing in a language."
    OTHER_PLACEHOLDERS = (
        "R22",
        "other-placeholders",
        "A translation fills in something else than its original.",
    )
    CUT_TEXT = "R23", "cut-text", "A text goes on after a #, which makes a remark of the rest."
    LOW_CONTRAST = "R24", "low-contrast", "Two colours of a clinic are too much alike."

    def __init__(self, id: str, slug: str, meaning: str) -> None:
        self.id = id
        self.slug = slug
        self.meaning = meaning
