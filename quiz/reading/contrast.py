"""Whether a clinic's colours can be read beside each other and beside those that stay."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from quiz.clinic import Colours
from quiz.colours import Colour, contrast, nearest
from quiz.content import styles
from quiz.reading.codes import Code
from quiz.reading.nodes import Fields
from quiz.reading.report import Report

#: What text needs, and what edges and what has the focus need (WCAG 2.2, 1.4.3 and 1.4.11).
TEXT, EDGE = 4.5, 3.0
_TOKEN = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")


class Pair(NamedTuple):
    """Two colours that stand on each other somewhere in the stylesheet."""

    front: str
    behind: str
    least: float


#: All pairs of which a clinic can choose at least one colour. `edge` on `tint` is none of them: a
#: chosen answer has its edge in `accent`, and what `edge` still draws there, the ring of a swatch,
#: is not needed to tell anything (WCAG 1.4.11): the words beside it say the same.
PAIRS = (
    *(Pair("ink", behind, TEXT) for behind in ("ground", "sheet", "tint", "warn_tint")),
    *(Pair("soft_ink", behind, TEXT) for behind in ("ground", "tint")),
    *(Pair("accent", behind, TEXT) for behind in ("ground", "sheet")),
    Pair("on_accent", "accent", TEXT),
    Pair("warn", "ground", TEXT),
    Pair("accent", "tint", EDGE),
    Pair("edge", "ground", EDGE),
    *(Pair("focus", behind, EDGE) for behind in ("ground", "tint")),
)


def check_contrast(clinic: Fields, colours: Colours, report: Report) -> None:
    """Check each colour of a clinic beside all that it stands on or behind; the worst is told."""
    for scheme, chosen in colours.items():
        shown = {**tokens()[scheme], **chosen}
        for own in chosen:
            pairs = [pair for pair in PAIRS if _is_told_with(own, pair, chosen)]
            worst = min(pairs, key=lambda pair: _ratio(shown, pair) / pair.least)
            if _ratio(shown, worst) < worst.least:
                _note(clinic, scheme, own, worst, shown, report)


def _is_told_with(own: str, pair: Pair, chosen: Mapping[str, str]) -> bool:
    """Say whether a pair is told of a colour: where a clinic chose both, of the one in front."""
    return own == pair.front or (own == pair.behind and pair.front not in chosen)


def _note(
    clinic: Fields, scheme: str, own: str, pair: Pair, shown: Mapping[str, str], report: Report
) -> None:
    node = clinic.get("colours", scheme, own)
    what = (
        f"{pair.front} on {pair.behind} has a contrast of {_floored(_ratio(shown, pair))}:1 in "
        f"the {scheme} scheme, and needs {pair.least:g}:1"
    )
    found = nearest(Colour.of(shown[own]), lambda colour: _passes(own, str(colour), shown))
    hint = f'the nearest {own} that passes everywhere is "{found}"' if found else "change both"
    report.add(Code.LOW_CONTRAST, node.place if node else clinic.place, what, hint)


def _passes(name: str, colour: str, shown: Mapping[str, str]) -> bool:
    with_it = {**shown, name: colour}
    return all(_ratio(with_it, pair) >= pair.least for pair in PAIRS if name in pair[:2])


def _ratio(shown: Mapping[str, str], pair: Pair) -> float:
    return contrast(Colour.of(shown[pair.front]), Colour.of(shown[pair.behind]))


def _floored(ratio: float) -> str:
    """Write a ratio with two digits, never rounded up to what it does not reach."""
    return f"{int(ratio * 100) / 100:g}"


@cache
def tokens() -> Mapping[str, Mapping[str, str]]:
    """Return the colours of the stylesheet by scheme, by the names that clinics use."""
    light, dark = re.findall(r":root \{(.*?)\}", styles("page.css"), re.DOTALL)[:2]
    found = {
        scheme: {name.replace("-", "_"): colour for name, colour in _TOKEN.findall(text)}
        for scheme, text in (("light", light), ("dark", dark))
    }
    return {"light": found["light"], "dark": {**found["light"], **found["dark"]}}
