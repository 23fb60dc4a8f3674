"""Feeds and calendars of each subject, read by programs that are not ours."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlsplit

import feedparser
import pytest
from flask.testing import FlaskClient
from icalendar import Calendar, Event
from sqlalchemy import insert, update

from participation import clock
from participation.db import db, writing
from participation.demo import cast
from participation.events.models import Event as Gathering
from participation.proposals.following import actions
from participation.proposals.following.feeds import calendar
from participation.proposals.following.feeds import queries as feeds
from participation.proposals.following.rules import Subject
from participation.proposals.models import Promise
from tests.cast import LONG_WORD
from tests.conftest import count_queries
from tests.proposals.following.conftest import private, process_of
from tests.proposals.town import HTML, NOW, TODAY, Town, finished, promised, yes


@pytest.fixture(autouse=True)
def _then(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the evening of the event."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


ENGLISH = {"Accept-Language": "en"}


def entries(client: FlaskClient, address: str) -> list[tuple[str, str]]:
    """Title and link of each entry of a feed that a feed reader finds nothing wrong with."""
    answer = client.get(address, headers=ENGLISH)
    assert (answer.status_code, answer.mimetype) == (200, "application/atom+xml")
    found = feedparser.parse(answer.data)
    assert (found.bozo, found.version) == (False, "atom10")
    assert found.feed.title
    assert [link.href for link in found.feed.links if link.rel == "self"] == [f"http://localhost{address}"]
    assert len({entry.id for entry in found.entries}) == len(found.entries)
    return [(entry.title, urlsplit(entry.link).path) for entry in found.entries]


def days(client: FlaskClient, address: str) -> dict[str, tuple[dt.date, str]]:
    """The days of a calendar by their ids, as a calendar program reads them."""
    answer = client.get(address, headers=ENGLISH)
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    assert all(len(line) <= 75 for line in answer.data.split(b"\r\n"))
    read = Calendar.from_ical(answer.data)
    assert read.errors == []
    events = [part for part in read.walk("VEVENT") if isinstance(part, Event)]
    assert all(event.errors == [] and event.DTSTAMP and event.end - event.start == dt.timedelta(1) for event in events)
    found = {str(event["UID"]).partition("@")[0]: (event.start, str(event["SUMMARY"])) for event in events}
    assert len(found) == len(events)
    return found


def test_there_is_a_feed_of_all_of_a_process_of_a_department_and_of_one(small_lindvik: Town) -> None:
    technical, culture = small_lindvik.departments[cast.TECHNICAL], small_lindvik.departments[cast.CULTURE]
    first = small_lindvik.made(title="Ljus & <lampor>", department_ids=[technical], holder_id=technical)
    second = small_lindvik.made(title=HTML[:100], department_ids=[culture], holder_id=culture)
    client = small_lindvik.app.test_client()
    of_both = entries(client, "/feed")
    assert {path for _title, path in of_both} == {f"/f/{first}", f"/f/{second}"}
    assert entries(client, f"/feed?process={process_of(small_lindvik)}") == of_both
    assert {path for _title, path in entries(client, f"/feed?department={technical}")} == {f"/f/{first}"}
    assert {path for _title, path in entries(client, f"/f/{second}/feed")} == {f"/f/{second}"}
    assert entries(client, f"/feed?department={small_lindvik.departments[cast.SCHOOLS]}") == []


def test_the_calendar_holds_what_is_owed_on_which_day_and_moves_with_it(small_lindvik: Town) -> None:
    number = small_lindvik.made()
    client = small_lindvik.app.test_client()
    page = f"/calendar.ics?proposal={number}"
    hear_back = db.session.get_one(Gathering, small_lindvik.event_id).hear_back_on
    assert {uid: on for uid, (on, _what) in days(client, page).items()} == {
        f"reply-{number}": TODAY + dt.timedelta(days=21),
        f"decision-{number}": TODAY + dt.timedelta(days=90),
        **({f"hear_back-{small_lindvik.event_id}": hear_back} if hear_back else {}),
    }
    small_lindvik.publish(number, yes())
    small_lindvik.publish(number, promised("a-promise"), by=cast.TOVE)
    due, what = days(client, page)["promise-a-promise"]
    assert (due, what) == (dt.date(2026, 10, 17), "Sex lampor sätts upp: Ljus på gångvägen bakom skolan")
    assert not any(uid.startswith(("reply", "decision")) for uid in days(client, page))
    with writing() as session:
        session.execute(update(Promise).values(due=dt.date(2026, 11, 1)))
    assert days(client, page)["promise-a-promise"][0] == dt.date(2026, 11, 1)
    small_lindvik.publish(number, finished(), by=cast.TOVE)
    assert "promise-a-promise" not in days(client, page)


def test_there_is_a_calendar_of_all_of_a_process_and_of_a_department(small_lindvik: Town) -> None:
    number = small_lindvik.made()
    small_lindvik.made()
    client = small_lindvik.app.test_client()
    technical, schools = small_lindvik.departments[cast.TECHNICAL], small_lindvik.departments[cast.SCHOOLS]
    for question in ("", f"?process={process_of(small_lindvik)}", f"?department={technical}"):
        assert f"reply-{number}" in days(client, f"/calendar.ics{question}")
    assert days(client, f"/calendar.ics?department={schools}") == {}


@pytest.mark.parametrize("typed", [LONG_WORD, "a;b,c\\d\r\nEND:VEVENT\nX:y", "🛹" * 60, "مرحبا", HTML, ""])
def test_whatever_was_written_is_read_as_it_was(typed: str) -> None:
    day = calendar.Day("one@x", TODAY, typed, typed, "https://traden.example/f/1")
    text = calendar.as_text(typed, "sv", [day], NOW)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert str(event["SUMMARY"]) == typed.replace("\r", "")


def test_a_private_address_gathers_what_it_follows_and_ends(small_lindvik: Town) -> None:
    first, second, third = small_lindvik.made(), small_lindvik.made(), small_lindvik.made()
    link, client = private(Subject(first)), small_lindvik.app.test_client()
    actions.follow_more(link[:16], Subject(third), NOW)
    assert {path for _title, path in entries(client, f"/following/{link}/feed")} == {f"/f/{first}", f"/f/{third}"}
    owed = days(client, f"/following/{link}/calendar.ics")
    assert f"reply-{third}" in owed
    assert f"reply-{second}" not in owed
    answer = client.get(f"/following/{link}/feed")
    assert answer.headers["Cache-Control"] == "no-store"
    actions.stop(link[:16], NOW)
    for page in ("", "/feed", "/calendar.ics"):
        assert client.get(f"/following/{link}{page}").status_code == 404


@pytest.mark.parametrize(
    "question",
    ["proposal=99", "proposal=x", "proposal=-1", "proposal=٣", "proposal=9999999999", "process=x", "department=x%00",
     "department=å", "process=" + "x" * 3000, "proposal=1&process=x"],
)  # fmt: skip
@pytest.mark.parametrize("page", ["/feed", "/calendar.ics", "/follow"])
def test_what_is_not_there_is_not_found(small_lindvik: Town, page: str, question: str) -> None:
    small_lindvik.made()
    assert small_lindvik.app.test_client().get(f"{page}?{question}").status_code == 404


def test_a_calendar_and_a_feed_ask_as_often_with_many_as_with_one(small_lindvik: Town) -> None:
    number = small_lindvik.made()
    link, client = private(Subject(number)), small_lindvik.app.test_client()
    pages = (
        "/calendar.ics",
        "/feed",
        f"/following/{link}/feed",
        f"/following/{link}/calendar.ics",
        f"/following/{link}",
    )
    asked = {}
    for page in pages:
        with count_queries() as one:
            client.get(page)
        asked[page] = one.count
    for _more in range(5):
        actions.follow_more(link[:16], Subject(small_lindvik.made()), NOW)
    with writing() as session:
        rows = [
            {"id": f"p{place}", "proposal_number": number, "what": "X", "who": "Y", "due": TODAY, "first_due": TODAY,
             "holder_id": small_lindvik.id_of(cast.TOVE)}
            for place in range(600)
        ]  # fmt: skip
        session.execute(insert(Promise), rows)
    for page in pages:
        with count_queries() as many:
            client.get(page)
        assert many.count == asked[page], page
    assert len(days(client, "/calendar.ics")) == feeds.MOST
