"""Firefox, driven by WebDriver BiDi, which it speaks itself."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from tests.browser.bidi import Session, started
from tests.browser.engine import IN_REACH, Browser, Engine, Json, Setting, program
from tests.browser.remote import RefusedError, RemoteTab

#: Nothing is asked of anyone by the browser itself, no more is painted than a person notices, and
#: nothing is started that no test needs: add-ons, a process in case there will be a page.
_QUIET = {
    "layout.frame_rate": 20,
    "dom.ipc.processPrelaunch.enabled": False,
    "extensions.enabledScopes": 0,
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.newtabpage.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "toolkit.telemetry.enabled": False,
}

_COOKIES = {"": 5, "kept": 0, "third-party": 1, "all": 2}


class FirefoxTab(RemoteTab):
    engine = "firefox"

    def __init__(self, session: Session, user: str, setting: Setting) -> None:
        self._session, self._user, self._script = session, user, setting.script
        self._context = session.tell("browsingContext.create", type="tab", userContext=user)[
            "context"
        ]
        self._top = self._context
        size = {"width": setting.width, "height": setting.height}
        session.tell("browsingContext.setViewport", context=self._context, viewport=size)

    def visit(self, address: str) -> None:
        try:
            self._tell("browsingContext.navigate", url=address, wait="complete")
        except RefusedError as error:
            # So it may say of a page in which only a frame was refused; the page itself is there.
            if "Address rejected" not in str(error):
                raise

    def _tell(self, method: str, **params: Json) -> Json:
        return self._session.tell(method, context=self._context, **params)

    def _call(self, function: str, *given: Json) -> Json:
        return self._told(self._context, function, {"type": "string", "value": json.dumps(given)})

    def _told(self, context: str, function: str, *given: Json) -> Json:
        called = self._session.tell(
            "script.callFunction",
            functionDeclaration=function,
            arguments=list(given),
            awaitPromise=True,
            target={"context": context},
        )
        if called["type"] == "exception":
            raise RefusedError(called["exceptionDetails"]["text"])
        return called["result"]

    def evaluate(self, function: str, *given: Json) -> Json:
        whole = f"""given => {{
          const [found, text] = [({function})(...JSON.parse(given)), JSON.stringify];
          return found?.then ? found.then(one => text([one])) : text([found]);
        }}"""  # not `async`: where script is off, nothing is awaited
        return json.loads(self._call(whole, *given)["value"])[0]

    def _element(self, selector: str) -> Json:
        found = self._call(f"given => ({IN_REACH})(...JSON.parse(given))", selector)
        named = {"type": "element", "element": {"sharedId": found.get("sharedId")}}
        return named if found["type"] == "node" else None

    def _of(self, element: Json, function: str) -> Json:
        return self._known(self._context, element["element"], function)

    def _around(self, function: str, given: Json) -> Json:
        return self._known(self._top, self._frame, function, given)

    def _known(self, context: str, element: Json, function: str, *given: Json) -> Json:
        """Return what a function of an element and more returns."""
        whole = f"(one, given) => JSON.stringify([({function})(one, ...JSON.parse(given))])"
        text = {"type": "string", "value": json.dumps(given)}
        return json.loads(self._told(context, whole, element, text)["value"])[0]

    @property
    def _inside(self) -> bool:
        return bool(self._context != self._top)

    def _act(self, *sources: Json) -> None:
        self._tell("input.performActions", actions=list(sources))

    def back(self) -> None:
        self._session.tell("browsingContext.traverseHistory", context=self._top, delta=-1)

    def forward(self) -> None:
        self._session.tell("browsingContext.traverseHistory", context=self._top, delta=1)

    def reload(self) -> None:
        self._session.tell("browsingContext.reload", context=self._top, wait="complete")

    def screenshot(self) -> bytes:
        return b64decode(self._tell("browsingContext.captureScreenshot")["data"])

    def requested(self) -> list[str]:
        return list(self._session.requests)

    def cookies(self) -> list[str]:
        partition = {"type": "storageKey", "userContext": self._user}
        kept = self._session.tell("storage.getCookies", partition=partition)
        return [cookie["name"] for cookie in kept["cookies"]]

    @contextmanager
    def inside(self, selector: str) -> Iterator[None]:
        outer = self._context
        frame = self._element(selector)
        assert frame, f"cannot be reached: {selector}"
        self._frame = frame["element"]
        window = self._told(outer, "frame => frame.contentWindow", self._frame)
        self._context = window["value"]["context"]
        try:
            yield
        finally:
            self._context = outer


class Firefox(Engine):
    name = "firefox"

    def __init__(self) -> None:
        path = program("firefox-esr", "firefox")
        self._open = ExitStack()
        self._session = self._open.enter_context(started(path, _QUIET))

    @contextmanager
    def tab(self, setting: Setting) -> Iterator[Browser]:
        session = self._session
        session.prefer(_preferences(setting))
        session.requests.clear()
        user = session.tell("browser.createUserContext")["userContext"]
        try:
            yield FirefoxTab(session, user, setting)
        finally:
            session.tell("browser.removeUserContext", userContext=user)

    def close(self) -> None:
        self._open.close()


def _preferences(setting: Setting) -> dict[str, Json]:
    return {
        "browser.display.document_color_use": 2 if setting.forced_colors else 1,
        "font.size.variable.x-western": 16 * setting.text // 100,
        "network.cookie.cookieBehavior": _COOKIES[setting.cookies],
        "intl.accept_languages": setting.language,
        "javascript.enabled": setting.script,
        "layout.css.prefers-color-scheme.content-override": 0 if setting.dark else 1,
    }
