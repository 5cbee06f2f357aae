"""What `make soak` counts: it would be worth nothing if it explained away what went wrong."""

from __future__ import annotations

from random import Random

import pytest

from quiz.model import Rulebook
from tests.soak.asking import Mix, WrongError
from tests.soak.changing import Change, stale
from tests.soak.client import Answer
from tests.soak.killing import Kill
from tests.soak.load import Failed
from tests.soak.people import people

KILL = Kill(pid=1, stopped=10.0, killed=10.1, held=frozenset({501}), queued=frozenset({502}))
HEAD = b"HTTP/1.1 200 OK\r\nX-Content-Type-Options: nosniff"
HEAD += b"\r\nContent-Security-Policy: default-src 'none'"


@pytest.mark.parametrize(
    ("at", "begun", "own_port", "explained"),
    [
        (10.2, 9.0, 501, True),
        (10.2, 9.0, 502, True),
        (10.2, 10.05, 503, True),  # opened while nobody could take it
        (10.2, 9.0, 503, False),  # of the other worker
        (9.9, 9.0, 501, False),  # before
        (10.3, 10.2, 501, False),  # the same port, used again
        (50.0, 9.0, 501, False),  # long after
    ],
)
def test_only_a_killed_workers_connections_are_explained(
    at: float, begun: float, own_port: int, explained: bool
) -> None:
    failed = Failed(at, begun, own_port, first=False, name="GET page", error="OSError")

    assert KILL.explains(failed) is explained


def test_an_answer_of_an_old_rulebook_is_counted_and_one_on_the_way_is_not() -> None:
    changes = [Change("good", "b", 10.0, 14.0), Change("unsafe", "b", 20.0, 22.0)]
    seen = {("a", 5): 1, ("a", 12): 2, ("b", 12): 4, ("a", 17): 8, ("b", 5): 16, ("c", 21): 32}

    assert stale(changes, seen, first="a") == 8 + 16 + 32


def test_a_wrong_outcome_is_noticed(rulebook: Rulebook) -> None:
    (person,) = people((rulebook,), 1, Random(1))
    mix = Mix([person], {"0" * 12: 0}, "/static/css/pages.css", Random(1))
    asked = next(one for one in iter(mix.draw, None) if one.name == "POST result")
    page = '<h1 id="outcome" tabindex="-1">{}</h1>fingerprint <code>' + "0" * 12 + "</code></html>"

    asked.judge(Answer(200, HEAD, page.format(person.told[0].headline).encode()))
    with pytest.raises(WrongError, match="Go ahead"):
        asked.judge(Answer(200, HEAD, page.format("Go ahead").encode()))
    with pytest.raises(WrongError, match="header"):
        asked.judge(Answer(200, b"HTTP/1.1 200 OK", page.encode()))
    with pytest.raises(WrongError, match="never passed"):
        asked.judge(Answer(200, HEAD, page.replace("0", "1").encode()))
