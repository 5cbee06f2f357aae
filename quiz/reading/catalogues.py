"""The catalogues in translations/: each text of a language there, with its own placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import TypeAlias

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from quiz.catalogue import Catalogue
from quiz.model import Rulebook
from quiz.problems import Place
from quiz.reading.codes import Code
from quiz.reading.files import Folder
from quiz.reading.hints import shown
from quiz.reading.languages import english_name, is_language
from quiz.reading.nodes import Plain
from quiz.reading.placeholders import placeholders
from quiz.translation import texts

FOLDER, TEMPLATE = "translations", "messages.pot"
#: A line that says something; babel takes what lacks a quote, and cuts it.
_TEXT = r'"[^"\\]*(\\.[^"\\]*)*"'
_LINE = re.compile(rf"((msgctxt|msgid|msgid_plural|msgstr(\[\d\])?) +)?{_TEXT}|#.*|")
#: One text, or the two that go with one and with many.
_Id: TypeAlias = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A text that every language needs, and where it is written."""

    id: _Id
    place: Place
    template: bool = False  #: whether that is a template, which fills in by other signs


def read_catalogues(rulebook: Rulebook, folder: Folder) -> Mapping[str, Catalog]:
    """Return a catalogue for each language but the first, and note all that is wrong with them.

    Which texts the interface has is read from the template that `make translations` writes.
    """
    _refuse_strangers(folder)
    if len(rulebook.languages) == 1:
        return {}
    wanted = {one.id: one for one in (*_of_rules(rulebook), *_interface(folder))}
    others = rulebook.languages[1:]
    return {tag: _Language.of(tag, folder).read(wanted.values()) for tag in others}


def compiled(catalogue: Catalog) -> Catalogue:
    """Return a catalogue as it is served."""
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    return Catalogue(buffer.getvalue())


def said(catalogue: Catalog) -> Plain:
    """Return what a catalogue says, without what gettext notes beside it."""
    pairs = ((_forms(one.id), _forms(one.string)) for one in catalogue if one.id)
    return [[list(before), list(after)] for before, after in sorted(pairs)]


def _forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def _id(message: Message) -> _Id:
    return message.id if isinstance(message.id, str) else tuple(message.id)


def _refuse_strangers(folder: Folder) -> None:
    paths = folder.listed(FOLDER) if folder.has(FOLDER) else []
    for path in paths or ():
        if path.name != TEMPLATE and not (path.suffix == ".po" and is_language(path.stem)):
            what = "no catalogue has this name"
            hint = f"{TEMPLATE}, and a language's tag with .po, belong here"
            folder.report.add(Code.WRONG_PLACE, folder.place(f"{FOLDER}/{path.name}"), what, hint)


def _of_rules(rulebook: Rulebook) -> Iterator[_Wanted]:
    for text, place in texts(rulebook):
        yield _Wanted(text, place)


def _interface(folder: Folder) -> Iterator[_Wanted]:
    name = f"{FOLDER}/{TEMPLATE}"
    template, file = _parsed(name, folder, None), folder.place(name).file
    for message in template or ():
        files = [one for one, _ in message.locations if not one.startswith("rules/")]
        if message.id and files:
            in_template = any(one.startswith("templates/") for one in files)
            yield _Wanted(_id(message), Place(file, message.lineno or 1), in_template)


def _parsed(name: str, folder: Folder, tag: str | None) -> Catalog | None:
    """Read a file of gettext's, or say what is wrong with it."""
    text, place = folder.text(name), folder.place(name)
    if text is None:
        return None
    for number, line in enumerate(text.split("\n"), 1):
        if not _LINE.fullmatch(line.strip()):
            where = Place(place.file, number)
            folder.report.add(Code.BAD_CATALOGUE, where, "this line is not as gettext writes it")
            return None
    locale = Locale.parse(tag, sep="-") if tag else None
    try:
        catalogue = read_po(StringIO(text), locale=locale, abort_invalid=True)
    except (PoFileError, ValueError, TypeError, AttributeError, IndexError) as error:
        what = f"this cannot be read as a catalogue of gettext ({type(error).__name__})"
        folder.report.add(Code.BAD_CATALOGUE, place, what, "look at its first lines")
        return None
    if locale and catalogue.locale != locale:
        what = f"this catalogue is not of {english_name(str(tag))}"
        hint = f'its first lines should say "Language: {tag}"'
        folder.report.add(Code.BAD_CATALOGUE, place, what, hint)
        return None
    return catalogue


@dataclass(frozen=True, slots=True)
class _Language:
    tag: str
    folder: Folder
    file: str

    @classmethod
    def of(cls, tag: str, folder: Folder) -> _Language:
        return cls(tag, folder, folder.place(f"{FOLDER}/{tag}.po").file)

    def read(self, wanted: Iterable[_Wanted]) -> Catalog:
        """Read the catalogue of one language, and look each text up in it."""
        found = _parsed(f"{FOLDER}/{self.tag}.po", self.folder, self.tag)
        catalogue = Catalog(locale=Locale.parse(self.tag, sep="-"))
        if found is None:
            return catalogue
        for one in wanted:
            if translated := self._said(one, found.get(one.id), catalogue.num_plurals):
                catalogue.add(one.id, translated)
        return catalogue

    def _said(self, one: _Wanted, message: Message | None, plurals: int) -> _Id | None:
        """Return what is said for a text, or say what is wrong with it."""
        forms = _forms(message.string) if message else ()
        count = 1 if isinstance(one.id, str) else plurals
        if message is None or message.fuzzy or len(forms) != count or not all(forms):
            self._report_missing(one, message)
            return None
        self._check_placeholders(one, forms, self._place(message))
        return forms[0] if isinstance(one.id, str) else forms

    def _report_missing(self, one: _Wanted, message: Message | None) -> None:
        """Say what is missing: there if it waits in the catalogue, else where it is written."""
        place = self._place(message) if message else one.place
        what = f"no {english_name(self.tag)} for {shown(_forms(one.id)[0])}"
        hint = f"translate it in {self.file}, or take {self.tag} out of `languages`"
        self._report(Code.UNTRANSLATED, place, what, hint)

    def _check_placeholders(self, one: _Wanted, forms: Iterable[str], place: Place) -> None:
        allowed = [placeholders(form, template=one.template) for form in _forms(one.id)]
        for form in forms:
            held = placeholders(form, template=one.template)
            if held not in allowed:
                other = ", ".join(sorted(held.symmetric_difference(allowed[-1])))
                what = f"what is filled in differs from {shown(_forms(one.id)[-1])}: {other}"
                self._report(Code.OTHER_PLACEHOLDERS, place, what, "write it as it stands there")

    def _place(self, message: Message) -> Place:
        return Place(self.file, message.lineno or 1)

    def _report(self, code: Code, place: Place, what: str, hint: str) -> None:
        self.folder.report.add(code, place, what, hint)
