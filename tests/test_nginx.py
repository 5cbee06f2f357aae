"""The recipe in deploy/nginx.conf before two replicas and one that is gone; its neighbours."""

from __future__ import annotations

import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPSConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.conftest import ROOT
from tests.people import Fields
from tests.web.asking import as_form
from tests.web.running import Running, free_port, running

NGINX, OPENSSL = (shutil.which(one, path=f"{os.defpath}:/usr/sbin") for one in ("nginx", "openssl"))
RECIPE = ROOT / "deploy" / "nginx.conf"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Proxied:
    """Two replicas behind nginx."""

    port: int
    demo: Path  #: the file of the clinic

    def ask(
        self,
        method: str,
        address: str,
        body: str | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        patience: int = 20,
    ) -> tuple[int, dict[str, str], str]:
        anybody = ssl._create_unverified_context()  # noqa: S323 - its certificate was made here
        connection = HTTPSConnection("127.0.0.1", self.port, timeout=patience, context=anybody)
        try:
            connection.request(method, address, body, {"Host": "quiz.example", **(headers or {})})
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, found, answer.read().decode()
        finally:
            connection.close()


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    if not (NGINX and OPENSSL):
        # Not installed by `make test`: on Debian it would listen on port 80 from then on.
        pytest.skip("nginx or openssl is not installed: deploy/nginx.conf is not tried")
    with ExitStack() as stack:
        folder = tmp_path_factory.mktemp("nginx")
        rules = shutil.copytree(ROOT / "rules", folder / "rules")
        more = {"QUIZ_PROXIES": "1", "QUIZ_WAITING": "8"}
        with pytest.MonkeyPatch.context() as patch:
            for name, value in more.items():
                patch.setenv(name, value)
            replicas = []
            for number in range(2):
                (folder / str(number)).mkdir()
                one = running(rules, folder / str(number))
                replicas.append(stack.enter_context(one))
        port = stack.enter_context(_nginx(folder, replicas))
        yield Proxied(port, rules / "clinics" / "demo.yaml")


@contextmanager
def _nginx(folder: Path, replicas: list[Running]) -> Iterator[int]:
    """Run the recipe with other ports, paths and certificates, and nothing else changed."""
    assert NGINX
    assert OPENSSL
    plain, secure = free_port(), free_port()
    subprocess.run(
        [OPENSSL, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-days", "1", "-subj", "/CN=quiz.example", "-keyout", "privkey.pem",
         "-out", "fullchain.pem"],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip
    upstreams = "".join(f"server 127.0.0.1:{one} max_fails=1 fail_timeout=2s;\n"
                        for one in (*(one.port for one in replicas), free_port()))  # fmt: skip
    text = re.sub(r"(    server 127.0.0.1:800\d [^\n]*\n)+", upstreams, RECIPE.read_text())
    text = re.sub(r"    listen \[::\][^\n]*\n", "", text)
    for old, new in (
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ", f"listen 127.0.0.1:{secure} "),
        ("/etc/ssl/quiz", str(folder)),
        ("/var/cache/nginx", str(folder)),
        ("/var/log/nginx", str(folder)),
    ):
        assert old in text
        text = text.replace(old, new)
    places = "".join(f"{kind}_temp_path {folder}/{kind};\n"
                     for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))  # fmt: skip
    whole = folder / "nginx.conf"
    whole.write_text(
        f"{'' if os.getuid() else 'user root;'} daemon off; pid {folder}/pid;\n"
        f"error_log {folder}/error.log;\n"
        f"events {{}}\nhttp {{\n{places}{text}}}\n"
    )
    command = [NGINX, "-p", str(folder), "-c", str(whole), "-e", str(folder / "error.log")]
    tried = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stderr
    assert "[warn]" not in tried.stderr
    with subprocess.Popen(command) as nginx:
        try:
            _wait_until_open(secure)
            yield secure
        finally:
            nginx.terminate()
            nginx.wait(timeout=20)


def _wait_until_open(port: int) -> None:
    for _ in range(200):
        with socket.socket() as one:
            one.settimeout(0.1)
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nginx did not start")


def test_every_replica_of_the_recipe_is_started_by_what_the_docs_say() -> None:
    ports = re.findall(r"server 127\.0\.0\.1:(\d+)", RECIPE.read_text())
    command = "systemctl enable --now " + " ".join(f"quiz@{port}" for port in ports)
    unit = (RECIPE.parent / "quiz@.service").read_text()
    docs = (ROOT / "docs" / "deploying.md").read_text()

    assert re.search(r"^Environment=.*QUIZ_PORT=%i( |$)", unit, re.MULTILINE)
    assert f"`{command}`" in docs
    assert command in unit


