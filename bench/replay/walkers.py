"""Phones on a walk, with the queue that `static/js/queue.js` is, and a net that loses requests and answers.

What is lost is really lost: a connection is cut before the request is whole, or as soon as it was sent, so that the
server may answer to nobody while the phone sends again. Waiting is a hundredth of what a phone waits.
"""

from __future__ import annotations

import json
import random
import threading
import time
import uuid
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from bench.browser import Unexpected, multipart

LONGEST_WAIT = 300
FASTER = 100
MOST_ROUNDS = 200
"""A phone that has not got rid of everything by then never will."""


@dataclass(slots=True)
class Net:
    """A bad net. `answers` and `requests` are the shares that are lost on the way back, and on the way there."""

    base: str
    answers: float
    requests: float
    chance: random.Random
    sent: int = 0
    answers_lost: int = 0
    requests_lost: int = 0
    took: list[float] = field(default_factory=list)

    def ask(self, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> tuple[int, Any, SimpleCookie]:
        """One request: the status, what was told in JSON, and the cookies; OSError when the net lost it."""
        self.sent += 1
        fate = self.chance.random()
        connection = HTTPConnection(str(urlsplit(self.base).netloc), timeout=30)
        started = time.perf_counter()
        try:
            if fate < self.requests:
                self._cut(connection, method, path, headers, body)
            connection.request(method, path, body or None, headers)
            if fate < self.requests + self.answers:
                self.answers_lost += 1
                raise ConnectionResetError("the answer was lost")
            answer = connection.getresponse()
            told = answer.read()
        finally:
            connection.close()
        self.took.append(time.perf_counter() - started)
        cookies = SimpleCookie()
        for line in answer.headers.get_all("Set-Cookie") or []:
            cookies.load(line)
        plain = answer.headers.get_content_type() == "application/json"
        return answer.status, json.loads(told) if plain else {}, cookies

    def _cut(self, connection: HTTPConnection, method: str, path: str, headers: dict[str, str], body: bytes) -> None:
        """A request that never arrives whole: nothing of it, or its first half."""
        self.requests_lost += 1
        if body:
            connection.putrequest(method, path)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                connection.putheader(name, value)
            connection.endheaders(body[: len(body) // 2])
        raise ConnectionResetError("the request was lost")


@dataclass(slots=True)
class Marked:
    """An observation in a phone's queue."""

    fields: dict[str, str]
    picture: bytes | None
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    kept: str = ""
    """What the server said that it keeps it as."""


@dataclass(slots=True)
class Phone:
    """A phone that takes part: its cookies, its queue, and what the server said that it has."""

    net: Net
    walk: str
    """The path of the walk's page."""
    cookies: dict[str, str]
    group: int
    queue: list[Marked] = field(default_factory=list)
    token: str = ""
    rounds: int = 0

    def send_all(self) -> None:
        """Send until nothing is left, waiting longer after each failure, as a phone does."""
        tries = 0
        while self.queue:
            self.rounds += 1
            if self.rounds > MOST_ROUNDS:
                raise Unexpected(f"{len(self.queue)} observations were still on a phone after {MOST_ROUNDS} rounds")
            if self._send(self.queue[0]):
                self.queue.pop(0)
                tries = 0
            else:
                tries += 1
                threading.Event().wait(min(2**tries, LONGEST_WAIT) / FASTER)

    def _send(self, item: Marked) -> bool:
        """Words first, then the picture; whether the server said that it has both."""
        if not item.kept:
            told = {"id": item.id, "seconds_ago": "60", "group": str(self.group), "unsent": str(len(self.queue) - 1)}
            item.kept = self._post("", {**item.fields, **told}, None)
        if item.kept and item.picture:
            return bool(self._post(f"/{item.kept}/picture", {"place": item.fields["place"]}, item.picture))
        return bool(item.kept)

    def _post(self, path: str, fields: dict[str, str], picture: bytes | None, *, again: bool = True) -> str:
        """What the server says that it keeps it as; empty when it is to be sent later."""
        if not (self.token or self._ask_token()):
            return ""
        kind, body = multipart([*fields.items(), ("csrf_token", self.token)], picture)
        address = f"{self.walk}/observations{path}"
        try:
            status, told, _cookies = self.net.ask("POST", address, self._headers() | {"Content-Type": kind}, body)
        except (OSError, HTTPException):
            return ""
        if status == 200 and told.get("id"):
            return str(told["id"])
        if again and status in {400, 401, 403}:
            self.token = ""
            return self._post(path, fields, picture, again=False)
        if status == 429 or status >= 500:
            return ""
        raise Unexpected(f"POST {address}: {status}, {told}")

    def _ask_token(self) -> bool:
        try:
            _status, told, cookies = self.net.ask("GET", f"{self.walk}/state", self._headers())
        except (OSError, HTTPException):
            return False
        self.cookies |= {name: morsel.value for name, morsel in cookies.items()}
        if not told["joined"]:
            raise Unexpected("a phone takes part no longer")
        self.token = told["token"]
        return True

    def forget_session(self) -> None:
        """Its session is over: the token that it holds is worth nothing."""
        self.cookies = {name: value for name, value in self.cookies.items() if name.startswith("t_")}

    def _headers(self) -> dict[str, str]:
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Accept": "application/json", "Accept-Language": "en", "Cookie": jar}
