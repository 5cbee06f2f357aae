"""Somebody's site with a frame of the quiz in it, on hosts that are not the quiz's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

#: The site that the clinic's file names, and one that it does not.
CLINIC, OTHER = "clinic.localhost", "other.localhost"
#: Where the clinic's booking link leads: nowhere, but a browser is seen to ask for it.
BOOKING = "https://booking.invalid/appointments"
#: What the page notes of what it hears, for the test to read.
_NOTING = """
  window.heard = []; window.messages = []; window.heights = [];
  for (const name of ["ready", "step", "result", "book"]) {
    addEventListener(`quiz:${name}`, ({ detail, target }) =>
      heard.push({ name, detail, frame: target.id }));
  }
  addEventListener("message", ({ data, origin }) => messages.push({ data, origin }));
"""


@dataclass(frozen=True)
class Host:
    """A server of pages that a test puts there."""

    port: int
    pages: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def put(self, body: str, *, site: str = CLINIC, **headers: str) -> str:
        """Put a page there and return its address."""
        path = f"/{len(self.pages)}"
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        html = f"<!doctype html><title>A clinic</title><script>{_NOTING}</script><h1>A clinic</h1>"
        self.pages[path] = (html + body, named)
        return f"http://{site}:{self.port}{path}"


@contextmanager
def hosting() -> Iterator[Host]:
    """Serve pages, on every name that leads to this machine."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host.asked.append(self.path)
            html, headers = host.pages.get(self.path, ("", {}))
            self.send_response(200 if html else 404)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        host = Host(server.server_port)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield host
        finally:
            server.shutdown()
            thread.join()
