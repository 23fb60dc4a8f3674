"""Safeguarding: what suggests danger reaches the adult on duty, and nobody else by any way."""

from __future__ import annotations

import csv
import datetime as dt
import io
import logging

import pytest
from sqlalchemy import func, select

from participation import clock, db, tokens
from participation.events import activities
from participation.events.contributions import actions as contributions
from participation.events.contributions import queries as given
from participation.events.contributions.actions import Gift
from participation.events.duty import actions, queries
from participation.events.duty.models import Alert
from participation.events.moderation import queries as moderation
from participation.events.records import queries as records
from participation.ideas import actions as ideas
from participation.people import actions as people
from tests.cast import ASTRID, KIM, OLGA, OMAR, PETRA, TOVE, Evening, account, at_desk, evening_of, refusal_of
from tests.reading import Browser, said

NOW = dt.datetime(2026, 9, 12, 16, 30, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(minutes=5)
DANGER = "Pappa slår mig när han kommer hem"


def alarms(person: object = KIM) -> list[queries.Alarm]:
    return list(queries.alarms(account(person).id))  # type: ignore[arg-type]


def on_duty(evening: Evening) -> str:
    kim = account(KIM).id
    actions.choose_adult(evening.event_id, kim, NOW)
    return kim


# Facts


def test_danger_is_read_by_its_author_and_the_adult_on_duty_alone(evening: Evening) -> None:
    kim, alva = on_duty(evening), evening.join()
    evening.give(DANGER, alva)
    assert [(alarm.text, dict(alarm.facts)) for alarm in alarms()] == [(DANGER, {})]
    assert [item.waits_for for item in given.of_step(evening.board, alva)] == ["apart"]
    for everything in (True, False):
        assert given.of_step(evening.board, None, everything=everything) == []
    assert given.of_step(evening.board, evening.join()) == []
    assert (given.shown_in(evening.board), moderation.waiting_in(evening.board)) == (0, 0)
    assert (moderation.waiting(evening.event_id).count, list(activities.offers(evening.event_id))) == (0, [])
    assert (queries.unread(kim), alarms(OMAR), alarms(ASTRID)) == (1, [], [])


def test_danger_sent_twice_is_one_alert_and_each_thing_done_is_kept_the_first_time(evening: Evening) -> None:
    kim = on_duty(evening)
    gift = Gift(tokens.new_id(), evening.event_id, evening.board, evening.join(), ideas.KIND, DANGER, "sv")
    for _tap in range(2):
        ideas.give_idea(gift, NOW)
    assert db.db.session.scalar(select(func.count()).select_from(Alert)) == 1
    (alarm,) = alarms()
    assert refusal_of(actions.report, alarm.id, "social", kim, NOW) == "read_it_first"
    assert refusal_of(actions.release, alarm.id, kim, NOW) == "read_it_first"
    for at in (NOW, LATER):
        actions.read(alarm.id, kim, at)
        actions.report(alarm.id, "social", kim, at)
        actions.report(alarm.id, "head", kim, at)
    assert dict(alarms()[0].facts) == {"seen": NOW, "social": NOW, "head": NOW}
    assert queries.unread(kim) == 0
    assert refusal_of(actions.read, "nothing", kim, NOW) == "gone"


def test_what_was_not_about_danger_goes_on_like_everything_else(evening: Evening) -> None:
    kim, alva = on_duty(evening), evening.join()
    evening.give("Bygget våldtar utsikten, ring 070-123 45 67", alva)
    (alarm,) = alarms()
    actions.read(alarm.id, kim, NOW)
    actions.release(alarm.id, kim, NOW)
    db.db.session.rollback()
    assert [item.why for item in moderation.waiting(evening.event_id).shown] == [("phone",)]
    assert [item.waits_for for item in given.of_step(evening.board, alva)] == ["leader"]


def test_taking_it_back_hides_it_from_the_registrar_too_but_not_from_the_adult_on_duty(evening: Evening) -> None:
    on_duty(evening)
    alva = evening.join()
    idea = evening.give(DANGER, alva)
    contributions.withdraw(evening.event_id, idea, alva, NOW)
    assert records.withdrawn(9) == []
    assert [(alarm.text, alarm.withdrawn) for alarm in alarms()] == [(DANGER, True)]


def test_who_is_on_duty_now_sees_it_and_who_was_does_not(evening: Evening) -> None:
    evening.give(DANGER, evening.join())
    assert alarms() == []
    on_duty(evening)
    actions.choose_adult(evening.event_id, account(KIM).id, LATER)
    assert len(alarms()) == 1
    actions.choose_adult(evening.event_id, account(TOVE).id, LATER)
    assert (alarms(), len(alarms(TOVE))) == ([], 1)
    actions.choose_adult(evening.event_id, None, LATER)
    assert (alarms(TOVE), queries.on_duty(evening.event_id)) == ([], None)


def test_another_events_adult_sees_nothing_of_it(evening: Evening) -> None:
    on_duty(evening)
    other = evening_of(evening.app, OLGA, title="Planera våren")
    actions.choose_adult(other.event_id, account(TOVE).id, NOW)
    evening.give(DANGER, evening.join())
    assert (len(alarms()), alarms(TOVE)) == (1, [])


def test_an_adult_on_duty_leaves_only_when_another_takes_over(evening: Evening) -> None:
    kim = on_duty(evening)
    evening.give(DANGER, evening.join())
    leave = {"by_id": account(ASTRID).id, "now": clock.now()}
    assert refusal_of(people.close_account, kim, successor_id=None, **leave) != "accepted"
    people.close_account(kim, successor_id=account(TOVE).id, **leave)
    assert len(alarms(TOVE)) == 1


# Pages


def write(browser: Browser, evening: Evening, text: str) -> str:
    browser.get(evening.path)
    return browser.send(f"{evening.path}/ideas", text=text).text


def test_the_writer_is_helped_at_once_and_told_truly_who_can_read_it(small_evening: Evening) -> None:
    small_evening.app.config["SOCIAL_EMERGENCY"] = "0123-456 78"
    alva, bilal = small_evening.browser(), small_evening.browser()
    page = write(alva, small_evening, DANGER)
    for number in ("tel:112", "tel:116111", "tel:90101", "0123-456 78", "Do you want to talk?"):
        assert number in page
    assert "No adult is on duty here now" in said(page)
    on_duty(small_evening)
    for path in (small_evening.path, f"{small_evening.path}/mine"):
        page = alva.get(path).text
        assert "Kim Sand is the adult on duty here and can read what you wrote." in said(page)
        assert "Others do not see this." in said(page)
    assert "Do you want to talk?" not in bilal.get(small_evening.path).text


def test_kim_reads_reports_and_lets_go_on_the_page_of_the_adult_on_duty(small_evening: Evening) -> None:
    kim_id = on_duty(small_evening)
    small_evening.give(DANGER, small_evening.join())
    kim = at_desk(small_evening.app, KIM)
    assert "On duty: 1 to read" in said(kim.get("/staff").text)
    assert DANGER not in kim.get("/staff/duty").text, "no words before they are asked for"
    alert_id = queries.alarms(kim_id)[0].id
    assert DANGER not in kim.get(f"/staff/duty/{alert_id}").text
    assert DANGER in kim.send("/read").text
    assert "SoL 2025:400" in kim.page
    assert "skollagen 6:10" in kim.page
    assert kim.forge(f"/staff/duty/{alert_id}/report", to="somebody").status_code == 422
    kim.get(f"/staff/duty/{alert_id}")
    kim.send("/report")
    assert "Reported to the social services" in said(kim.page)
    kim.send("/release")
    assert "Let go on to the leader" in said(kim.page)


def test_no_other_page_export_or_log_holds_a_word_of_it(
    small_evening: Evening, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    on_duty(small_evening)
    alva, bilal = small_evening.browser(), small_evening.browser()
    small_evening.open_others()
    write(alva, small_evening, DANGER)
    cleo = small_evening.join()
    contributions.withdraw(small_evening.event_id, small_evening.give(DANGER, cleo), cleo, clock.now())
    alert_id = alarms()[0].id
    event, addresses = small_evening.event_id, []
    for rule in small_evening.app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and not rule.endpoint.endswith(("stream", "static")):
            known = {"event_id": event, "process_id": small_evening.process_id, "code": small_evening.code}
            known |= {"step_id": small_evening.steps["vote"], "kind": "svg", "alert_id": alert_id}
            if set(rule.arguments) <= set(known):
                with small_evening.app.test_request_context():
                    bound = small_evening.app.url_map.bind("localhost")
                    addresses.append(bound.build(rule.endpoint, {name: known[name] for name in rule.arguments}))
    assert len(addresses) > 30
    staff = [at_desk(small_evening.app, person) for person in (OMAR, OLGA, PETRA, TOVE, ASTRID)]
    told = [f"{address}" for address in addresses for somebody in (*staff, bilal) if _tells(somebody.get(address).data)]
    assert told == []
    assert "slår mig" not in caplog.text
    assert list(csv.reader(io.StringIO(bilal.get("/data/proposals.csv").text)))[1:] == []


def _tells(body: bytes) -> bool:
    return "slår mig" in body.decode("utf-8", "replace")
