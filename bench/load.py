"""A lean load generator: many connections in one process, raw sockets, HTTP/1.1 that is kept alive.

What one client does is an actor: a generator that yields the bytes of a request and is sent the answer. Actors run one
after another on a fixed number of connections (as fast as they go), or each on a connection of its own from the moment
it is due (as people come); then a latency counts from that moment, so that a server which stalls cannot hide it.
"""

from __future__ import annotations

import gc
import heapq
import selectors
import socket
import time
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field

CHUNK = 262144


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer; head and body as they came."""

    status: int
    head: bytes
    body: bytes


Actor = Generator[bytes, Answer, None]


@dataclass(slots=True)
class Load:
    """What came of a load: seconds it took, milliseconds of each request, answers by status, and what failed."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    broken: int = 0
    """Requests that got no whole answer."""
    busy: float = 0.0
    """Share of a core that this generator itself used."""

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return len(self.latencies) / self.seconds if self.seconds else 0.0

    @property
    def errors(self) -> int:
        """Requests without an answer, and answers of 400 and above."""
        return self.broken + sum(count for status, count in self.statuses.items() if status >= 400)

    def percentile(self, share: float) -> float:
        """Milliseconds within which this share of the answers came."""
        if not self.latencies:
            return 0.0
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def merged(loads: Iterable[Load]) -> Load:
    """Several loads as one."""
    whole = Load()
    for load in loads:
        whole.busy = (whole.busy * whole.seconds + load.busy * load.seconds) / ((whole.seconds + load.seconds) or 1)
        whole.seconds += load.seconds
        whole.latencies += load.latencies
        whole.statuses += load.statuses
        whole.broken += load.broken
    return whole


def request(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """The bytes of a request as phones send it."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Accept: text/html", "Accept-Language: sv"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    if method == "POST":
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


def repeated(raw: bytes, times: int) -> Iterator[Actor]:
    """Actors that send the same request once each."""
    return (_once(raw) for _ in range(times))


def _once(raw: bytes) -> Actor:
    yield raw


@dataclass(slots=True)
class _Line:
    """A connection, the actor on it, and what has come so far."""

    socket: socket.socket
    actor: Actor | None = None
    since: float = 0.0
    got: bytearray = field(default_factory=bytearray)
    whole: int = 0
    """Bytes of the whole answer, once its head has been read."""


class Run:
    """One run of a load against a port of this machine."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._poll = selectors.DefaultSelector()
        self._waiting: deque[Actor] = deque()
        self._open = 0
        self.load = Load()
        self.each_answer: Callable[[int], bool] | None = None
        """Told how many answers there were; True ends the run."""
        self._ended = False

    def as_fast_as_possible(self, actors: Iterable[Actor], connections: int) -> None:
        """Run actors one after another on so many connections."""
        self._waiting.extend(actors)
        for _ in range(min(connections, len(self._waiting))):
            self._begin(self._connect(), self._waiting.popleft(), time.perf_counter())
        while self._open and not self._ended:
            self._turn(1.0)

    def as_they_come(self, actors: Iterable[Actor], within: float) -> None:
        """Start actors evenly spread over so many seconds, each on a connection of its own."""
        listed = list(actors)
        begun = time.perf_counter()
        due = [(begun + within * place / len(listed), place) for place in range(len(listed))]
        heapq.heapify(due)
        while due or self._open:
            now = time.perf_counter()
            while due and due[0][0] <= now:
                at, place = heapq.heappop(due)
                self._begin(self._connect(), listed[place], at)
            self._turn(max(0.0, due[0][0] - time.perf_counter()) if due else 1.0)

    def close(self) -> None:
        """Close what is still open."""
        for key in list(self._poll.get_map().values()):
            self._drop(key.data)
        self._poll.close()

    def _connect(self) -> _Line:
        line = _Line(socket.create_connection(("127.0.0.1", self._port)))
        line.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line.socket.setblocking(False)
        self._poll.register(line.socket, selectors.EVENT_READ, line)
        self._open += 1
        return line

    def _begin(self, line: _Line, actor: Actor, since: float) -> None:
        line.actor, line.since = actor, since
        self._send(line, next(actor))

    def _send(self, line: _Line, raw: bytes) -> None:
        try:
            line.socket.send(raw)
        except OSError:
            self._broken(line)

    def _turn(self, timeout: float) -> None:
        for key, _events in self._poll.select(timeout):
            line: _Line = key.data
            try:
                some = line.socket.recv(CHUNK)
            except BlockingIOError:
                continue
            except OSError:
                some = b""
            if not some:
                self._broken(line)
                continue
            line.got += some
            if not line.whole:
                line.whole = _length(line.got)
            if line.whole and len(line.got) >= line.whole:
                self._answered(line)

    def _answered(self, line: _Line) -> None:
        now = time.perf_counter()
        status = int(line.got[9:12])
        self.load.latencies.append((now - line.since) * 1000)
        self.load.statuses[status] += 1
        if self.each_answer is not None and self.each_answer(len(self.load.latencies)):
            self._ended = True
        head, _, body = bytes(line.got).partition(b"\r\n\r\n")
        line.got.clear()
        line.whole, line.since = 0, now
        assert line.actor is not None
        try:
            self._send(line, line.actor.send(Answer(status, head, body)))
        except StopIteration:
            self._next(line, now)

    def _next(self, line: _Line, now: float) -> None:
        if self._waiting:
            self._begin(line, self._waiting.popleft(), now)
        else:
            self._drop(line)

    def _broken(self, line: _Line) -> None:
        """No answer came: the actor learns nothing, as a phone whose network went away."""
        self.load.broken += 1
        self._drop(line)

    def _drop(self, line: _Line) -> None:
        self._poll.unregister(line.socket)
        line.socket.close()
        self._open -= 1


def _length(got: bytearray) -> int:
    """Bytes of the whole answer when its head is here, else 0."""
    end = got.find(b"\r\n\r\n")
    if end < 0:
        return 0
    head = bytes(got[:end]).lower()
    at = head.find(b"\r\ncontent-length:")
    if at < 0:
        raise ValueError("an answer without a length cannot be measured")
    return end + 4 + int(head[at + 17 :].split(b"\r\n", 1)[0])


def run(
    port: int,
    actors: Iterable[Actor],
    *,
    connections: int = 32,
    within: float | None = None,
    each_answer: Callable[[int], bool] | None = None,
) -> Load:
    """Run actors against a port: on so many connections as fast as they go, or coming `within` so many seconds."""
    generator = Run(port)
    generator.each_answer = each_answer
    gc.collect()
    gc.disable()
    began, worked = time.perf_counter(), time.process_time()
    try:
        if within is None:
            generator.as_fast_as_possible(actors, connections)
        else:
            generator.as_they_come(actors, within)
    finally:
        generator.load.seconds = time.perf_counter() - began
        generator.load.busy = (time.process_time() - worked) / generator.load.seconds
        gc.enable()
        generator.close()
    return generator.load
