"""What an operator sets: each by an option of `quiz serve` or in the environment, in one table.

A new setting is one more field of `Settings`; its option, its line in docs/reference/settings.md
and in `quiz serve --check` come from there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path

from flask import Flask, current_app, request
from werkzeug.exceptions import BadRequest
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.sansio.utils import host_is_trusted

from quiz.content import RULES
from quiz.web.cores import usable_cores
from quiz.web.values import (
    ORIGIN,
    Setting,
    address,
    folder,
    hosts,
    number,
    one_of,
    origin,
    setting,
    token,
)

_PREFIX = "QUIZ_"
#: More workers than this only take memory: these answer tens of thousands of pages a second.
_MOST_BY_THEMSELVES = 8


class WrongSettingsError(Exception):
    """Settings that cannot be meant; its text says which, and what can be, one on each line."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What is set."""

    rules: Path = setting(
        "The folder of the rule files.",
        folder,
        default=RULES,
        usual="those that the quiz came with",
    )
    host: str = setting(
        "The address that the server listens on; `0.0.0.0` for every one of the machine.",
        address,
        default="127.0.0.1",
    )
    port: int = setting("The port that the server listens on.", number(1, 65535), default=8000)
    workers: int = setting(
        "How many processes answer, each taking about 100 MB.",
        number(1, 64),
        make=lambda: min(usable_cores(), _MOST_BY_THEMSELVES),
        usual=f"one for each core that it may use, at most {_MOST_BY_THEMSELVES}",
    )
    waiting: int = setting(
        "How many connections each worker takes at once, idle ones as well; others wait in the"
        " system's queue.",
        number(1, 10_000),
        default=512,
    )
    head_seconds: int = setting(
        "How long a client may take to send the head of a request; a connection that is idle for so"
        " long is closed.",
        number(1, 600),
        default=10,
    )
    stop_seconds: int = setting(
        "How long a worker may take to finish its requests when the server stops or reloads.",
        number(1, 600),
        default=20,
    )
    origin: str = setting(
        "The public address, such as `https://quiz.example`. Set it: pages then name where"
        " WordPress finds how to embed them.",
        origin,
        default="",
        usual="as each request names it",
    )
    proxies: int = setting(
        "How many proxies stand in front, whose `X-Forwarded-...` count.",
        number(0, 9),
        default=0,
        usual="`0`: none does",
    )
    hosts: tuple[str, ...] = setting(
        "The host names answered to, with commas; `.quiz.example` for all below it. Others get"
        " 400; only `/healthz` answers to any.",
        hosts,
        default=(),
        usual="any",
    )
    log: str = setting(
        "How the server writes its log on standard error: `json`, `text`, or `off` for problems"
        " only, without a line for each request.",
        one_of("json", "text", "off"),
        make=lambda: "text" if os.isatty(2) else "json",
        usual="`text` on a terminal, else `json`",
    )
    metrics_port: int = setting(
        "A port of its own for `/metrics`, open to whoever can reach it.",
        number(1, 65535),
        default=0,
        usual="none",
    )
    metrics_host: str = setting("The address that this port is on.", address, default="127.0.0.1")
    metrics_token: str = setting(
        "With it, `/metrics` is also on the port of the quiz, for requests with"
        " `Authorization: Bearer` and this token; for all others it is not there.",
        token,
        default="",
        usual="none",
        secret=True,
    )

    @property
    def counts(self) -> bool:
        """Whether anybody is to see numbers."""
        return bool(self.metrics_port or self.metrics_token)

    @classmethod
    def of(
        cls, environment: Mapping[str, str], options: Mapping[str, str | None] | None = None
    ) -> Settings:
        """Read the settings: an option goes before the environment; blank is as good as not set.

        Raises WrongSettingsError, with everything that is wrong.
        """
        values: dict[str, object] = {}
        wrong = list(_unknown(environment))
        for one in NAMED:
            text, source = one.given(environment, options or {})
            if not text:
                continue
            try:
                values[one.name] = one.known.read(text)
            except ValueError as error:
                wrong.append(f"{source}: {error}")
        if wrong:
            raise WrongSettingsError("\n".join(wrong))
        settings = cls(**values)  # type: ignore[arg-type]  # each as its own reader returns it
        if settings.metrics_port == settings.port:
            raise WrongSettingsError("QUIZ_METRICS_PORT: give another port than QUIZ_PORT")
        return settings

    def install(self, app: Flask) -> None:
        """Let an application keep to them."""
        app.config["ORIGIN"] = self.origin
        app.config["METRICS_TOKEN"] = self.metrics_token
        if self.hosts:
            app.before_request(self._refuse_other_hosts)
        if self.proxies:
            app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # as its documentation says
                app.wsgi_app, self.proxies, self.proxies, self.proxies
            )

    def _refuse_other_hosts(self) -> None:
        """Refuse a request for another name; Flask's own TRUSTED_HOSTS leaves no way to say so.

        Load balancers and containers ask by number whether the server answers.
        """
        named = request.host.lower().removesuffix(".")
        if request.path != "/healthz" and not host_is_trusted(named, self.hosts):
            raise BadRequest


@dataclass(frozen=True, slots=True)
class Named:
    """A setting by the names that it goes by."""

    name: str
    known: Setting

    @property
    def variable(self) -> str:
        """Its name in the environment."""
        return _PREFIX + self.name.upper()

    @property
    def option(self) -> str:
        """Its option of `quiz serve`; "" if it has none."""
        return "" if self.known.secret else f"--{self.name.replace('_', '-')}"

    def given(
        self, environment: Mapping[str, str], options: Mapping[str, str | None]
    ) -> tuple[str, str]:
        """Return what it is set to and where; two empty texts if it is not."""
        for text, source in (
            (options.get(self.name), self.option),
            (environment.get(self.variable), self.variable),
        ):
            if text and text.strip():
                return text.strip(), source
        return "", ""

    def shown(self, settings: Settings) -> str:
        """Return its value in words."""
        value = getattr(settings, self.name)
        if self.known.secret:
            return "set" if value else "not set"
        text = ", ".join(value) if isinstance(value, tuple) else str(value)
        return text if value or not self.known.usual else self.known.usual.replace("`", "")


#: Every setting there is.
NAMED = tuple(Named(field.name, field.metadata["setting"]) for field in fields(Settings))


def _unknown(environment: Mapping[str, str]) -> Iterator[str]:
    """Yield what is wrong with names that look like settings: nobody would see that they fail."""
    known = [one.variable.removeprefix(_PREFIX) for one in NAMED]
    for variable in sorted(name for name in environment if name.startswith(_PREFIX)):
        name = variable.removeprefix(_PREFIX)
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"; did you mean {_PREFIX}{near[0]}?" if near else ""
            yield f"{variable}: there is no such setting{hint}"


def public_origin() -> str:
    """Return the origin that the quiz is known by; "" where a request names none that can be."""
    if current_app.config["ORIGIN"]:
        return str(current_app.config["ORIGIN"])
    # As it is written: `request.host_url` decodes a name, and fails where it cannot be decoded.
    asked = f"{request.scheme}://{request.host}"
    return asked if ORIGIN.fullmatch(asked) else ""


def set_origin() -> str:
    """Return the public origin if it is set: what is stored for everybody may hold no other."""
    return str(current_app.config["ORIGIN"])
