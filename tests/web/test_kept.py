"""What is kept of clinics and languages, and how much of it."""

from __future__ import annotations

from quiz.web.kept import Kept


def test_never_more_is_kept_than_allowed_and_what_is_asked_for_stays() -> None:
    kept: Kept[str] = Kept(2)
    made = [kept.get(name, lambda name=name: f"made {name}") for name in "abacab"]  # type: ignore[misc]  # mypy infers no lambda with a default

    recent: Kept[int] = Kept(2)
    for name in "abac":
        recent.get(name, lambda: 1)

    assert recent.get("a", lambda: 2) == 1, "it was asked for after b, which made room"
    assert made == [f"made {name}" for name in "abacab"]
    assert len(kept) == 2
    assert kept.get("b", lambda: "made again") == "made b"
    assert kept.get("c", lambda: "made again") == "made again"
