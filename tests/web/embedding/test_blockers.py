"""`quiz embed --check`: what it finds on a page, and what it never asks for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from click.testing import CliRunner, Result

from quiz.web.commands import main
from tests.conftest import ROOT

ORIGIN = "http://quiz.localhost:8000"
TINY = ROOT / "tests" / "rulebooks" / "tiny"
#: Answers by path: headers, and a body.
Site = dict[str, tuple[dict[str, str], str]]


def embed(clinic: str, *words: str) -> Result:
    return CliRunner().invoke(main, ["embed", clinic, *words], env={"QUIZ_RULES": str(TINY)})


def run(*words: str) -> Result:
    return embed("clinic-two", "--origin", ORIGIN, *words)


@contextmanager
def site(pages: Site) -> Iterator[str]:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            headers, body = pages[self.path]
            self.send_response(302 if "Location" in headers else 200)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(ConnectionError):  # who asks may have read enough
                self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def found(body: str, **headers: str) -> str:
    """Return what is said of a page, without what is said of its origin."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with site({"/": (named, body)}) as address:
        result = run("--check", f"{address}/", "--private")
    lines = [one for one in result.output.splitlines() if "frame-ancestors" not in one]
    return "\n".join(lines)


@pytest.fixture(scope="module")
def snippet() -> str:
    result = run()
    assert result.exit_code == 0
    return result.output


def test_the_snippet_itself_has_nothing_to_mend(snippet: str) -> None:
    assert found(snippet) == ""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("data-quiz ", "", "mend: the iframe has no data-quiz"),
        ("/e/clinic-two", "/e/other", "blocks: the frame shows another clinic"),
        (ORIGIN, "http://elsewhere.example", "blocks: there is no frame"),
        ("<script", "<noscript", "mend: the script is missing"),
        ("allow-downloads", "", "mend: the iframe's sandbox lacks allow-downloads"),
        ("allow-scripts allow-forms", "", "blocks: the iframe's sandbox allows neither"),
        (' title="', ' data-title="', "mend: the iframe has no title"),
        (" width=", ' allow="camera" width=', "mend: the iframe has an allow attribute"),
        ("<p>", '<p style="position: sticky">', "mend: something stays in view"),
        ("<p>", "<style>p { position:fixed }</style><p>", "mend: something stays in view"),
    ],
)
def test_what_is_wrong_with_the_frame_is_named(snippet: str, old: str, new: str, said: str) -> None:
    assert old in snippet
    assert found(snippet.replace(old, new)).startswith(said)


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        ("default-src 'self'", ["blocks: Content-Security-Policy: default-src", "mend"]),
        (f"frame-src {ORIGIN}; script-src {ORIGIN}", []),
        ("frame-src *; script-src 'nonce-abc'", ["mend: Content-Security-Policy: script-src"]),
        ("child-src http://*.localhost:8000", []),
        ("child-src http://*.localhost", ["blocks: Content-Security-Policy: child-src"]),
        ("frame-src http:", []),
        ("frame-src https:", ["blocks: Content-Security-Policy: frame-src"]),
        ("frame-src 'none'", ["blocks: Content-Security-Policy: frame-src"]),
        ("sandbox allow-downloads", ["blocks: the page's own sandbox"]),
        ("img-src 'self'", []),
    ],
)  # fmt: skip
def test_a_policy_of_the_page_is_read_as_browsers_do(
    snippet: str, policy: str, said: list[str]
) -> None:
    in_header = found(snippet, Content_Security_Policy=policy).splitlines()
    in_page = found(f'<meta http-equiv="content-security-policy" content="{policy}">{snippet}')

    assert len(in_header) == len(said)
    assert all(line.startswith(start) for line, start in zip(in_header, said, strict=True))
    assert in_page.splitlines() == in_header


def test_a_page_whose_origin_is_not_in_the_clinics_file_is_named(snippet: str) -> None:
    with site({"/": ({}, snippet)}) as address:
        result = run("--check", f"{address}/", "--private")

    assert result.exit_code == 1
    assert result.output.startswith(
        "blocks: frame-ancestors: the clinic's file allows https://two.example"
    )
    assert result.output.splitlines()[0].endswith(f"not {address}")


@pytest.mark.parametrize("address", [
    "http://127.0.0.1:9/", "http://localhost:9/", "http://[::1]:9/", "http://10.1.2.3/",
    "http://169.254.169.254/latest", "http://0.0.0.0:9/",
])  # fmt: skip
def test_nothing_private_is_asked(address: str) -> None:
    result = run("--check", address)

    assert result.exit_code == 1
    assert "private address" in result.output


def test_a_redirect_is_looked_at_like_the_first_address() -> None:
    with site(
        {"/": ({"Location": "file:///etc/passwd"}, ""), "/on": ({"Location": "/on"}, "")}
    ) as at:
        assert "only http:// and https://" in run("--check", f"{at}/", "--private").output
        assert "more than 5 redirects" in run("--check", f"{at}/on", "--private").output


@pytest.mark.parametrize("address", ["ftp://clinic.example/", "clinic.example", "http://a@b.example/",
                                     "http://[bad/"])  # fmt: skip
def test_only_plain_addresses_are_asked(address: str) -> None:
    assert run("--check", address).exit_code == 1


def test_a_page_that_never_ends_is_cut_off(snippet: str) -> None:
    assert found(snippet + "<p>" * 1_500_000) == ""


def test_wrong_usage_ends_with_2() -> None:
    assert embed("nowhere", "--origin", ORIGIN).exit_code == 2
    assert run("--lang", "xx").exit_code == 2
    assert embed("clinic-two", "--origin", "quiz.example/x").exit_code == 2


def test_the_popup_is_found_as_well() -> None:
    assert found(run("--popup").output) == ""
