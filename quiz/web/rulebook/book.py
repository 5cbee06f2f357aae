"""The rulebook as one file: a book to be printed, and its picture by itself."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask, render_template

from quiz.content import styles
from quiz.figures import Figures
from quiz.web.drawing import draw
from quiz.web.pages.page import Frame
from quiz.web.rulebook.page import rulebook_page
from quiz.web.site import PAGE_STYLES, site


def book(app: Flask, figures: Figures) -> str:
    """Return one HTML page that holds its styles and needs nothing from anywhere."""
    with app.test_request_context():
        frame = replace(
            Frame.of(site()), home="", stylesheet="", script="", accessibility="", rulebook=""
        )
        page = rulebook_page(frame, site().rulebook, figures)
        style = styles(*PAGE_STYLES, "rulebook.css", "graph.css")
        return render_template("pages/book.html", page=page, style=style)


def graph(app: Flask, figures: Figures) -> str:
    """Return the picture as an SVG file that holds its styles."""
    with app.test_request_context():
        picture = draw(site().rulebook, figures)
        return render_template(
            "graph.svg", picture=picture, style=styles("graph.css"), linked=False
        )