def test_a_container_trusts_no_proxy_unless_told_so_and_is_asked_on_its_own_port() -> None:
    text = (RECIPE.parent / "Dockerfile").read_text()
    (settings,) = re.findall(r"^ENV (.*)", text, re.MULTILINE)
    (check,) = re.findall(r"^HEALTHCHECK CMD (.*)", text, re.MULTILINE)

    assert "QUIZ_PROXIES" not in settings
    assert "http://127.0.0.1:${QUIZ_PORT:-8000}/healthz" in check


def test_the_quiz_is_served_over_https_and_kept(proxied: Proxied) -> None:
    first, headers, page = proxied.ask("GET", "/?lang=en")
    etag = headers["etag"]
    again, _, _ = proxied.ask("GET", "/?lang=en", headers={"If-None-Match": etag})
    french, _, other = proxied.ask("GET", "/", headers={"Accept-Language": "fr"})

    assert (first, again, french) == (200, 304, 200)
    assert headers["strict-transport-security"] == "max-age=15768000"
    assert '<html lang="en"' in page
    assert '<html lang="fr"' in other, "what is kept goes by what was asked for"


def test_a_result_comes_through_and_is_never_kept(proxied: Proxied, plain_fields: Fields) -> None:
    body = urlencode(as_form(plain_fields), doseq=True)
    status, headers, page = proxied.ask("POST", "/", body, FORM)

    assert (status, headers["cache-control"]) == (200, "no-store")
    assert 'class="outcome' in page


def test_those_who_come_by_a_campaign_at_once_do_not_wait_for_each_other(
    proxied: Proxied,
) -> None:
    """What nobody may keep is made for each: one who waits here for another waits for seconds."""

    def ask(_: int) -> int:
        return proxied.ask("GET", "/?utm_source=mail", patience=2)[0]

    with ThreadPoolExecutor(8) as people:
        assert list(people.map(ask, range(16))) == [200] * 16


@pytest.mark.thorough
def test_a_site_that_may_no_longer_frame_the_quiz_soon_cannot(proxied: Proxied) -> None:
    """The page is the same, and asked for all the time: only its policy changes."""
    gone, before = "https://gone.example", proxied.demo.read_text(encoding="utf-8")
    more = before.replace("origins: [", f'origins: ["{gone}", ')
    assert more != before

    proxied.demo.write_text(more, encoding="utf-8")
    _wait_for_policy(proxied, lambda policy: gone in policy)
    proxied.demo.write_text(before, encoding="utf-8")
    _wait_for_policy(proxied, lambda policy: gone not in policy)


def _wait_for_policy(proxied: Proxied, holds: Callable[[str], bool]) -> None:
    policy = ""
    for _ in range(150):
        policy = proxied.ask("GET", "/e/demo?lang=en")[1]["content-security-policy"]
        if holds(policy):
            return
        time.sleep(0.2)
    raise AssertionError(policy)


def test_too_much_is_refused_before_it_reaches_a_replica(proxied: Proxied) -> None:
    assert proxied.ask("POST", "/", "x" * 70_000, FORM)[0] == 413


def test_bodies_that_never_end_hold_up_nginx_alone(proxied: Proxied) -> None:
    """More of them than the replicas would take in together."""
    anybody = ssl._create_unverified_context()  # noqa: S323 - its certificate was made here
    head = b"POST / HTTP/1.1\r\nHost: quiz.example\r\nContent-Length: 1000\r\n\r\nq_age=4"
    with ExitStack() as slow:
        for _ in range(30):
            plain = socket.create_connection(("127.0.0.1", proxied.port))
            connection = slow.enter_context(anybody.wrap_socket(plain))
            connection.sendall(head)
        answers = [proxied.ask("GET", f"/nowhere-{n}")[0] for n in range(6)]

    assert answers == [404] * 6, "each was asked of a replica"


def test_a_replica_that_is_gone_is_not_missed(proxied: Proxied, plain_fields: Fields) -> None:
    """The third of the recipe is not there: what it is asked is asked of another, a POST too."""
    body = urlencode(as_form(plain_fields), doseq=True)
    answers = [proxied.ask("POST", "/", body, FORM)[0] for _ in range(6)]

    assert answers == [200] * 6
