"""Pictures of a walk: one approval for everything that goes out, covered, in words, only while its mark is there."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pytest
from flask import Flask
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse

from participation import clock, tokens
from participation.db import db, writing
from participation.events.contributions import actions as contributions
from participation.media import actions as media
from participation.media.models import Picture
from participation.refusal import Refusal
from participation.walks.marking import actions as marking
from participation.walks.marking.models import ObservationPicture
from participation.walks.pictures import actions
from tests.cast import at_desk
from tests.reading import OLGA, OMAR, Browser
from tests.walks.answering import protocol_of, public_path, publish
from tests.walks.gathering import gathered
from tests.walks.test_publishing import published
from tests.walks.walking import Walk, picture, walk_of

WORDS = "En trasig lampa"


@dataclass(frozen=True, slots=True)
class Seen:
    """A public place with a picture that came in, in a protocol that is public."""

    walk: Walk
    contribution_id: str
    sent: str

    @property
    def path(self) -> str:
        """Where the organiser looks at it."""
        return f"{self.walk.path}/walks/{self.walk.step_id}/pictures/{self.sent}"

    def of_place(self) -> TestResponse:
        """The public place's picture."""
        return Browser(self.walk.app).get(f"/places/{tokens.id_of('place', self.contribution_id)}.jpg")

    def in_protocol(self) -> list[int]:
        """What the addresses of the protocol's pictures answer."""
        shown = [item.id for row in protocol_of(self.walk).rows for item in row.pictures]
        reader = Browser(self.walk.app)
        return [reader.get(f"{public_path(self.walk)}/pictures/{one}.jpg").status_code for one in shown]


def seen_of(walk: Walk) -> Seen:
    contribution_id = published(walk)
    gathered(walk)
    publish(walk)
    marking.add_picture(walk.event_id, contribution_id, None, FileStorage(picture(), "a.jpg"), "Bild", clock.now())
    (sent,) = db.session.query(ObservationPicture).all()
    return Seen(walk, contribution_id, sent.picture_id)


@pytest.fixture
def seen(walk: Walk) -> Seen:
    return seen_of(walk)


def approve(seen: Seen, masked: tuple[str, ...] = (), words: str = WORDS) -> None:
    where = (seen.walk.event_id, seen.walk.step_id, seen.sent)
    actions.approve(*where, masked, words, by_id=seen.walk.leader_id, now=clock.now())


def test_nobody_else_sees_a_picture_before_somebody_approved_it(seen: Seen) -> None:
    assert (seen.of_place().status_code, seen.in_protocol()) == (404, [])
    reader = Browser(seen.walk.app)
    assert reader.get(f"{public_path(seen.walk)}/pictures/{seen.sent}.jpg").status_code == 404
    assert reader.get(f"/media/{seen.sent}.jpg").status_code == 404


def test_approved_once_it_is_in_the_protocol_and_with_the_public_place_covered_in_both(seen: Seen) -> None:
    desk = at_desk(seen.walk.app, OMAR)
    assert desk.get(seen.path).status_code == 200
    assert desk.post(seen.path, words=WORDS, masked="0", csrf_token=desk.client.token()).status_code == 200
    assert (seen.of_place().status_code, seen.in_protocol()) == (200, [200])
    with Image.open(io.BytesIO(seen.of_place().data)) as image:
        assert image.getpixel((1, 1)) < (40, 40, 40)
        assert image.getpixel((image.width - 2, image.height - 2)) > (150, 0, 0)
        assert not image.getexif()
    reader = Browser(seen.walk.app)
    assert all(WORDS in reader.get(path).text for path in ("/places", public_path(seen.walk)))
    assert desk.get(f"{seen.path}/shown.jpg").data == seen.of_place().data
    assert reader.get(f"{public_path(seen.walk)}/pictures/{seen.sent}.jpg").status_code == 404, "what was sent never is"


def test_it_needs_words(seen: Seen) -> None:
    with pytest.raises(Refusal, match="picture_needs_words"):
        approve(seen, words="")
    desk = at_desk(seen.walk.app, OMAR)
    desk.get(seen.path)
    assert desk.send(seen.path, words="").status_code == 422


def test_approved_anew_it_is_another_and_taken_back_it_is_none(seen: Seen) -> None:
    approve(seen)
    first = db.session.query(Picture).filter_by(text=WORDS).one().id
    approve(seen, ("0", "107", "108", "-1", "x"), "Lampan vid tunneln")
    second = db.session.query(Picture).filter_by(text="Lampan vid tunneln").one().id
    assert (media.path_of(first).exists(), media.path_of(second).exists()) == (False, True)
    assert seen.in_protocol() == [200]
    for _twice in range(2):
        actions.take_back(seen.walk.event_id, seen.walk.step_id, seen.sent)
    assert (seen.of_place().status_code, seen.in_protocol()) == (404, [])
    assert (media.path_of(second).exists(), media.path_of(seen.sent).exists()) == (False, True)


def test_it_is_gone_with_its_mark(seen: Seen) -> None:
    approve(seen)
    (shown,) = [item.id for row in protocol_of(seen.walk).rows for item in row.pictures]
    contributions.hide(seen.walk.event_id, seen.contribution_id, "Ett ansikte", seen.walk.leader_id, clock.now())
    reader = Browser(seen.walk.app)
    assert seen.of_place().status_code == 404
    assert reader.get(f"{public_path(seen.walk)}/pictures/{shown}.jpg").status_code == 404


def test_what_is_destroyed_takes_the_picture_that_was_shown_with_it(town_walk: Walk) -> None:
    seen = seen_of(town_walk)
    approve(seen)
    shown = db.session.query(Picture).filter_by(text=WORDS).one().id
    with writing() as session:
        actions.erase_shown(session, [seen.contribution_id])
        marking.erase_facts(session, [seen.contribution_id])
    assert not any(media.path_of(one).exists() for one in (shown, seen.sent))
    assert db.session.query(Picture).filter_by(text=WORDS).count() == 0


def test_only_who_leads_the_walk_looks_at_its_pictures(app: Flask, seen: Seen) -> None:
    assert at_desk(app, OLGA).get(seen.path).status_code == 403
    other = walk_of(app)
    elsewhere = f"{other.path}/walks/{other.step_id}/pictures/{seen.sent}"
    desk = at_desk(app, OMAR)
    assert desk.get(elsewhere).status_code == 404
    assert desk.forge(elsewhere, words="X").status_code == 404
    assert desk.forge(f"{elsewhere}/back").status_code == 404
