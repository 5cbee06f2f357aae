from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from quiz.checks import Examined
from quiz.checks.counting import figures as count
from quiz.content import TEMPLATES, styles
from quiz.figures import Figures
from quiz.model import Rulebook
from quiz.reading import read
from quiz.web.commands import main
from quiz.web.drawing import draw
from quiz.web.rulebook.rule_words import effects_of
from quiz.web.site import PAGE_STYLES
from tests.conftest import ROOT
from tests.web.page_checks import Page

pytestmark = pytest.mark.xdist_group("rulebook")  # which is counted once for all of them

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def svg(tmp_path_factory: pytest.TempPathFactory, counted_before: None) -> ET.Element:  # noqa: ARG001 - patches
    file = tmp_path_factory.mktemp("graph") / "rules.svg"
    result = CliRunner().invoke(main, ["graph", str(ROOT / "rules"), "--output", str(file)])
    assert result.exit_code == 0, result.output
    return ET.fromstring(file.read_text(encoding="utf-8"))  # noqa: S314 - we wrote it ourselves


def test_the_picture_is_an_svg_file_that_needs_nothing_else(svg: ET.Element) -> None:
    given = {name for one in svg.iter() for name in one.attrib}

    assert svg.tag == f"{SVG}svg"
    assert svg.find(f"{SVG}style") is not None, "it brings its own look"
    assert not [name for name in given if "href" in name or name in {"src", "style"}]
    assert svg.find(f".//{SVG}script") is None


def test_no_rule_of_the_patients_pages_reaches_into_the_picture(svg: ET.Element) -> None:
    within = {name for one in svg.iter() for name in one.get("class", "").split()}
    around = TEMPLATES.joinpath("rulebook", "picture.html").read_text(encoding="utf-8")
    (frame,) = re.findall(r'<div class="scroll ([^"]+)"', around)
    others = set(re.findall(r"\.([a-z][\w-]*)", styles(*PAGE_STYLES)))

    assert not (within | {frame}) & others


def test_every_rule_question_treatment_and_outcome_is_drawn(
    svg: ET.Element, rulebook: Rulebook
) -> None:
    texts = [text.text or "" for text in svg.iter(f"{SVG}text")]
    together = " ".join(texts)

    assert {reason.id for reason in rulebook.reasons()} <= set(texts)
    assert all(treatment.name in texts for treatment in rulebook.treatments.values())
    assert all(question.name in together for question in rulebook.questions.values())
    assert {"Combination", "See a specialist"} <= set(texts)


def test_there_is_a_line_for_each_thing_that_a_rule_does_with_the_example_behind_it(
    rulebook: Rulebook, figures: Figures
) -> None:
    edges = draw(rulebook, figures).edges

    for reason in rulebook.reasons():
        for treatment, effect in effects_of(reason).items():
            name = rulebook.treatments[treatment].name
            start = f"{reason.id}: {name} "
            (edge,) = [edge for edge in edges if edge.title.startswith(start)]
            assert edge.look == f"edge edge-{effect}"
            assert edge.mark, "told by shape as well as by colour"
            assert figures.reasons[reason.id].examples[treatment] in edge.title


def test_no_two_rules_stand_on_each_other(rulebook: Rulebook, figures: Figures) -> None:
    boxes = [box for box in draw(rulebook, figures).boxes if box.look.startswith("rule-box")]
    tops = sorted(box.y for box in boxes)

    assert len(boxes) == len([*rulebook.reasons()])
    assert all(after - before >= boxes[0].height for before, after in pairwise(tops))


def test_the_colour_of_a_rule_is_its_share_of_the_assumed_population(
    rulebook: Rulebook, figures: Figures
) -> None:
    looks = {box.anchor: box.look for box in draw(rulebook, figures).boxes}

    assert (figures.reasons["pattern-hair-loss"].share or 1) < 0.01
    assert "share-0" in looks["rule-pattern-hair-loss"]
    assert (figures.reasons["darker-or-unknown-skin"].share or 0) > 0.2
    assert "share-4" in looks["rule-darker-or-unknown-skin"]


def test_the_same_stands_in_a_table(page_text: str, rulebook: Rulebook) -> None:
    told = page_text.partition('id="picture-in-words"')[2].partition("</details>")[0]

    for reason in rulebook.reasons():
        row = told.split(f'<a href="#rule-{reason.id}">')[1].split("</tr>")[0]
        assert row.count("<strong>") == (len(effects_of(reason)) or 1)
    assert "all else ordinary" in told


def test_letters_are_large_enough_to_be_read() -> None:
    style = (ROOT / "static" / "css" / "graph.css").read_text(encoding="utf-8")
    sizes = [float(size) for size in re.findall(r"(?:font|font-size): ([\d.]+)px", style)]

    assert sizes
    assert min(sizes) >= 11


def test_the_page_holds_the_picture_and_a_way_past_it(page: Page) -> None:
    (svg,) = [given for tag, given in page.elements if tag == "svg"]

    assert svg["role"] == "group"
    assert "#picture-in-words" in page.values("href")
    assert float(svg["width"]) < 1100


def test_a_rulebook_without_a_population_can_be_drawn_too() -> None:
    reading = read(ROOT / "tests" / "rulebooks" / "tiny")
    assert reading.rulebook
    drawn = draw(reading.rulebook, count(Examined(reading.rulebook, reading.cases)))

    assert [told.share for told in drawn.rules_told] == ["no share"] * len(drawn.rules_told)
    assert len(drawn.rules_told) == len([*reading.rulebook.reasons()])


def test_no_class_of_the_picture_is_hidden_in_print_by_the_style_of_pages(
    rulebook: Rulebook, figures: Figures
) -> None:
    drawn = draw(rulebook, figures)
    pages = styles(*PAGE_STYLES)
    looks = {words.look for words in drawn.words} | {box.look.split()[0] for box in drawn.boxes}

    assert not [look for look in looks if re.search(rf"\.{look}\b(?!-)", pages)]
