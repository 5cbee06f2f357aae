"""A new clinic's file: its name, and all else that it can say, to be taken up. Pure."""

from __future__ import annotations

from quiz.reading.names import Names

_SKELETON = """\
name: {name}

# The sites that may show the quiz in a frame: https, without anything after the name.
origins: []
# origins: ["https://www.example.org", "https://example.org"]

# Take the # away from what this clinic needs. What is left out is as it is for everybody.

# The languages that it offers, its own first.
# languages: [{language}]

# Colours as "#rrggbb", for light and for dark backgrounds; `quiz check` says if they can be read.
# accent: buttons and links. on_accent: words on a button. tint: behind a chosen answer.
# ground: behind everything. ink: the text.
# colours:
#   light: {{accent: "#0a5c66", on_accent: "#ffffff"}}
#   dark: {{accent: "#86d3da", on_accent: "#07272b"}}

# A small SVG or PNG file in clinics/logos/.
# logo: logos/{id}.svg

# Where to book, https only. Shown only with an outcome that this clinic offers.
# booking: https://www.example.org/book

# The treatments that it offers. The quiz never puts one in the place of another.
# treatments: [{treatments}]

# How to reach it, and the number to call in an emergency where it is.
# phone: "+44 20 7946 0000"
# emergency: "112"

# Nobody younger is offered a treatment, if that is more than the rulebook asks for.
# minimum_age: 25

# Its own rules, in the form of safety rules: out, wait, caution, note or refer.
# They can only take away; `quiz check` proves that (V19).
# house_rules:
#   - id: {id}-example
#     when: {{{question}: {option}}}
#     effect: out
#     because: # one plain sentence that the patient reads
#     clinician: # the reason in the field's own terms
#     sources: []
#     unsourced: A rule of this clinic.
#     reviewed: {{by: nobody, on: null}}
"""


def new_clinic(id: str, names: Names) -> str:
    """Write the file of a clinic that says nothing yet but its name."""
    asked = next((one for one in names.questions.values() if one.options.ids), None)
    return _SKELETON.format(
        id=id,
        name=id.replace("-", " ").capitalize(),
        language="en",
        treatments=", ".join(names.treatments.ids),
        question=asked.id if asked else "question",
        option=next(iter(asked.options.ids)) if asked else "option",
    )
