"""Listeners of this process, gathered in channels: one rendering serves everybody who reads the same thing."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from flask import Flask, g

from participation.live.beside import Slate

HEARTBEAT = 15.0
"""Seconds between signs of life, by which dead connections are noticed."""

LOOK = 0.5
"""Seconds between looks at what other processes of this machine changed, on SQLite."""

LEAST_PAUSE = 0.08
"""Seconds between two renderings of a channel: a burst of changes becomes one message."""

BEAT = b"event: beat\ndata: 1\n\n"
"""The sign of life. An event, so that a page hears it too: after sleep a stream may be dead without knowing it."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Key:
    """What a channel is about: the topic, who reads, in which language, under which address."""

    topic: str
    audience: str
    language: str
    base_url: str


@dataclass(slots=True)
class Channel:
    """The last message of a channel, and those who wait for the next one."""

    render: Callable[[], str]
    news: threading.Condition = field(default_factory=threading.Condition)
    stirred: threading.Event = field(default_factory=threading.Event)
    version: int = 0
    message: bytes = b""
    listeners: int = 0


class Hub:
    """All channels of this process."""

    def __init__(self, app: Flask, slate: Slate | None = None) -> None:
        """An empty hub whose renderings run in `app`. On the slate processes without listeners write what changed."""
        self._app = app
        self._slate = slate
        self._channels: dict[Key, Channel] = {}
        self._lock = threading.Lock()

    def wake(self, topic: str | None) -> None:
        """Something about `topic` changed (None: anything may have): its channels render again soon."""
        for key, channel in list(self._channels.items()):
            if topic is None or key.topic == topic:
                channel.stirred.set()

    def changed(self, topic: str) -> None:
        """Something about `topic` was changed by this process: who listens here is told, or the process that serves."""
        if self._slate is not None and not self._channels:
            self._slate.write(topic)
        self.wake(topic)

    def listening(self, topic: str, audience: str) -> int:
        """How many follow a topic as `audience` in this process."""
        found = list(self._channels.items())
        return sum(channel.listeners for key, channel in found if (key.topic, key.audience) == (topic, audience))

    def follow(self, key: Key, render: Callable[[], str]) -> Iterator[bytes]:
        """Messages for one listener, for as long as it reads: the present one first, then each new one."""
        channel = self._enter(key, render)
        seen = 0
        try:
            while True:
                with channel.news:
                    if channel.version == seen:
                        channel.news.wait(timeout=HEARTBEAT)
                    fresh, seen = channel.version != seen, channel.version
                yield channel.message if fresh else BEAT
        finally:
            self._leave(key, channel)

    def _enter(self, key: Key, render: Callable[[], str]) -> Channel:
        with self._lock:
            channel = self._channels.get(key)
            if channel is not None:
                channel.listeners += 1
                # Who comes has the page as it is now; what they are sent must not be older than that.
                channel.stirred.set()
                return channel
            channel = self._channels[key] = Channel(render, listeners=1)
            channel.stirred.set()
            threading.Thread(target=self._run, args=(key, channel), daemon=True, name="live").start()
            return channel

    def _leave(self, key: Key, channel: Channel) -> None:
        with self._lock:
            channel.listeners -= 1
            if channel.listeners == 0 and self._channels.get(key) is channel:
                del self._channels[key]
                channel.stirred.set()

    def _run(self, key: Key, channel: Channel) -> None:
        """Render after each change, and now and then without one, while somebody listens."""
        body = ""
        while channel.listeners:
            self._wait(channel)
            channel.stirred.clear()
            try:
                fresh = self._rendered(key, channel)
            except Exception:
                log.exception("a live fragment could not be rendered: %s", key.audience)
                time.sleep(1)
                channel.stirred.set()
                continue
            if fresh != body or not channel.version:
                body = fresh
                with channel.news:
                    channel.version += 1
                    channel.message = encoded(body, channel.version)
                    channel.news.notify_all()
            time.sleep(LEAST_PAUSE)

    def _wait(self, channel: Channel) -> None:
        """Until something stirs the channel, or for a heartbeat; meanwhile hear what other processes write."""
        if self._slate is None:
            channel.stirred.wait(timeout=HEARTBEAT)
            return
        until = time.monotonic() + HEARTBEAT
        while not channel.stirred.wait(timeout=min(LOOK, HEARTBEAT)) and time.monotonic() < until:
            for topic in self._slate.news():
                self.wake(topic)

    def _rendered(self, key: Key, channel: Channel) -> str:
        with self._app.test_request_context(base_url=key.base_url):
            g.language = key.language
            return channel.render()


def encoded(body: str, version: int) -> bytes:
    """A message of a text/event-stream: one `data` line for each line of `body`."""
    lines = "".join(f"data: {line}\n" for line in body.splitlines())
    return f"id: {version}\n{lines}\n".encode()
