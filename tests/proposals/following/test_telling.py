"""All who follow are told of each entry, together and once; once more at most when the worker dies."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from participation.db import db, writing
from participation.demo import cast
from participation.events.contributions.models import DestructionDecision
from participation.jobs.models import Job
from participation.processes.models import Process
from participation.proposals.answering.actions import Draft
from participation.proposals.following import actions
from participation.proposals.following.channels import actions as channels
from participation.proposals.following.models import Follower, Telling, TellingEntry
from participation.proposals.following.rules import Channel, Rhythm, Subject
from participation.proposals.following.telling import actions as telling
from participation.proposals.ledger import actions as ledger
from participation.proposals.ledger.models import Entry
from participation.proposals.rules import Kind
from tests.mail.conftest import Office
from tests.proposals.following.conftest import NILS, follow, process_of, work_until
from tests.proposals.following.letters import DAY, SOON, body_of, count, read, tell_all
from tests.proposals.town import NOW, Town, finished, promised, yes
from tests.push.conftest import PushService


def everything(town: Town, number: int) -> list[Subject]:
    return [
        Subject(), Subject(number), Subject(process=process_of(town)),
        Subject(department=town.departments[cast.TECHNICAL]),
    ]  # fmt: skip


# Who is told of what


def test_whoever_follows_it_its_process_its_department_or_all_is_told_once(
    lindvik: Town, proposal: int, posted: Office
) -> None:
    subjects = everything(lindvik, proposal)
    for place, subject in enumerate(subjects):
        follow(subject, f"nils{place}@lindvik.example")
        follow(subject)
    follow(Subject(department=lindvik.departments[cast.SCHOOLS]), "other@lindvik.example")
    work_until(NOW)
    posted.taken.clear()
    lindvik.publish(proposal, yes())
    work_until(NOW)
    assert posted.taken == []
    tell_all()
    assert sorted(to.partition("<")[2] for to, _text in posted.taken) == sorted(
        f"{name}@lindvik.example>" for name in ("nils", "nils0", "nils1", "nils2", "nils3")
    )
    assert (count(Telling), count(TellingEntry)) == (0, 0)


def test_a_letter_says_what_happened_with_a_link_and_a_way_to_stop(
    lindvik: Town, proposal: int, posted: Office
) -> None:
    follow(Subject(proposal))
    work_until(NOW)
    lindvik.publish(proposal, yes())
    tell_all()
    letter = read(posted)
    assert letter["Subject"] == "New about “Ljus på gångvägen bakom skolan”"
    body = body_of(posted)
    assert "Vi sätter upp sex lampor. (Petra Ek" in body
    assert f"https://traden.example/f/{proposal}\n" in body
    assert letter["Content-Language"] == "en"
    (stop,) = [str(letter["List-Unsubscribe"]).strip("<>")]
    assert stop.endswith("/stop")
    assert stop.removesuffix("/stop") in body


def test_what_happens_together_is_one_letter_and_what_comes_later_the_next(
    lindvik: Town, proposal: int, posted: Office
) -> None:
    follow(Subject(process=process_of(lindvik)))
    other = lindvik.made()
    work_until(NOW)
    posted.taken.clear()
    lindvik.publish(proposal, yes())
    lindvik.publish(proposal, promised("a-promise"), by=cast.TOVE)
    lindvik.publish(other, yes())
    tell_all()
    assert len(posted.taken) == 1
    assert read(posted)["Subject"] == "New about 2 proposals"
    body = body_of(posted)
    assert body.index(f"/f/{proposal}\n") < body.index(f"/f/{other}\n")
    assert "Sex lampor sätts upp" in body
    lindvik.publish(proposal, finished(), by=cast.TOVE, now=SOON)
    tell_all(SOON)
    assert len(posted.taken) == 2
    assert "Vi sätter upp" not in body_of(posted)


def test_who_wants_it_once_a_day_gets_one_letter_a_day(lindvik: Town, proposal: int, posted: Office) -> None:
    follow(Subject(proposal), rhythm=Rhythm.DAILY)
    work_until(NOW)
    posted.taken.clear()
    for hours in range(12):
        facts = {"date": "decision", "from": "2026-12-11", "to": f"2027-01-{hours + 10}"}
        now = NOW + dt.timedelta(hours=hours)
        lindvik.publish(proposal, Draft(Kind.MOVED, facts, {"reason": f"Skäl {hours}", "what": ""}), now=now)
        work_until(now)
    assert posted.taken == []
    work_until(NOW + DAY)
    assert len(posted.taken) == 1
    assert "Skäl 0" in body_of(posted)
    assert "Skäl 11" in body_of(posted)


def test_a_notice_holds_title_and_address_and_nothing_else(lindvik: Town, proposal: int, allowed: PushService) -> None:
    actions.follow_by_push(allowed.browser, Subject(proposal), language="en", now=NOW)
    lindvik.publish(proposal, yes())
    tell_all()
    assert allowed.opened() == [{"title": "New about “Ljus på gångvägen bakom skolan”", "address": f"/f/{proposal}"}]
    assert count(Telling) == 0


def test_a_browser_that_is_gone_is_forgotten(lindvik: Town, proposal: int, allowed: PushService) -> None:
    actions.follow_by_push(allowed.browser, Subject(proposal), language="en", now=NOW)
    allowed.status = 410
    lindvik.publish(proposal, yes())
    tell_all()
    assert (count(Follower), count(Telling), count(TellingEntry), count(Job)) == (0, 0, 0, 2)


def test_a_push_service_that_is_away_is_tried_again(lindvik: Town, proposal: int, allowed: PushService) -> None:
    actions.follow_by_push(allowed.browser, Subject(proposal), language="en", now=NOW)
    allowed.status = 503
    lindvik.publish(proposal, yes())
    tell_all()
    allowed.status = 201
    assert count(Telling) == 1
    work_until(SOON + dt.timedelta(minutes=1))
    assert (len(allowed.taken), count(Telling)) == (2, 0)
    assert len({taken.headers["Topic"] for taken in allowed.taken}) == 1


# Who and what is not told


def test_nobody_is_told_who_did_not_say_yes_or_stopped(lindvik: Town, proposal: int, posted: Office) -> None:
    actions.follow_by_mail(NILS, Subject(proposal), rhythm="at_once", language="en", now=NOW)
    stopped = follow(Subject(proposal), "olle@lindvik.example")
    actions.follow_by_address(Subject(proposal), "once", "en", NOW)
    work_until(NOW)
    posted.taken.clear()
    lindvik.publish(proposal, yes())
    work_until(NOW)
    actions.stop(stopped, NOW)
    tell_all()
    assert posted.taken == []


def test_what_was_erased_before_it_was_told_never_goes_out(lindvik: Town, proposal: int, posted: Office) -> None:
    follow(Subject(proposal))
    lindvik.publish(proposal, yes())
    lindvik.publish(proposal, promised("a-promise"), by=cast.TOVE)
    work_until(NOW)
    posted.taken.clear()
    answer = db.session.scalars(select(Entry.seq).where(Entry.kind == "answered")).one()
    ledger.erase(answer, _decision(lindvik), NOW)
    tell_all()
    body = body_of(posted)
    assert "Vi sätter upp" not in body
    assert "Sex lampor" in body


def _decision(town: Town) -> str:
    with writing() as session:
        made = DestructionDecision(
            id="a-decision", board="Tekniska nämnden", decided_on=NOW.date(), paragraph="§ 9", keep_days=30,
            entered_at=NOW, entered_by_id=town.id_of(cast.ASTRID),
        )  # fmt: skip
        session.add(made)
        session.flush()
        return made.id


def test_participants_words_are_in_no_letter(lindvik: Town, proposal: int, posted: Office) -> None:
    follow(Subject())
    said = lindvik.offers()[0].text
    lindvik.made()
    tell_all()
    assert "Sätt upp lampor" in body_of(posted)
    assert all(said not in text for _to, text in posted.taken)


def test_nothing_goes_out_by_what_was_turned_off(lindvik: Town, proposal: int, posted: Office) -> None:
    follow(Subject())
    other = _other_process(lindvik)
    channels.turn_on(other, Channel.MAIL, by_id=lindvik.id_of(cast.OLGA), now=NOW)
    lindvik.publish(proposal, yes())
    work_until(NOW)
    posted.taken.clear()
    channels.turn_off(process_of(lindvik), Channel.MAIL, by_id=lindvik.id_of(cast.OMAR), now=NOW)
    tell_all()
    assert (posted.taken, count(Telling), count(Follower)) == ([], 0, 1)


def _other_process(town: Town) -> str:
    return db.session.scalars(select(Process.id).where(Process.id != process_of(town))).one()


def test_without_followers_nothing_is_put_in_the_row(lindvik: Town, proposal: int) -> None:
    actions.follow_by_address(Subject(), "once", "en", NOW)
    lindvik.publish(proposal, yes())
    assert db.session.scalars(select(Job).where(Job.kind == telling.SPREAD)).all() == []
