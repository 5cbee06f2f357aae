"""All texts that people read, from templates, Python and rule files, for translators.

What stays the same gives the same files to the byte: places without lines, no dates.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from io import BytesIO, StringIO
from typing import TypeAlias

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from quiz.content import PACKAGE, TEMPLATES
from quiz.model import Rulebook
from quiz.translation import texts, within

#: One text, or the two that go with one and with many.
_Id: TypeAlias = str | tuple[str, ...]
#: What is called with texts in Python (`N_`, and the methods of a rulebook), and with how many.
_CALLED = {"N_": 1, "say": 1, "count": 2}
_IN_TEMPLATES = {"_": None, "gettext": None, "ngettext": (1, 2)}
_JINJA = "jinja2.ext:babel_extract"
_OPTIONS = {"trim_blocks": "true", "lstrip_blocks": "true", "newstyle_gettext": "true"}
#: What gettext notes in the first lines, and what would differ each time or says nothing here.
_NOTED = ("POT-Creation", "PO-Revision", "Generated", "Project", "Report", "Language-Team", "Last")
_WIDTH = 100


def template(rulebook: Rulebook) -> bytes:
    """Return the template of all catalogues: every text once, with the files it stands in."""
    comment = "# Written by `quiz translations`: nothing to be changed here."
    found = Catalog(fuzzy=False, header_comment=comment)
    for file, text in (*_of_templates(), *_of_python(), *_of_rules(rulebook)):
        found.add(text, locations=[(file, 0)])
    return _written(found)


def renewed(catalogue: str, tag: str, template: bytes) -> bytes:
    """Return a catalogue with exactly the texts of the template; nothing is guessed.

    A translation stays with a text that stays; a text that changed is a new one. Raises
    PoFileError or ValueError when the catalogue cannot be read.
    """
    locale = Locale.parse(tag, sep="-")
    if catalogue:
        known = read_po(StringIO(catalogue), locale=locale, abort_invalid=True)
    else:
        known = Catalog(locale=locale, fuzzy=False, header_comment=_unchecked(locale))
    known.update(read_po(BytesIO(template)), no_fuzzy_matching=True, update_creation_date=False)
    return _written(known)


def number(catalogue: bytes) -> int:
    """Return how many texts a catalogue has."""
    return len(read_po(BytesIO(catalogue)))


def untranslated(catalogue: bytes) -> int:
    """Return how many texts of a catalogue are still to be translated."""
    messages = [one for one in read_po(BytesIO(catalogue)) if one.id]
    return sum(one.fuzzy or not one.string or not all(one.string) for one in messages)


def _unchecked(locale: Locale) -> str:
    name = locale.get_display_name("en")
    return f"# {name}. Nobody who was born to it, and no clinician, has checked this translation."


def _written(catalogue: Catalog) -> bytes:
    buffer = BytesIO()
    write_po(buffer, catalogue, width=_WIDTH, include_lineno=False, ignore_obsolete=True)
    noted = tuple(f'"{name}'.encode() for name in _NOTED)
    lines = buffer.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(noted))


def _of_templates() -> Iterator[tuple[str, _Id]]:
    for path in sorted(path for path in TEMPLATES.rglob("*") if path.is_file()):
        name = f"templates/{path.relative_to(TEMPLATES).as_posix()}"
        with path.open("rb") as file:
            for _, text, _, _ in extract(_JINJA, file, _IN_TEMPLATES, options=_OPTIONS):
                yield name, text if isinstance(text, str) else tuple(text)


def _of_python() -> Iterator[tuple[str, _Id]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
            if text := _called_with(call):
                yield f"quiz/{path.relative_to(PACKAGE).as_posix()}", text


def _called_with(call: ast.Call) -> _Id | None:
    """Return the text or texts that are said by a call, if it says any."""
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    number = _CALLED.get(name, 0)
    written = [one.value for one in call.args[:number] if isinstance(one, ast.Constant)]
    said = tuple(one for one in written if isinstance(one, str) and one)
    if not said or len(said) < number:
        return None
    return said[0] if number == 1 else said


def _of_rules(rulebook: Rulebook) -> Iterator[tuple[str, _Id]]:
    for text, place in texts(rulebook):
        yield f"rules/{within(rulebook, place)}", text
