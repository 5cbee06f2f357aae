"""In which language a request is answered.

The address says it (`?lang=`), else what the browser prefers. What maintainers and operators
read is in the language of the rule files; a program gets another one only if it asks for it.
"""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, g, has_request_context, request

PARAMETER = "lang"
_AS_WRITTEN = frozenset({"builder", "files", "oembed", "rulebook", "scripts", "static"})


def asked_for(languages: Sequence[str]) -> str:
    """Return the language that the current request is answered in, the first one at a loss."""
    if len(languages) == 1 or is_as_written():
        return languages[0]
    named = request.args.get(PARAMETER, "")
    if named in languages:
        return named
    if request.path.startswith("/api/"):
        return languages[0]
    g.preferred = True
    return request.accept_languages.best_match(languages) or languages[0]


def is_as_written() -> bool:
    """Say whether the current request is for what is only there in the rule files' language."""
    return not has_request_context() or request.blueprint in _AS_WRITTEN


def vary(response: Response) -> Response:
    """Tell caches where the browser's preference decided."""
    if g.get("preferred"):
        response.vary.add("Accept-Language")
    return response
