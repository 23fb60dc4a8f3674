"""Beginning to follow, saying yes, stopping: nothing without a yes, nothing kept after a stop, few questions."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import func, select

from participation.db import Base, db
from participation.demo import cast
from participation.jobs.models import Job
from participation.proposals.following import actions, queries, rules
from participation.proposals.following.channels import actions as channels
from participation.proposals.following.channels import queries as turned_on
from participation.proposals.following.models import Follower, Following, QuietMailbox
from participation.proposals.following.rules import Channel, Rhythm, Subject
from participation.push.sending import Browser
from tests.cast import refusal_of
from tests.proposals.following.conftest import NILS, follow, process_of, turn_on, work_until
from tests.proposals.town import NOW, Town, yes

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def ask(subject: Subject, address: str = NILS, now: dt.datetime = NOW) -> None:
    actions.follow_by_mail(address, subject, rhythm=Rhythm.AT_ONCE.value, language="sv", now=now)


def letters(town: Town) -> list[EmailMessage]:
    """The letters that were written, without a mail server, in any order."""
    paths = sorted((Path(town.app.config["INSTANCE_DIR"]) / "mail").glob("*.eml"))
    found = [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in paths]
    return [one for one in found if isinstance(one, EmailMessage) and "petra" not in str(one["To"])]


def raw(town: Town) -> str:
    """What was written, as it is sent."""
    folder = Path(town.app.config["INSTANCE_DIR"]) / "mail"
    return "".join(path.read_bytes().decode().replace("\r\n", "\n") for path in folder.glob("*.eml"))


def count(table: type[Base]) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(table)) or 0


# By e-mail


def test_a_letter_asks_first_and_only_a_yes_counts(lindvik: Town, proposal: int) -> None:
    ask(Subject(proposal))
    work_until(NOW)
    (letter,) = letters(lindvik)
    link = queries.code_of(db.session.scalars(select(Follower.id)).one())
    assert letter["To"] == NILS
    assert f"https://traden.example/following/{link}" in letter.get_content()
    assert f"\nList-Unsubscribe: <https://traden.example/following/{link}/stop>\n" in raw(lindvik)
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert db.session.scalars(select(Following.confirmed_at)).one() is None
    for _twice in range(2):
        actions.confirm(link[:16], NOW)
    assert count(Following) == 1
    assert db.session.scalars(select(Following.confirmed_at)).one() == NOW


def test_what_nobody_said_yes_to_is_gone_after_two_days(lindvik: Town, proposal: int) -> None:
    ask(Subject(proposal))
    work_until(NOW + rules.TO_CONFIRM - HOUR)
    assert count(Follower) == 1
    work_until(NOW + rules.TO_CONFIRM)
    assert (count(Follower), count(Following)) == (0, 0)


def test_the_yes_of_before_stays_when_a_later_question_is_not_answered(lindvik: Town, proposal: int) -> None:
    follow(Subject(proposal))
    ask(Subject(), now=NOW + HOUR)
    work_until(NOW + 3 * DAY)
    assert [one.subject for one in queries.followed_by(db.session.scalars(select(Follower.id)).one())] == [
        Subject(proposal)
    ]


@pytest.mark.parametrize("address", [NILS, "NILS@Lindvik.example", "nils+traden@lindvik.example"])
def test_one_mailbox_is_one_follower_however_it_is_written(lindvik: Town, proposal: int, address: str) -> None:
    ask(Subject(proposal))
    ask(Subject(proposal), address)
    assert (count(Follower), count(Following)) == (1, 1)


def test_a_mailbox_gets_few_questions_however_often_it_is_typed(lindvik: Town, proposal: int) -> None:
    now = NOW
    for _minute in range(100):
        ask(Subject(proposal), now=now)
        ask(Subject(), f"nils+{_minute}@lindvik.example", now=now)
        work_until(now)
        now += dt.timedelta(minutes=5)
    assert len(letters(lindvik)) == 2
    work_until(now + DAY)
    assert len(letters(lindvik)) == 3


def test_who_says_stop_to_a_question_is_left_alone_for_a_while(lindvik: Town, proposal: int) -> None:
    ask(Subject(proposal))
    follower_id = db.session.scalars(select(Follower.id)).one()
    for _twice in range(2):
        actions.stop(follower_id, NOW)
    assert (count(Follower), count(Following), count(QuietMailbox)) == (0, 0, 1)
    assert NILS not in db.session.scalars(select(QuietMailbox.mailbox_hash)).one()
    ask(Subject(proposal), now=NOW + DAY)
    assert count(Follower) == 0
    ask(Subject(proposal), now=NOW + rules.QUIET)
    assert count(Follower) == 1
    work_until(NOW + rules.QUIET + 2 * DAY)
    assert count(QuietMailbox) == 0


def test_who_followed_and_stopped_may_come_back(lindvik: Town, proposal: int) -> None:
    actions.stop(follow(Subject(proposal)), NOW)
    assert (count(Follower), count(Following), count(QuietMailbox)) == (0, 0, 0)
    ask(Subject(proposal))
    assert count(Follower) == 1


def test_a_stranger_who_types_an_address_that_follows_already_adds_nothing_to_it(lindvik: Town, proposal: int) -> None:
    follower_id = follow(Subject(proposal))
    ask(Subject(proposal))
    ask(Subject(process=process_of(lindvik)))
    assert [one.waits for one in queries.followed_by(follower_id)] == [False, True]


def test_a_question_that_was_settled_meanwhile_is_not_asked(lindvik: Town, proposal: int) -> None:
    ask(Subject(proposal))
    actions.stop(db.session.scalars(select(Follower.id)).one(), NOW)
    work_until(NOW)
    assert letters(lindvik) == []


# By notices and private addresses


def browser(place: int) -> Browser:
    return Browser(f"https://push.example/{place}", "key", "secret")


def test_a_browser_is_one_follower_and_its_keys_may_change(lindvik: Town, proposal: int) -> None:
    first = actions.follow_by_push(browser(1), Subject(proposal), language="sv", now=NOW)
    again = Browser("https://push.example/1", "another", "secret")
    assert actions.follow_by_push(again, Subject(), language="en", now=NOW) == first
    follower = db.session.get_one(Follower, first)
    assert (follower.p256dh, follower.language, count(Following)) == ("another", "en", 2)
    assert actions.follow_by_push(browser(2), Subject(), language="en", now=NOW) != first


def test_the_same_form_twice_is_one_private_address(lindvik: Town, proposal: int) -> None:
    made = {actions.follow_by_address(Subject(proposal), "once", "sv", NOW) for _twice in range(2)}
    assert len(made) == count(Follower) == count(Following) == 1
    assert actions.follow_by_address(Subject(proposal), "another", "sv", NOW) not in made


def test_one_thing_less_and_after_the_last_nothing_is_kept(lindvik: Town, proposal: int) -> None:
    follower_id = actions.follow_by_address(Subject(proposal), "once", "sv", NOW)
    for _twice in range(2):
        actions.follow_more(follower_id, Subject(), NOW)
    first, second = [one.id for one in queries.followed_by(follower_id)]
    other = follow(Subject(proposal))
    actions.unfollow(other, first)
    assert count(Following) == 3, "somebody else's stays"
    actions.unfollow(follower_id, first)
    actions.unfollow(follower_id, second)
    assert [one.id for one in db.session.scalars(select(Follower))] == [other]


def test_nobody_follows_without_bounds(lindvik: Town, proposal: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST", 1)
    follower_id = actions.follow_by_address(Subject(proposal), "once", "sv", NOW)
    assert refusal_of(actions.follow_more, follower_id, Subject(), NOW) == "follows_many"


def test_a_link_that_was_guessed_leads_nowhere(lindvik: Town, proposal: int) -> None:
    follower_id = follow(Subject(proposal))
    link = queries.code_of(follower_id)
    assert len(link) == queries.CODE
    for wrong in (link[:-1] + ("0" if link[-1] != "0" else "1"), follower_id + "0" * 32, "å" * 48, ""):
        assert queries.follower_of(wrong) is None
    assert queries.follower_of(link) is not None
    stored = [str(value) for row in db.session.execute(select(Follower.__table__)) for value in row]
    assert not any(link[16:] in value for value in stored)


# Channels


def test_channels_are_off_until_a_process_turns_them_on_and_then_for_it_alone(lindvik: Town) -> None:
    number = lindvik.made()
    assert turned_on.anywhere() == set()
    for _twice in range(2):
        turn_on(lindvik, Channel.MAIL)
    assert turned_on.open_for(Subject(number)) == {"mail"}
    assert turned_on.open_for(Subject(process=process_of(lindvik))) == {"mail"}
    assert turned_on.open_for(Subject(department=lindvik.departments[cast.TECHNICAL])) == {"mail"}
    assert turned_on.open_for(Subject(process="another")) == set()
    (opening,) = turned_on.openings(process_of(lindvik))
    assert (opening.opened_by_id, opening.opened_at) == (lindvik.id_of(cast.OMAR), NOW)


def test_turning_one_off_forgets_who_followed_by_it_and_nobody_else(lindvik: Town, proposal: int) -> None:
    follow(Subject(proposal))
    follow(Subject(), "olle@lindvik.example")
    push = actions.follow_by_push(browser(1), Subject(proposal), language="sv", now=NOW)
    for _twice in range(2):
        channels.turn_off(process_of(lindvik), Channel.MAIL, by_id=lindvik.id_of(cast.OMAR), now=NOW)
    assert [one.id for one in db.session.scalars(select(Follower))] == [push]
    turn_on(lindvik, Channel.MAIL)
    assert turned_on.open_for(Subject(proposal)) == {"mail", "push"}


def test_few_followers_are_no_number(lindvik: Town, proposal: int) -> None:
    for place in range(4):
        follow(Subject(proposal), f"nils{place}@lindvik.example")
    assert turned_on.followers(process_of(lindvik)) == {}
    follow(Subject(process=process_of(lindvik)), "olle@lindvik.example")
    assert turned_on.followers(process_of(lindvik)) == {"mail": 5}


def test_no_job_holds_an_address(lindvik: Town, proposal: int) -> None:
    ask(Subject(proposal))
    follow(Subject(proposal))
    lindvik.publish(proposal, yes())
    assert not any("lindvik" in str(payload) for payload in db.session.scalars(select(Job.payload)))


# Rules


@pytest.mark.parametrize(
    ("rhythm", "now", "expected"),
    [
        ("at_once", "2026-09-12T10:00:00+00:00", "2026-09-12T10:05:00+00:00"),
        ("daily", "2026-09-12T10:00:00+00:00", "2026-09-12T14:00:00+00:00"),
        ("daily", "2026-09-12T13:56:00+00:00", "2026-09-13T14:00:00+00:00"),
        ("daily", "2026-10-24T20:00:00+00:00", "2026-10-25T15:00:00+00:00"),
    ],
)
def test_when_somebody_is_told(rhythm: str, now: str, expected: str) -> None:
    at = rules.told_at(rhythm, dt.datetime.fromisoformat(now), "Europe/Stockholm")
    assert at == dt.datetime.fromisoformat(expected)
