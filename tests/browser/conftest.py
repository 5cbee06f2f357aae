from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from quiz.beside import Case
from tests.browser.chromium import Chromium
from tests.browser.engine import Browser, Engine, MissingError, Setting
from tests.browser.firefox import Firefox
from tests.browser.host import BOOKING, CLINIC, Host, hosting
from tests.browser.webkit import WebKit
from tests.conftest import ROOT
from tests.people import Fields
from tests.web.asking import as_form
from tests.web.running import Running, running

Open = Callable[..., Browser]
_USUAL = Setting()


def _in(*others: str, more: tuple[pytest.MarkDecorator, ...] = ()) -> pytest.MarkDecorator:
    """Try it in Chromium and in others.

    Each of these starts slowly, and once: one of the processes of a run has all its tests.
    """
    params = [pytest.param(one, marks=[pytest.mark.xdist_group(one), *more]) for one in others]
    return pytest.mark.parametrize("name", [*params, "chromium"], indirect=True)


_THOROUGH = (pytest.mark.thorough,)
#: Marks a main run: in every browser.
MAIN = _in("firefox", "webkit")
#: Marks what `make thorough` tries in every browser, and `make test` in Chromium.
ALL = _in("firefox", "webkit", more=_THOROUGH)
CHROMIUM_AND_FIREFOX = _in("firefox", more=_THOROUGH)


@pytest.fixture(scope="session")
def host() -> Iterator[Host]:
    """The site of the clinic that may frame the quiz, and any other site."""
    with hosting() as host:
        yield host


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, host: Host) -> Iterator[Running]:
    """Serve the rules with a clinic more, whose pages may frame the quiz."""
    served = tmp_path_factory.mktemp("served")
    rules = shutil.copytree(ROOT / "rules", served / "rules")
    origin = f"http://{CLINIC}:{host.port}"
    (rules / "clinics" / "framed.yaml").write_text(
        f"name: A clinic\norigins: [{origin}]\nbooking: {BOOKING}\n"
    )
    with running(rules, served) as server:
        yield server


@pytest.fixture(scope="session")
def engines() -> Iterator[Callable[[str], Engine]]:
    """Start each browser when the first test asks for it."""
    started: dict[str, Engine] = {}

    def engine(name: str) -> Engine:
        if name not in started:
            kind = next(one for one in (Chromium, Firefox, WebKit) if one.name == name)
            started[name] = _there(kind)
        return started[name]

    yield engine
    for one in started.values():
        one.close()


def _there(kind: type[Engine]) -> Engine:
    try:
        return kind()
    except MissingError as missing:
        told = f"no {missing}, which {kind.name} needs: make browsers"
    if os.environ.get("CI"):
        pytest.fail(told)
    pytest.skip(told)


@pytest.fixture
def name(request: pytest.FixtureRequest) -> str:
    """Which browser: Chromium, unless the test is marked for others."""
    return str(getattr(request, "param", "chromium"))


@pytest.fixture
def open_tab(engines: Callable[[str], Engine], name: str, server: Running) -> Iterator[Open]:
    """Open addresses, without a host those of the server, each in a tab of its own."""
    with ExitStack() as tabs:

        def open_tab(address: str = "/", setting: Setting = _USUAL) -> Browser:
            tab = tabs.enter_context(engines(name).tab(setting))
            tab.visit(address if ":" in address else f"http://127.0.0.1:{server.port}{address}")
            return tab

        yield open_tab


@pytest.fixture
def person(request: pytest.FixtureRequest, cases: tuple[Case, ...]) -> Fields:
    """Who has the fewest answers to give for an outcome: a treatment, unless the test says which.

    What they choose takes a browser most of its time.
    """
    outcome = getattr(request, "param", "microneedling")
    return min((dict(case.fields) for case in cases if case.outcome == outcome), key=_answers)


@pytest.fixture
def everything(cases: tuple[Case, ...]) -> Fields:
    """Who has the most answers to give, with the longest result."""
    combined = (dict(case.fields) for case in cases if case.outcome == "combination")
    return max(combined, key=_answers)


def _answers(fields: Fields) -> int:
    return sum(map(len, as_form(fields).values()))
