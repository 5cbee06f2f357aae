"""The web side: pages, JSON API and commands. Everything that knows of Flask is in here."""

from quiz.web.app import create_app

__all__ = ["create_app"]
