"""The change feed: one rendering for all who listen, nothing personal in it, nobody kept who left."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from flask import Flask, render_template_string

from participation import live
from participation.db import db
from participation.live import hub as hubs
from participation.live.hub import Hub, Key, encoded
from participation.live.notify import Notifier
from tests.cast import WORDS, Evening

KEY = Key("event", "screen", "en", "http://localhost/")


def soon(holds: Callable[[], bool], within: float = 10) -> bool:
    """Whether something comes true within a time; looks often."""
    waiting = threading.Event()
    until = time.monotonic() + within
    while not (seen := holds()) and time.monotonic() < until:
        waiting.wait(0.01)
    return seen


@dataclass
class Render:
    """A fragment that changes when told, and counts how often it is rendered."""

    text: str = "first"
    times: int = 0
    fails: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self) -> str:
        with self.lock:
            self.times += 1
            if self.fails:
                self.fails -= 1
                raise RuntimeError("the database is away")
            return self.text


class Listener:
    """Somebody who reads a stream in a thread of its own."""

    def __init__(self, stream: Iterator[bytes]) -> None:
        self.heard: list[bytes] = []
        self._stream = stream
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        for message in self._stream:
            self.heard.append(message)
            if b"goodbye" in message:
                break
        self._stream.close()  # type: ignore[attr-defined]

    def has(self, words: bytes) -> bool:
        return any(words in message for message in self.heard)

    def gone(self) -> bool:
        self._thread.join(10)
        return not self._thread.is_alive()


@pytest.fixture
def hub(app: Flask) -> Hub:
    return Hub(app)


def say(hub: Hub, render: Render, text: str) -> None:
    render.text = text
    hub.wake(KEY.topic)


# Messages


def test_a_message_has_a_number_and_one_data_line_for_each_line() -> None:
    assert encoded("<p>\nåäö\n</p>", 7) == "id: 7\ndata: <p>\ndata: åäö\ndata: </p>\n\n".encode()


@pytest.mark.parametrize("text", ["a\n\nb", "data: x\n\nid: 9", "a\r\nb", "a\rb", "event: evil\n\n", *WORDS])
def test_nothing_in_a_message_can_end_it_or_begin_another(text: str) -> None:
    message = encoded(text, 1).decode()
    assert message.count("\n\n") == 1
    assert message.endswith("\n\n")
    assert all(line.startswith(("id: 1", "data: ")) for line in message.strip("\n").split("\n"))


# The hub


def test_who_comes_is_told_the_present_state_at_once_and_then_each_change(hub: Hub) -> None:
    render = Render()
    listener = Listener(hub.follow(KEY, render))
    assert soon(lambda: listener.has(b"data: first\n"))
    say(hub, render, "second")
    assert soon(lambda: listener.has(b"data: second\n"))
    say(hub, render, "goodbye")
    assert listener.gone()
    assert [message.split(b"\n")[0] for message in listener.heard] == [b"id: 1", b"id: 2", b"id: 3"]


def test_one_rendering_serves_all_who_listen(hub: Hub) -> None:
    render = Render()
    listeners = [Listener(hub.follow(KEY, render)) for _ in range(50)]
    assert soon(lambda: all(listener.has(b"first") for listener in listeners))
    assert hub.listening("event", "screen") == 50
    assert render.times == 1
    say(hub, render, "goodbye")
    assert all(listener.gone() for listener in listeners)
    assert render.times == 2
    assert soon(lambda: hub.listening("event", "screen") == 0)


def test_a_burst_of_changes_becomes_few_messages_and_the_last_is_among_them(hub: Hub) -> None:
    render = Render()
    listener = Listener(hub.follow(KEY, render))
    assert soon(lambda: listener.has(b"first"))
    for number in range(400):
        say(hub, render, f"change {number}")
    assert soon(lambda: listener.has(b"change 399"))
    assert render.times < 40
    say(hub, render, "goodbye")
    assert listener.gone()


def test_a_change_that_changes_nothing_to_see_is_not_sent(hub: Hub) -> None:
    render = Render()
    listener = Listener(hub.follow(KEY, render))
    assert soon(lambda: listener.has(b"first"))
    hub.wake("event")
    assert soon(lambda: render.times == 2)
    say(hub, render, "goodbye")
    assert listener.gone()
    assert len(listener.heard) == 2


def test_another_topic_another_audience_and_another_language_are_other_channels(hub: Hub) -> None:
    mine, other = Render(), Render("theirs")
    listeners = [Listener(hub.follow(KEY, mine))]
    for key in (
        Key("elsewhere", "screen", "en", KEY.base_url),
        Key("event", "lead", "en", KEY.base_url),
        Key("event", "screen", "sv", KEY.base_url),
    ):
        listeners.append(Listener(hub.follow(key, other)))
    assert soon(lambda: all(listener.heard for listener in listeners))
    assert (mine.times, other.times) == (1, 3)
    hub.wake("event")
    assert soon(lambda: (mine.times, other.times) == (2, 5))
    mine.text = other.text = "goodbye"
    hub.wake("event")
    hub.wake("elsewhere")
    assert all(listener.gone() for listener in listeners)


def test_a_fragment_is_rendered_in_the_language_of_those_who_listen(hub: Hub) -> None:
    heard = {}
    for language in ("sv", "en"):
        key = Key("event", "screen", language, "https://traden.example/")
        stream = hub.follow(
            key, lambda: render_template_string("{{ language() }} {{ url_for('home.start', _external=True) }}")
        )
        heard[language] = next(stream)
        stream.close()  # type: ignore[attr-defined]
    assert heard == {
        "sv": b"id: 1\ndata: sv https://traden.example/\n\n",
        "en": b"id: 1\ndata: en https://traden.example/\n\n",
    }


def test_the_channel_ends_with_its_last_listener_and_begins_anew_with_the_next(hub: Hub) -> None:
    def working() -> int:
        return sum(thread.name == "live" for thread in threading.enumerate())

    render = Render()
    assert soon(lambda: working() == 0)
    first, second = hub.follow(KEY, render), hub.follow(KEY, render)
    assert next(first) == next(second) == b"id: 1\ndata: first\n\n"
    first.close()  # type: ignore[attr-defined]
    assert hub.listening("event", "screen") == 1
    assert working() == 1
    second.close()  # type: ignore[attr-defined]
    assert hub.listening("event", "screen") == 0
    assert soon(lambda: working() == 0)
    render.text = "later"
    third = hub.follow(KEY, render)
    assert next(third) == b"id: 1\ndata: later\n\n"
    third.close()  # type: ignore[attr-defined]


def test_a_rendering_that_fails_is_tried_again_and_leaves_nothing_behind(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("participation.live.hub.time.sleep", lambda _seconds: None)
    render = Render(fails=2)
    listener = Listener(hub.follow(KEY, render))
    assert soon(lambda: listener.has(b"first"))
    assert [record.getMessage() for record in caplog.records] == ["a live fragment could not be rendered: screen"] * 2
    say(hub, render, "goodbye")
    assert listener.gone()
    hopeless = Render(fails=10**9)
    stream = hub.follow(Key("hopeless", "screen", "en", KEY.base_url), hopeless)
    monkeypatch.setattr(hubs, "HEARTBEAT", 0.05)
    assert next(stream) == hubs.BEAT
    stream.close()  # type: ignore[attr-defined]
    tried = hopeless.times
    assert soon(lambda: not any(thread.name == "live" for thread in threading.enumerate()))
    assert hopeless.times <= tried + 2000


def test_who_listens_to_silence_is_given_a_sign_of_life(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs, "HEARTBEAT", 0.05)
    stream = hub.follow(KEY, Render())
    assert next(stream).startswith(b"id: 1")
    assert next(stream) == hubs.BEAT
    stream.close()  # type: ignore[attr-defined]


# Streams of the room


@pytest.mark.parametrize("audience", ["screen", "participants", "lead"])
def test_what_everybody_is_sent_holds_nothing_personal(small_evening: Evening, audience: str) -> None:
    path = {"screen": "screen/live", "participants": "live", "lead": "lead/live"}[audience]
    alva, omar = small_evening.browser(), small_evening.desk()
    small_evening.give(WORDS[3], small_evening.who_is(alva))
    small_evening.open_others()
    browser = alva if audience == "participants" else omar
    stream = browser.client.get(f"{small_evening.path}/{path}", buffered=False)
    assert (stream.status_code, stream.mimetype) == (200, "text/event-stream")
    assert stream.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in stream.headers
    message = bytes(next(iter(stream.iter_encoded()))).decode()
    stream.close()
    assert message.startswith("id: 1\ndata: ")
    assert 'name="csrf_token" value="' not in message.replace('name="csrf_token" value=""', "")
    assert audience == "participants" or "<form" not in message
    assert small_evening.who_is(alva) not in message
    assert "<script>alert" not in message
    hub: Hub = small_evening.app.extensions["live"]
    assert soon(lambda: hub.listening(small_evening.event_id, audience) == 0)


def test_a_listener_holds_no_connection_to_the_database(small_evening: Evening) -> None:

    db.session.remove()
    before = db.engine.pool.checkedout()  # type: ignore[attr-defined]
    omar = small_evening.desk()
    db.session.remove()
    streams = [omar.client.get(f"{small_evening.path}/screen/live", buffered=False) for _ in range(20)]
    for stream in streams:
        next(iter(stream.response))
    assert soon(lambda: db.engine.pool.checkedout() <= before)  # type: ignore[attr-defined]
    for stream in streams:
        stream.close()


def test_a_change_reaches_the_screen_that_listens(small_evening: Evening) -> None:
    omar = small_evening.desk()
    stream = omar.client.get(f"{small_evening.path}/screen/live", buffered=False)
    listener = Listener(iter(stream.response))  # type: ignore[arg-type]
    assert soon(lambda: len(listener.heard) == 1)
    small_evening.open_others()
    small_evening.give("goodbye")
    assert soon(lambda: listener.has(b"goodbye"))
    assert listener.gone()
    stream.close()


# Several processes


def test_on_postgresql_a_change_in_one_process_reaches_the_hub_of_another(app_on_postgresql: Flask) -> None:
    heard: list[str] = []
    other = Notifier(app_on_postgresql.config["DATABASE_URL"], heard.append)
    other.start()
    other.start()

    def told() -> bool:
        live.changed("an event")
        return "an event" in heard

    assert soon(told)
    listening = [thread for thread in threading.enumerate() if thread.name == "live-notify"]
    assert len(listening) == 1
    other.stop()
    assert soon(lambda: not listening[0].is_alive())
