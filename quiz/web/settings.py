"""What an operator sets beside the rules: the public address, proxies, host names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask, current_app, request
from werkzeug.exceptions import BadRequest
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.sansio.utils import host_is_trusted

_ORIGIN = re.compile(
    r"https?://([a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])(:[0-9]{1,5})?", re.IGNORECASE
)
_MOST_PROXIES = 9


class WrongSettingError(Exception):
    """A setting in the environment that cannot be meant; its text says which, and what can."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says."""

    origin: str = ""  #: QUIZ_ORIGIN, "https://quiz.example"; "" for that of each request
    proxies: int = 0  #: QUIZ_PROXIES: how many stand in front, each adding X-Forwarded-...
    hosts: tuple[str, ...] = ()  #: QUIZ_HOSTS: the names answered to; () for any

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Settings:
        """Read the settings. Raises WrongSettingError."""
        origin = environment.get("QUIZ_ORIGIN", "").strip().rstrip("/").lower()
        proxies = environment.get("QUIZ_PROXIES", "0").strip() or "0"
        if origin and not _ORIGIN.fullmatch(origin):
            raise WrongSettingError("QUIZ_ORIGIN: name an origin, such as https://quiz.example")
        if not proxies.isascii() or not proxies.isdigit() or int(proxies) > _MOST_PROXIES:
            raise WrongSettingError(
                f"QUIZ_PROXIES: say how many there are, from 0 to {_MOST_PROXIES}"
            )
        hosts = re.split(r"[\s,]+", environment.get("QUIZ_HOSTS", "").strip())
        return cls(origin, int(proxies), tuple(filter(None, hosts)))

    def install(self, app: Flask) -> None:
        """Let an application keep to them."""
        app.config["ORIGIN"] = self.origin
        app.before_request(self._refuse_other_hosts)
        if self.proxies:
            app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # as its documentation says
                app.wsgi_app, self.proxies, self.proxies, self.proxies
            )

    def _refuse_other_hosts(self) -> None:
        """Refuse a request for another name; Flask's own TRUSTED_HOSTS leaves no way to say so."""
        if self.hosts and not host_is_trusted(request.host, self.hosts):
            raise BadRequest


def public_origin() -> str:
    """Return the origin that the quiz is known by; "" where a request names none that can be."""
    if current_app.config["ORIGIN"]:
        return str(current_app.config["ORIGIN"])
    asked = request.host_url.rstrip("/")
    return asked if _ORIGIN.fullmatch(asked) else ""


def set_origin() -> str:
    """Return the public origin if it is set: what is stored for everybody may hold no other."""
    return str(current_app.config["ORIGIN"])
