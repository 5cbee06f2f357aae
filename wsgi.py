"""The application for any WSGI server: `wsgi:app`."""

from quiz.web import create_app

app = create_app()
