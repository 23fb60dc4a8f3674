"""Phones over real HTTP in a net that loses requests and answers: everything comes in, and comes in once."""

from __future__ import annotations

import io
import random
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image
from werkzeug.serving import make_server

from bench.browser import Browser
from bench.replay.walkers import Marked, Net, Phone
from participation.db import db
from participation.events.contributions.models import Contribution
from participation.walks.marking.models import Observation, ObservationPicture
from participation.walks.planning import actions as planning
from tests.voting.hall import count
from tests.walks.walking import Walk

PHONES, PLACES = 4, 5


@pytest.fixture
def served(walk: Walk) -> Iterator[str]:
    """The walk's town, served to real connections; its address."""
    server = make_server("127.0.0.1", 0, walk.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


def jpeg(colour: int) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (60, 40), (colour, 90, 90)).save(made, "JPEG")
    return made.getvalue()


def phone_of(base: str, walk: Walk, number: int) -> Phone:
    browser = Browser(base)
    browser.send(browser.open(f"/j/{walk.code}").form(f"/j/{walk.code}"))
    cookies = {cookie.name: cookie.value or "" for cookie in browser.jar}
    phone = Phone(Net(base, 0.3, 0.2, random.Random(number)), walk.walk_path, cookies, group=1)
    for place in range(PLACES):
        fields = {"feeling": "-2", "place": "Torget", "why": f"{number}.{place}"}
        phone.queue.append(Marked(fields, jpeg(number * 40 + place) if place == 0 else None))
    return phone


def test_what_phones_send_in_a_bad_net_is_all_there_and_there_once(walk: Walk, served: str) -> None:
    planning.set_out(walk.event_id, walk.step_id, light="dark", groups=2, notes="")
    phones = [phone_of(served, walk, number) for number in range(PHONES)]
    kept = [[(item.fields, item.picture, item.id) for item in phone.queue] for phone in phones]
    for _again in range(2):
        with ThreadPoolExecutor(PHONES) as hands:
            list(hands.map(Phone.send_all, phones))
        for phone, items in zip(phones, kept, strict=True):
            phone.queue = [Marked(*item) for item in items]
    db.session.rollback()
    assert sum(phone.net.answers_lost for phone in phones) > 5
    assert sum(phone.net.requests_lost for phone in phones) > 5
    texts = Counter(db.session.scalars(db.select(Contribution.text)))
    assert texts == {f"{number}.{place}": 1 for number in range(PHONES) for place in range(PLACES)}
    assert (count(Observation), count(ObservationPicture)) == (PHONES * PLACES, PHONES)
    assert {item.conflicts_with for item in db.session.query(Observation)} == {None}
