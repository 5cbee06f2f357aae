"""A logo is a small picture and nothing else."""

from __future__ import annotations

import shutil
import struct
from pathlib import Path

import pytest

from quiz.reading import Reading, read
from tests.conftest import ROOT

TINY = ROOT / "tests" / "rulebooks" / "tiny"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{content}</svg>'
BOX = 'viewBox="0 0 10 10"'


def with_logo(tmp_path: Path, name: str, content: bytes) -> Reading:
    rules = Path(shutil.copytree(TINY, tmp_path / "rules"))
    (rules / "clinics" / "logos" / name).write_bytes(content)
    file = rules / "clinics" / "clinic-two.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("logos/two.svg", f"logos/{name}"))
    return read(rules)


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height) + b"\x08\x06"


def drawn(content: str = "", attributes: str = BOX) -> bytes:
    return SVG.format(content=content, attributes=attributes).encode()


def page(content: str) -> bytes:
    """Put a part of a page into a picture."""
    return drawn(content, f'{BOX} xmlns:h="http://www.w3.org/1999/xhtml"')


@pytest.mark.parametrize(
    ("name", "content", "size"),
    [
        ("a.svg", drawn(attributes='width="120" height="40.4px"'), (120, 40)),
        ("a.svg", drawn(attributes='viewBox="0 0 30 20"'), (30, 20)),
        ("a.svg", drawn('<g fill="url(#a)"><use href="#b"/></g>'), (10, 10)),
        ("a.png", png(300, 100), (300, 100)),
    ],
)  # fmt: skip
def test_a_picture_is_taken_as_it_is(
    name: str, content: bytes, size: tuple[int, int], tmp_path: Path
) -> None:
    reading = with_logo(tmp_path, name, content)

    assert reading.problems == ()
    logo = reading.clinics["clinic-two"].logo
    assert logo
    assert (logo.content, (logo.width, logo.height)) == (content, size)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.svg", drawn("<script>alert(1)</script>"), "<script>"),
        ("a.svg", drawn('<rect onload="alert(1)"/>'), "onload"),
        ("a.svg", drawn("<foreignObject/>"), "<foreignObject>"),
        ("a.svg", drawn('<image href="https://evil.example/x.png"/>'), "<image>"),
        ("a.svg", drawn('<use href="https://evil.example/x.svg#a"/>'), "points elsewhere"),
        ("a.svg", drawn('<a href="javascript:alert(1)"/>'), "<a>"),
        ("a.svg", drawn('<rect fill="url(https://evil.example/x)"/>'), "points elsewhere"),
        ("a.svg", drawn("<style>@import 'x.css';</style>"), "points elsewhere"),
        ("a.svg", drawn('<animate attributeName="href"/>'), "<animate>"),
        ("a.svg", drawn('<x:script xmlns:x="http://www.w3.org/1999/xhtml"/>'), "<script>"),
        ("a.svg", b"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + drawn("&a;"), "DOCTYPE"),
        ("a.svg", b'<?xml-stylesheet href="x.css"?>' + drawn(), "xml-stylesheet"),
        ("a.svg", page('<h:meta http-equiv="refresh" content="0;url=//x.example"/>'), "<meta>"),
        ("a.svg", page('<h:form action="/c/demo"/>'), "<form>"),
        ("a.svg", page('<h:img srcset="https://evil.example/x.png 1x"/>'), "<img>"),
        ("a.svg", drawn("<style>*{fill:ur<![CDATA[l(//x.example)]]>}</style>"), "elsewhere"),
        ("a.svg", drawn("<style>*{fill:u&#114;l(https://evil.example)}</style>"), "elsewhere"),
        ("a.svg", drawn("<style>@im<g/>port 'https://evil.example'</style>"), "elsewhere"),
        ("a.svg", drawn("<style>*{fill:image-set('//x.example' 1x)}</style>"), "elsewhere"),
        ("a.svg", drawn('<use href="#a"/>', f'{BOX} xml:base="https://evil.example"'), "by base"),
        ("a.svg", drawn('<use href="#a"/>' * 21), "<use>"),
        ("a.svg", drawn(attributes='viewBox="0 0 1.1.1 2"'), "viewBox"),
        ("a.svg", drawn(attributes=f'viewBox="0 0 {"9" * 400} 2"'), "viewBox"),
        ("a.svg", b"<html><script>alert(1)</script></html>", "no SVG"),
        ("a.svg", b"<svg", "no SVG"),
        ("a.svg", drawn(attributes=""), "viewBox"),
        ("a.svg", drawn(" " * 40_000), "larger than"),
        ("a.png", b"\0" * 50_000_000, "larger than"),
        ("a.png", b"GIF89a", "no PNG"),
        ("a.png", png(100_000, 1), "pixels"),
    ],
)  # fmt: skip
def test_anything_else_is_refused_and_only_that_clinic_left_out(
    name: str, content: bytes, says: str, tmp_path: Path
) -> None:
    reading = with_logo(tmp_path, name, content)

    assert [(one.code, says in str(one)) for one in reading.problems] == [("R13", True)]
    assert reading.rulebook
    assert set(reading.clinics) == {"one"}
