"""Edits of the tiny rulebook, of every kind, to be compared with what was there before."""

from __future__ import annotations

from quiz.checks.compared import Direction
from tests.checks.pairs import Edited

#: Ages between which none of the edits below makes a difference, and how many there are of each.
AGES = {10: 15, 16: 2, 20: 4, 40: 99}

ROW = "      - {id: tattoo, label: A tattoo}\n"
NEW_ROW = "      - {id: burn, label: A burn}\n"
QUESTIONS = "questions/2-you.yaml"


def a_rule(id: str, when: str) -> Edited:
    """Add a rule that rules everything out."""
    rest = "effect: out\n  because: So.\n  clinician: So.\n  sources: [TRIAL-1]\n"
    rule = f"- id: {id}\n  when: {when}\n  {rest}  reviewed: {{by: nobody, on: null}}\n\n"
    return ("safety/skin.yaml", "- id: scar\n", f"{rule}- id: scar\n")


BURN_OUT = a_rule("burn", "{skin: burn}")
SUN_OUT = a_rule("sun", "{sun: a_lot}")
RASH_TOO = a_rule("rash-too", "{skin: rash}")
SUN = (
    "  - id: sun\n    kind: one\n    text: Sun?\n    name: Sun\n    error: Select the sun\n"
    "    options:\n      - {id: a_lot, label: A lot}\n      - {id: little, label: Little}\n"
)
SUN_ASKED = (QUESTIONS, "  - id: needles\n", f"{SUN}  - id: needles\n")

RASH_NOTED = ("safety/skin.yaml", "effect: wait\n  until: your skin is clear\n", "effect: note\n")
WISH = ("safety/you.yaml", "{filling: pref, rolling: note}", "{filling: pref}")
RATHER_NOT = "      - {id: rather_not, label: Rather not}\n"
ALONE = (
    "      - {id: none, label: None, means: nothing}\n"
    "      - {id: not_sure, label: Not sure, means: unsure}\n"
)
A_LIST_NOW = (
    (QUESTIONS, "- id: needles\n    kind: one\n", "- id: needles\n    kind: checklist\n"),
    (
        QUESTIONS,
        RATHER_NOT,
        RATHER_NOT + ALONE,
    ),
)

#: Edits of the tiny rulebook, and what they are as a whole.
EDITS: dict[str, tuple[tuple[Edited, ...], Direction]] = {
    "nothing": ((), Direction.EQUAL),
    "a younger age": (
        (("safety/you.yaml", "{age: {below: 18}}", "{age: {below: 16}}"),),
        Direction.LOOSER,
    ),
    "an older age": (
        (("safety/you.yaml", "{from: 18, to: 21}", "{from: 18, to: 120}"),),
        Direction.STRICTER,
    ),
    "a caution more": (
        (("safety/skin.yaml", "{rolling: caution}", "caution"),),
        Direction.STRICTER,
    ),
    "no caution allowed": (
        (("rulebook.yaml", "cautions_allowed: 1", "cautions_allowed: 0"),),
        Direction.STRICTER,
    ),
    "a suit less": (
        (
            (
                "treatments/filling.yaml",
                "{concerns: lines, area: neck}",
                "{concerns: lines, area: neck, depth: shallow}",
            ),
        ),
        Direction.STRICTER,
    ),
    "a suit elsewhere": (
        (("treatments/rolling.yaml", "area: [face]", "area: [neck]"),),
        Direction.MIXED,
    ),
    "a row without a rule": (((QUESTIONS, ROW, ROW + NEW_ROW),), Direction.EQUAL),
    "a row with its rule": (((QUESTIONS, ROW, ROW + NEW_ROW), BURN_OUT), Direction.STRICTER),
    "a row less": (
        (
            (QUESTIONS, "      - {id: rash, label: A rash}\n", ""),
            ("safety/skin.yaml", "{skin: rash}", "{skin: infection}"),
        ),
        Direction.LOOSER,
    ),
    "a question": ((SUN_ASKED,), Direction.EQUAL),
    "a question with its rule": ((SUN_ASKED, SUN_OUT), Direction.STRICTER),
    "a follow-up for fewer": (
        (("questions/1-concerns.yaml", "{concerns: [lines, fat]}", "{concerns: lines}"),),
        Direction.EQUAL,
    ),
    "a place less": (
        (
            (QUESTIONS, "      - {id: neck, label: Neck}\n", ""),
            ("safety/you.yaml", "- none: [{area: neck}]\n      ", ""),
            ("treatments/filling.yaml", "[face, neck]", "face"),
            ("treatments/filling.yaml", "area: neck", "area: face"),
        ),
        Direction.MIXED,
    ),
    "a place more": (
        (
            (
                QUESTIONS,
                "      - {id: neck, label: Neck}\n",
                "      - {id: neck, label: Neck}\n      - {id: hand, label: Hand}\n",
            ),
        ),
        Direction.EQUAL,
    ),
    "fewer ages": (((QUESTIONS, "to: 120", "to: 21"),), Direction.MIXED),
}
