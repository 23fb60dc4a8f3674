"""From a change to the screens: how long each listener waits for a message after the leader pressed a button."""

from __future__ import annotations

import selectors
import socket
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bench.browser import Form
from bench.load import request
from bench.phones import COMPRESSED
from bench.replay.town import signed_in
from bench.seed import EMAIL, PASSWORD, Town
from bench.server import Server

LISTENERS = 200
CHANGES = 30
PAUSE = 0.2
"""Seconds between two changes, as a leader would never press faster."""
PATIENCE = 5.0
"""Seconds after which a message counts as not come."""


@dataclass(slots=True)
class Delays:
    """Milliseconds from the sending of a change to each listener's message, by who listens."""

    phones: list[float] = field(default_factory=list)
    screen: list[float] = field(default_factory=list)
    missed: int = 0
    """Messages that did not come."""
    memory_before: float = 0.0
    memory_with: float = 0.0
    """Megabytes of the server without and with the listeners."""


@dataclass(slots=True)
class _Listener:
    socket: socket.socket
    is_screen: bool
    heard: bool = False


class Room:
    """Listeners of one event on open streams, and the leader's button."""

    def __init__(self, server: Server, town: Town) -> None:
        """Open the phones' streams and the big screen's, and wait until each has its first message."""
        self._server, self._town = server, town
        self._poll = selectors.DefaultSelector()
        leader = signed_in(server.url, EMAIL, PASSWORD)
        self._cookies = leader.cookies()
        lead = leader.open(f"/e/{town.event_id}/lead")
        lead = leader.send(lead.form(f"/steps/{town.step_id}/open"))
        self._form = lead.form("/others")
        self._button = socket.create_connection(("127.0.0.1", server.port))
        self.delays = Delays(memory_before=server.memory()[0])
        for _ in range(LISTENERS):
            self._listen(f"/e/{town.event_id}/live", {}, is_screen=False)
        self._listen(f"/e/{town.event_id}/screen/live", {"Cookie": self._cookies}, is_screen=True)
        self._hear(time.perf_counter(), count=False)
        self.delays.memory_with = server.memory()[0]

    def change(self, opened: bool) -> None:
        """The leader opens or closes others' ideas; note when each listener has the message."""
        for key in self._poll.get_map().values():
            key.data.heard = False
        fields = self._form.fill({"open": "1" if opened else "0"})
        raw = _post(self._form, fields, self._cookies)
        since = time.perf_counter()
        self._button.sendall(raw)
        self._hear(since, count=True)
        self._button.recv(65536)

    def close(self) -> None:
        """Hang up."""
        for key in list(self._poll.get_map().values()):
            key.data.socket.close()
        self._button.close()
        self._poll.close()

    def _listen(self, path: str, headers: dict[str, str], *, is_screen: bool) -> None:
        line = socket.create_connection(("127.0.0.1", self._server.port))
        line.sendall(request("GET", path, COMPRESSED | headers | {"Accept": "text/event-stream"}))
        line.setblocking(False)
        self._poll.register(line, selectors.EVENT_READ, _Listener(line, is_screen))

    def _hear(self, since: float, *, count: bool) -> None:
        waiting = len(self._poll.get_map())
        until = since + PATIENCE
        while waiting and time.perf_counter() < until:
            for key, _events in self._poll.select(0.1):
                listener: _Listener = key.data
                message = listener.socket.recv(262144)
                if listener.heard or b"data:" not in message:
                    continue
                listener.heard = True
                waiting -= 1
                if count:
                    self._note(listener, (time.perf_counter() - since) * 1000)
        self.delays.missed += waiting

    def _note(self, listener: _Listener, delay: float) -> None:
        (self.delays.screen if listener.is_screen else self.delays.phones).append(delay)


def measure(server: Server, town: Town) -> Delays:
    """Open the streams, make changes, hang up."""
    room = Room(server, town)
    try:
        for number in range(CHANGES):
            time.sleep(PAUSE)
            room.change(number % 2 == 0)
    finally:
        room.close()
    return room.delays


def _post(form: Form, fields: list[tuple[str, str]], cookies: str) -> bytes:
    return request("POST", form.action, {"Cookie": cookies}, urlencode(fields).encode())
