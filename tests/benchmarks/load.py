"""Threads that ask a server all the time, at a bounded rate, and look at what it answers."""

from __future__ import annotations

import json
import re
import threading
import time
from collections import Counter
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Self

from quiz.reading import read

RULES = Path(__file__).parent.parent.parent / "rules"
API = "/api/v1/recommendations"
_FINGERPRINT = re.compile(r"fingerprint <code[^>]*>([0-9a-f]{12})</code>")

#: Seconds that each thread waits between two requests: the machine may have others to serve.
PAUSE = 0.01


class Load:
    """Asks while it is open; what was counted is complete once it is closed."""

    def __init__(self, port: int, clients: int) -> None:
        self.answered = self.harmed = 0
        self.failed: Counter[str] = Counter()
        self.fingerprints: Counter[str] = Counter()
        self._port, self._stop, self._lock = port, threading.Event(), threading.Lock()
        self._threads = [threading.Thread(target=self._ask_on) for _ in range(clients)]
        plain = next(case.fields for case in read(RULES).cases if case.id == "plain")
        self._plain = json.dumps(dict(plain)).encode()
        self._pregnant = json.dumps(dict(plain) | {"health": ["pregnant"]}).encode()

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _ask_on(self) -> None:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=20)
        while not self._stop.is_set():
            self._ask(connection, "GET", "/", None)
            self._ask(connection, "POST", API, self._plain)
            self._ask(connection, "POST", API, self._pregnant)
        connection.close()

    def _ask(
        self, connection: HTTPConnection, method: str, address: str, body: bytes | None
    ) -> None:
        time.sleep(PAUSE)
        try:
            connection.request(method, address, body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            text = answer.read().decode()
        except (OSError, HTTPException) as error:
            connection.close()
            with self._lock:
                self.failed[type(error).__name__] += 1
            return
        with self._lock:
            self._count(answer.status, text, body)

    def _count(self, status: int, text: str, body: bytes | None) -> None:
        self.answered += 1
        if status != 200:
            self.failed[str(status)] += 1
        elif body is None:
            found = _FINGERPRINT.search(text)
            self.fingerprints[found[1] if found else "none"] += 1
        else:
            answer = json.loads(text)
            self.fingerprints[answer["rulebook"]["fingerprint"]] += 1
            self.harmed += body == self._pregnant and answer["outcome"] != "see_specialist"
