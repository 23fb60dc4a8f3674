"""Approving, holding back, reporting and keeping, on both databases."""

from __future__ import annotations

import datetime as dt
import threading

from sqlalchemy import func, select

from participation import db, tokens
from participation.events import activities
from participation.events.contributions import actions as contributions
from participation.events.contributions import queries as given
from participation.events.contributions.actions import Gift
from participation.events.moderation import actions, queries
from participation.events.moderation.models import Approval, Hold, Keeping, Report
from participation.ideas import actions as ideas
from tests.cast import ASTRID, OLGA, Evening, account, evening_of, refusal_of

NOW = dt.datetime(2026, 9, 12, 16, 30, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(minutes=5)


def shown(evening: Evening, viewer: str | None = None) -> list[str]:
    db.db.session.rollback()
    return sorted(item.text for item in given.of_step(evening.board, viewer))


def waiting(evening: Evening) -> list[tuple[str, tuple[str, ...]]]:
    db.db.session.rollback()
    return [(item.text, item.why) for item in queries.waiting(evening.event_id).shown]


def count(model: type) -> int:
    db.db.session.rollback()
    return db.db.session.scalar(select(func.count()).select_from(model)) or 0


def test_what_waits_for_approval_is_read_by_its_author_alone_and_then_by_all(careful: Evening) -> None:
    alva, bilal = careful.join(), careful.join()
    idea = careful.give("Mer ljus", alva)
    assert (shown(careful, alva), shown(careful, bilal), shown(careful)) == (["Mer ljus"], [], [])
    assert [item.waits_for for item in given.of_step(careful.board, alva)] == ["leader"]
    assert [item.text for item in given.of_step(careful.board, None, everything=True)] == []
    assert list(activities.offers(careful.event_id)) == []
    assert (given.shown_in(careful.board), queries.waiting_in(careful.board)) == (0, 1)
    assert waiting(careful) == [("Mer ljus", ("first",))]
    assert actions.approve(careful.event_id, [idea], careful.leader_id, NOW) == 1
    assert shown(careful, bilal) == ["Mer ljus"]
    assert [offer.text for offer in activities.offers(careful.event_id)] == ["Mer ljus"]
    assert (given.shown_in(careful.board), waiting(careful)) == (1, [])
    assert given.waiting_of(alva) == {}


def test_what_a_leader_writes_down_waits_for_nobody(careful: Evening) -> None:
    careful.give("Sagt högt")
    assert shown(careful) == ["Sagt högt"]


def test_many_are_approved_at_once_and_what_went_meanwhile_is_passed_over(careful: Evening) -> None:
    alva = careful.join()
    ids = [careful.give(f"Idé {number}", alva) for number in range(5)]
    contributions.withdraw(careful.event_id, ids[0], alva, NOW)
    contributions.hide(careful.event_id, ids[1], "Ett skäl", careful.leader_id, NOW)
    assert [text for text, _why in waiting(careful)] == ["Idé 2", "Idé 3", "Idé 4"]
    assert actions.approve(careful.event_id, ids[:4], careful.leader_id, NOW) == 2
    assert actions.approve(careful.event_id, ids[:4], careful.leader_id, LATER) == 0
    assert shown(careful) == ["Idé 2", "Idé 3"]
    assert refusal_of(actions.approve, careful.event_id, [], careful.leader_id, NOW) == "nothing_ticked"


def test_two_leaders_who_approve_the_same_at_once_approve_it_once(careful: Evening) -> None:
    ids = [careful.give(f"Idé {number}", careful.join()) for number in range(8)]
    done: list[int] = []

    def press() -> None:
        with careful.app.app_context():
            done.append(actions.approve(careful.event_id, ids, careful.leader_id, NOW))
            db.db.session.remove()

    threads = [threading.Thread(target=press) for _leader in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(done), count(Approval)) == ([0, 0, 0, 8], 8)


def test_another_events_ideas_are_not_approved_reported_or_kept(careful: Evening) -> None:
    other = evening_of(careful.app, OLGA, approve_first=True)
    other.go_to("ideas")
    theirs, alva = other.give("Deras", other.join()), careful.join()
    assert actions.approve(careful.event_id, [theirs], careful.leader_id, NOW) == 0
    assert refusal_of(actions.report, careful.event_id, theirs, alva, NOW) == "unknown_contribution"
    assert refusal_of(actions.keep, careful.event_id, theirs, careful.leader_id, NOW) == "unknown_contribution"
    assert refusal_of(actions.set_approval, careful.event_id, other.board, "open") == "unknown_step"


def test_a_step_can_be_opened_and_what_waited_goes_on_waiting(careful: Evening) -> None:
    careful.give("Före", careful.join())
    actions.set_approval(careful.event_id, careful.board, "open")
    careful.give("Efter", careful.join())
    assert shown(careful) == ["Efter"]
    assert [text for text, _why in waiting(careful)] == ["Före"]


def test_numbers_addresses_and_listed_words_wait_even_where_all_is_open(evening: Evening) -> None:
    alva = evening.join()
    evening.give("Ring 070-123 45 67", alva)
    evening.give("Han är 811218-9876", alva)
    evening.give("Skriv till elis@lindvik.example", alva)
    evening.give("Mer ljus", alva)
    actions.save_words("sv", "mörk*", account(ASTRID).id, NOW)
    evening.give("Mörkret", alva)
    evening.give("Sagt högt om 070-123 45 67")
    assert shown(evening) == ["Mer ljus"]
    assert waiting(evening) == [
        ("Ring 070-123 45 67", ("phone",)),
        ("Han är 811218-9876", ("identity",)),
        ("Skriv till elis@lindvik.example", ("email",)),
        ("Mörkret", ("word",)),
        ("Sagt högt om 070-123 45 67", ("phone",)),
    ]


def test_what_is_held_back_and_sent_twice_is_held_back_once(evening: Evening) -> None:
    gift = Gift(tokens.new_id(), evening.event_id, evening.board, evening.join(), ideas.KIND, "Ring 070-1234567", "sv")
    for _tap in range(3):
        ideas.give_idea(gift, NOW)
    assert (count(Hold), len(waiting(evening))) == (1, 1)


def test_hiding_and_showing_again_are_facts_that_stay_and_showing_approves(careful: Evening) -> None:
    idea = careful.give("Mer ljus", careful.join())
    contributions.hide(careful.event_id, idea, "Namnger någon", careful.leader_id, NOW)
    assert waiting(careful) == []
    assert [item.hidden_because for item in given.of_step(careful.board, None, everything=True)] == ["Namnger någon"]
    for _tap in range(2):
        contributions.show_again(careful.event_id, idea, careful.leader_id, LATER)
    assert (shown(careful), waiting(careful)) == (["Mer ljus"], [])
    assert [(line.what, line.by, line.reason) for line in queries.log(careful.event_id)][-1] == (
        "hid",
        "Omar Haddad",
        "Namnger någon",
    )
    assert sorted(line.what for line in queries.log(careful.event_id)) == ["approved", "hid", "showed"]


def test_the_log_tells_everything_that_leaders_did_newest_first(evening: Evening) -> None:
    lamp, light = evening.give("En lampa", evening.join()), evening.give("Mer ljus", evening.join())
    contributions.merge(evening.event_id, lamp, light, evening.leader_id, NOW)
    contributions.part(evening.event_id, lamp, evening.leader_id, LATER)
    actions.report(evening.event_id, light, evening.join(), NOW)
    actions.keep(evening.event_id, light, evening.leader_id, LATER + dt.timedelta(minutes=1))
    db.db.session.rollback()
    lines = [(line.what, line.text) for line in queries.log(evening.event_id)]
    assert lines == [("kept", "Mer ljus"), ("parted", "En lampa"), ("merged", "En lampa")]


def test_each_participant_reports_once_and_keeping_clears_until_somebody_else_does(evening: Evening) -> None:
    idea, bilal, cleo, disa = evening.give("Om en granne", evening.join()), *(evening.join() for _name in "BCD")

    def reported() -> list[tuple[str, int]]:
        db.db.session.rollback()
        return [(item.text, item.count) for item in queries.reported(evening.event_id)]

    for who in (bilal, bilal, cleo):
        actions.report(evening.event_id, idea, who, NOW)
    assert (reported(), count(Report)) == ([("Om en granne", 2)], 2)
    assert [item.reported for item in given.of_step(evening.board, bilal)] == [True]
    assert [item.reported for item in given.of_step(evening.board, disa)] == [False]
    for _tap in range(2):
        actions.keep(evening.event_id, idea, evening.leader_id, LATER)
    assert (reported(), count(Keeping), shown(evening)) == ([], 1, ["Om en granne"])
    actions.report(evening.event_id, idea, disa, LATER + dt.timedelta(minutes=1))
    assert reported() == [("Om en granne", 1)]
    contributions.hide(evening.event_id, idea, "Namnger någon", evening.leader_id, LATER)
    assert reported() == []


def test_what_nobody_else_sees_cannot_be_reported(careful: Evening) -> None:
    idea = careful.give("Mer ljus", careful.join())
    assert refusal_of(actions.report, careful.event_id, idea, careful.join(), NOW) == "unknown_contribution"


def test_the_words_that_hold_back_are_the_administrators_once_they_were_changed(evening: Evening) -> None:
    before = queries.held_words()
    assert set(before) == {"sv", "en"}
    actions.save_words("sv", "dumbom", account(ASTRID).id, NOW)
    db.db.session.rollback()
    assert queries.held_words() == {**before, "sv": "dumbom"}
    assert refusal_of(actions.save_words, "sv", "x", account(ASTRID).id, NOW) == "word_too_short"
