"""Photographs in an event's report: with words, with consent, for who leads the event alone, and gone when removed."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import func, select

from participation import clock, db
from participation.events.photos import actions, queries, rules
from participation.media.actions import NewPicture
from participation.media.models import Picture
from tests.cast import OLGA, WORDS, Evening, at_desk, evening_of, refusal_of, staff_of
from tests.reading import Browser, refusal_on

SMALL = NewPicture(b"large", b"small", 4, 3)


def add(evening: Evening, once: str, text: str = "Tavlan med alla idéer") -> None:
    actions.add(evening.event_id, SMALL, text, once=once, by_id=evening.leader_id, now=clock.now())


def photos(evening: Evening) -> list[str]:
    db.db.session.rollback()
    return [photo.id for photo in queries.of_event(evening.event_id)]


def files(app: Flask) -> list[Path]:
    return sorted(Path(app.config["MEDIA_DIR"]).glob("*"))


def upload() -> tuple[io.BytesIO, str]:
    target = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(target, "JPEG", comment=b"Alva, Storgatan 1")
    target.seek(0)
    return target, "IMG_0001.jpg"


def send(browser: Browser, evening: Evening, **values: Any) -> Any:
    """The form of the report, filled in."""
    whole = {"once": "form", "text": "Tavlan", "consent": "1", "picture": upload(), **values}
    return browser.forge(
        f"{evening.path}/photos", **{name: value for name, value in whole.items() if value is not None}
    )


# Adding, choosing, removing


def test_a_photograph_sent_twice_is_one_and_removed_it_is_gone_with_its_files(evening: Evening) -> None:
    for _tap in range(2):
        add(evening, "form")
    (photo_id,) = photos(evening)
    assert len(files(evening.app)) == 2
    for _tap in range(2):
        actions.remove(evening.event_id, photo_id)
    assert (photos(evening), files(evening.app)) == ([], [])
    assert db.db.session.scalar(select(func.count()).select_from(Picture)) == 0


def test_two_are_on_the_poster_at_most_and_twelve_in_the_report(evening: Evening) -> None:
    for number in range(rules.MOST):
        add(evening, str(number))
    assert refusal_of(add, evening, "one more") == "too_many_photos"
    first, second, third, *_rest = photos(evening)
    for photo_id in (first, first, second):
        actions.choose(evening.event_id, photo_id, clock.now())
    assert refusal_of(actions.choose, evening.event_id, third, clock.now()) == "poster_full"
    actions.choose(evening.event_id, first, None)
    assert refusal_of(actions.choose, evening.event_id, third, clock.now()) == "accepted"


def test_another_events_photograph_is_not_reached(evening: Evening) -> None:
    other = evening_of(evening.app, OLGA)
    add(other, "form")
    (theirs,) = photos(other)
    assert refusal_of(actions.choose, evening.event_id, theirs, clock.now()) == "unknown_photo"
    assert refusal_of(actions.remove, evening.event_id, theirs) == "unknown_photo"
    assert queries.one(evening.event_id, theirs) is None
    assert photos(other) == [theirs]


# In the browser


def test_omar_adds_one_and_only_who_leads_the_event_sees_it(small_evening: Evening) -> None:
    omar = small_evening.desk()
    assert send(omar, small_evening, text='Tavlan "<b>"').status_code == 303
    (photo_id,) = photos(small_evening)
    path = f"{small_evening.path}/photos/{photo_id}.jpg"
    report = omar.get(f"{small_evening.path}/report").text
    assert f'src="{path}" alt="Tavlan &#34;&lt;b&gt;&#34;"' in report
    shown = omar.client.get(path)
    assert (shown.status_code, shown.mimetype) == (200, "image/jpeg")
    assert b"Storgatan" not in shown.data
    assert path not in omar.get(f"{small_evening.path}/how-it-went").text
    omar.get(f"{small_evening.path}/report")
    omar.send("/poster")
    assert path in omar.get(f"{small_evening.path}/how-it-went").text
    picture_id = db.db.session.scalars(select(Picture.id)).one()
    for browser in (Browser(small_evening.app), small_evening.browser(), at_desk(small_evening.app, OLGA)):
        assert browser.client.get(path).status_code in {303, 403}
        assert browser.client.get(f"/media/{picture_id}.jpg").status_code == 404
    omar.get(f"{small_evening.path}/report")
    omar.send("/remove")
    assert omar.client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ({"picture": None}, "Choose a photograph first."),
        ({"text": " "}, "Write what the picture shows."),
        ({"text": "å" * 301}, "at most 300 characters"),
        ({"consent": None}, "Ask everybody in the picture first."),
        ({"picture": (io.BytesIO(b"no picture"), "x.jpg")}, "We could not read that picture."),
        ({"once": None}, "Something is missing here."),
    ],
)
def test_without_picture_words_or_consent_it_is_refused_and_the_words_are_kept(
    small_evening: Evening, missing: dict[str, Any], words: str
) -> None:
    refused = send(small_evening.desk(), small_evening, **missing)
    assert refused.status_code == 422
    assert words in refusal_on(refused)
    assert photos(small_evening) == files(small_evening.app) == []


@pytest.mark.parametrize("text", [text for text in WORDS if len(text) <= 300])
def test_the_words_may_be_any_words(small_evening: Evening, text: str) -> None:
    omar = small_evening.desk()
    assert send(omar, small_evening, text=text).status_code == 303
    assert "<script>alert" not in omar.get(f"{small_evening.path}/report").text


def test_the_report_asks_as_few_questions_with_twelve_as_with_one(app: Flask, queries: Any) -> None:
    staff_of(app)
    made = evening_of(app)
    omar = made.desk()

    def asked() -> int:
        omar.get(f"{made.path}/report")
        with queries() as seen:
            omar.get(f"{made.path}/report")
        return int(seen.count)

    add(made, "0")
    few = asked()
    for number in range(1, rules.MOST):
        add(made, str(number))
    assert asked() == few
