"""From a step to the screens: how long each listener waits for the new step's page after the leader pressed Next."""

from __future__ import annotations

import selectors
import socket
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urlencode

from bench.browser import Form
from bench.load import request
from bench.phones import COMPRESSED, Phone
from bench.replay.town import signed_in
from bench.seed import EMAIL, PASSWORD, Town
from bench.server import Server

LISTENERS = 1000
CHANGES = 20
PAUSE = 1.0
"""Seconds between two changes, as a leader would never press faster."""
IDEAS = "ideas in a minute, each sent twice"
PATIENCE = 5.0
"""Seconds after which a message counts as not come."""


Found = TypeVar("Found")


@dataclass(slots=True)
class Delays:
    """Milliseconds from the sending of a change to each listener's message, by who listens."""

    phones: list[float] = field(default_factory=list)
    screen: list[float] = field(default_factory=list)
    missed: int = 0
    """Listeners whom a new step did not reach."""
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

    def __init__(self, server: Server, town: Town, phones: Sequence[Phone]) -> None:
        """Open the phones' streams and the big screen's, and wait until each has its first message."""
        self._server, self._town = server, town
        self._poll = selectors.DefaultSelector()
        leader = signed_in(server.url, EMAIL, PASSWORD)
        self._cookies = leader.cookies()
        lead = leader.open(f"/e/{town.event_id}/lead")
        lead = leader.send(lead.form(f"/steps/{town.step_id}/open"))
        self._forms = deque([lead.form(f"/steps/{town.first_id}/open"), lead.form(f"/steps/{town.step_id}/open")])
        self._at = town.step_id
        self._button = socket.create_connection(("127.0.0.1", server.port))
        self.delays = Delays(memory_before=server.memory()[0])
        for phone in phones:
            self._listen(f"/e/{town.event_id}/live", phone.headers(), is_screen=False)
        self._listen(f"/e/{town.event_id}/screen/live", {"Cookie": self._cookies}, is_screen=True)
        self._hear(time.perf_counter(), count=False)
        self.delays.memory_with = server.memory()[0]

    def change(self) -> None:
        """The leader goes to the other of two steps; note when each listener has its page."""
        for key in self._poll.get_map().values():
            key.data.heard = False
        form = self._forms[0]
        fields = [(name, self._at if name == "seen" else value) for name, value in form.filled]
        raw = _post(form, fields, self._cookies)
        self._at = form.action.split("/")[-2]
        self._forms.rotate()
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
                if listener.heard or _awaited(listener, page=count) not in message:
                    continue
                listener.heard = True
                waiting -= 1
                if count:
                    self._note(listener, (time.perf_counter() - since) * 1000)
        self.delays.missed += waiting

    def _note(self, listener: _Listener, delay: float) -> None:
        (self.delays.screen if listener.is_screen else self.delays.phones).append(delay)


def _awaited(listener: _Listener, *, page: bool) -> bytes:
    """What a message holds that counts: the end of a new page, or of who comes just any, since they have the page."""
    if not page:
        return b"data: "
    return b"</section>" if listener.is_screen else b"</main>"


def measure(
    server: Server, town: Town, phones: Sequence[Phone], meanwhile: Callable[[], Found]
) -> tuple[Delays, Found]:
    """Open the streams, go from step to step, run a load while all listen, hang up."""
    room = Room(server, town, phones)
    try:
        for _change in range(CHANGES):
            time.sleep(PAUSE)
            room.change()
        found = meanwhile()
    finally:
        room.close()
    return room.delays, found


def _post(form: Form, fields: list[tuple[str, str]], cookies: str) -> bytes:
    return request("POST", form.action, {"Cookie": cookies}, urlencode(fields).encode())
