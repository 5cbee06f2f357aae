"""Bytes over the wire: the same page in fewer of them."""

import gzip

import brotli  # type: ignore[import-untyped]  # it ships no types
import pytest
from flask.testing import FlaskClient

from tests.web.asking import QUIZ, Form

READ = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize("encoding", READ)
@pytest.mark.parametrize("address", [QUIZ, "/static/css/pages.css", "/static/js/quiz.js"])
def test_what_is_stored_is_the_same_in_every_encoding(
    client: FlaskClient, address: str, encoding: str
) -> None:
    plain = client.get(address)
    packed = client.get(address, headers={"Accept-Encoding": encoding})

    assert packed.headers["Content-Encoding"] == encoding
    assert READ[encoding](packed.data) == plain.data
    assert len(packed.data) < len(plain.data) / 2
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert packed.headers["ETag"] != plain.headers["ETag"]


@pytest.mark.parametrize("encoding", READ)
def test_a_result_is_the_same_in_every_encoding(
    client: FlaskClient, plain_form: Form, encoding: str
) -> None:
    plain = client.post(QUIZ, data=plain_form)
    packed = client.post(QUIZ, data=plain_form, headers={"Accept-Encoding": encoding})

    assert packed.headers["Content-Encoding"] == encoding
    assert READ[encoding](packed.data) == plain.data


def test_whoever_has_the_page_in_an_encoding_is_not_sent_it_again(client: FlaskClient) -> None:
    accepts = {"Accept-Encoding": "br"}
    etag = client.get(QUIZ, headers=accepts).headers["ETag"]
    again = client.get(QUIZ, headers=accepts | {"If-None-Match": etag})

    assert (again.status_code, again.data) == (304, b"")


def test_an_encoding_that_is_refused_is_not_used(client: FlaskClient) -> None:
    answer = client.get(QUIZ, headers={"Accept-Encoding": "br;q=0, gzip;q=0"})

    assert answer.text.startswith("<!doctype html>")


def test_a_first_visit_is_light(client: FlaskClient) -> None:
    """The page, its style and its script fit into the first 14 KB that a connection sends."""
    addresses = [QUIZ, "/static/css/pages.css", "/static/js/quiz.js"]
    sizes = [len(client.get(at, headers={"Accept-Encoding": "br"}).data) for at in addresses]

    assert sum(sizes) <= 14 * 1024, sizes
