"""Where the lines go on the usual site builders: for whoever keeps a clinic's site."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recipe:
    """What to do on one of them, step by step."""

    id: str
    name: str
    steps: tuple[str, ...]


RECIPES = (
    Recipe(
        "wordpress",
        "WordPress",
        (
            "Edit the page, add a block “Custom HTML” and paste the lines. On wordpress.com this "
            "needs a plan that allows it.",
            "Without that block: paste the address of the quiz's own page on a line of its own. "
            "WordPress asks this server how to embed it. The frame is then at most 1000 pixels "
            "high and scrolls inside.",
        ),
    ),
    Recipe(
        "wix",
        "Wix",
        (
            "Add, Embed Code, Embed HTML: choose Code and paste the lines.",
            "Wix puts them into a frame of its own, on another host: add its origin (shown by the "
            "check as the frame's parent) to the clinic's file as well.",
            "The height of that outer frame is fixed: drag it to 900 pixels or more.",
        ),
    ),
    Recipe(
        "squarespace",
        "Squarespace",
        (
            "Edit the page, add a Code block, choose HTML and paste the lines.",
            "Scripts in code blocks need a plan that allows them. Without one the frame still "
            "shows, and scrolls inside.",
        ),
    ),
    Recipe(
        "shopify",
        "Shopify",
        (
            "In the theme editor add a section “Custom Liquid” to the page and paste the lines.",
            "In a page's own text the editor (<>) removes scripts: the frame shows, and scrolls "
            "inside.",
        ),
    ),
    Recipe(
        "google-tag-manager",
        "Google Tag Manager",
        (
            "Put the frame into the page itself: a tag cannot choose the place.",
            "Add data-datalayer to the iframe. Its events then arrive as quiz:ready, quiz:step, "
            "quiz:result and quiz:book: make a trigger “Custom Event” for each that you want.",
            "No event says what was answered or what came of it, so none can be passed on.",
        ),
    ),
)
