"""Several leaders look at what waits, some of them co-leaders: nobody steps on another, and the log says who it was."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from participation import clock, db
from participation.events.co_leaders import actions as co_leaders
from participation.events.co_leaders.models import CoLeader
from participation.events.co_leaders.queries import COOKIE
from participation.events.contributions import actions as contributions
from participation.events.moderation import actions, queries
from participation.events.moderation.models import Approval, Parting, Showing
from participation.events.participants import pseudonyms
from tests.cast import KIM, Evening, at_desk, refusal_of
from tests.reading import Browser, refusal_on, said

NOW = dt.datetime(2026, 9, 12, 16, 30, tzinfo=dt.UTC)


def let_in(evening: Evening, once: str = "form") -> tuple[Browser, CoLeader]:
    """A co-leader's browser, and who she is."""
    link = co_leaders.make_link(evening.event_id, evening.leader_id, once, clock.now())
    _event, secret = co_leaders.use_link(link, once, clock.now())
    browser = Browser(evening.app)
    browser.client.set_cookie(COOKIE + evening.event_id, secret)
    found = db.db.session.scalar(select(CoLeader).where(CoLeader.token_hash == co_leaders.device_hash(secret)))
    assert found is not None
    db.db.session.expunge(found)
    return browser, found


def test_a_co_leader_approves_hides_and_keeps_and_the_log_says_that_it_was_her(small_careful: Evening) -> None:
    light, buses, other = (small_careful.give(text, small_careful.join()) for text in ("Ljus", "Bussar", "Annat"))
    small_careful.open_others()
    carla, found = let_in(small_careful)
    lead = f"{small_careful.path}/lead"
    assert "Ljus" in said(carla.get(lead).text)
    carla.send("/approvals", one=light)
    carla.get(f"{lead}/waiting/{buses}")
    carla.send("/hide", reason="Det nämner en person")
    carla.get(lead)
    carla.send("/approvals", one=other)
    bilal = small_careful.browser()
    bilal.get(small_careful.path)
    bilal.send(f"{light}/report")
    carla.get(lead)
    carla.send("/keep")
    carla.forge(f"{small_careful.path}/contributions/{buses}/show")
    name = pseudonyms.name(found.pseudonym, "en")
    log = said(small_careful.desk().get(f"{lead}/log").text)
    for line in ("approved Ljus", "hid Bussar Det nämner en person", "kept after reports Ljus", "showed again Bussar"):
        assert f"{name} (let in by Omar Haddad) {line}" in log
    assert carla.get(f"{lead}/log").status_code == 303
    showing = db.db.session.scalars(select(Showing)).one()
    assert (showing.co_leader_id, showing.hidden_co_leader_id) == (found.id, found.id)


def test_a_merge_that_she_parts_again_is_kept_as_hers(evening: Evening) -> None:
    carla, found = let_in(evening)
    light, lamp = evening.give("Ljus"), evening.give("Lampor")
    contributions.merge(evening.event_id, lamp, light, evening.leader_id, NOW)
    carla.forge(f"{evening.path}/contributions/{lamp}/part")
    parting = db.db.session.scalars(select(Parting)).one()
    assert (parting.by_id, parting.co_leader_id, parting.merged_co_leader_id) == (evening.leader_id, found.id, None)


def test_words_that_suggest_danger_never_reach_her(small_careful: Evening) -> None:
    danger = small_careful.give("Pappa slår mig", small_careful.join())
    carla, _found = let_in(small_careful)
    lead = f"{small_careful.path}/lead"
    for address in (lead, f"{lead}/signal", f"{small_careful.path}/screen"):
        assert "slår" not in carla.get(address).text
    assert carla.client.get(f"{lead}/waiting/{danger}").status_code == 404
    carla.forge(f"{lead}/approvals", one=danger)
    assert db.db.session.scalar(select(func.count()).select_from(Approval)) == 0
    assert carla.client.get("/staff/duty").status_code == 303
    assert carla.forge(f"{small_careful.path}/duty", adult="nobody").status_code == 403
    assert at_desk(small_careful.app, KIM).client.get(lead).status_code == 403


def test_who_comes_second_is_told_when_nothing_is_left_and_what_the_first_did_stands(careful: Evening) -> None:
    alva = careful.join()
    hidden, gone, left = (careful.give(text, alva) for text in ("Ett", "Två", "Tre"))
    contributions.hide(careful.event_id, hidden, "Ett skäl", careful.leader_id, NOW)
    contributions.withdraw(careful.event_id, gone, alva, NOW)
    approve = [actions.approve, careful.event_id]
    for ids in ([hidden], [gone], [hidden, gone]):
        assert refusal_of(*approve, ids, careful.leader_id, NOW) == "looked_at_meanwhile"
    assert actions.approve(careful.event_id, [hidden, left], careful.leader_id, NOW) == 1
    assert actions.approve(careful.event_id, [left], careful.leader_id, NOW) == 0
    contributions.hide(careful.event_id, left, "Ett skäl", careful.leader_id, NOW)
    assert refusal_of(actions.keep, careful.event_id, left, careful.leader_id, NOW) == "looked_at_meanwhile"


def test_the_words_stand_on_the_leaders_page_also_when_the_list_is_empty(small_careful: Evening) -> None:
    idea = small_careful.give("Ljus", small_careful.join())
    carla, _found = let_in(small_careful)
    carla.get(f"{small_careful.path}/lead")
    contributions.hide(small_careful.event_id, idea, "Ett skäl", small_careful.leader_id, NOW)
    answered = carla.send("/approvals", one=idea)
    assert answered.status_code == 409
    assert "Somebody was here before you" in refusal_on(answered)
    assert answered.text.count("Somebody was here before you") == 1
    assert 'class="remote"' in answered.text


@pytest.mark.parametrize("round_", range(3))
def test_one_hides_or_shows_again_while_others_approve_and_nothing_breaks(careful: Evening, round_: int) -> None:
    ids = [careful.give(f"Idé {number}", careful.join()) for number in range(6)]
    for idea in ids[:3]:
        contributions.hide(careful.event_id, idea, "Ett skäl", careful.leader_id, NOW)
    failed: list[str] = []
    where, omar = careful.event_id, careful.leader_id
    verbs: list[Callable[[str], object]] = [
        lambda idea: actions.approve(where, [idea, ids[-1]], omar, NOW),
        lambda idea: contributions.show_again(where, idea, omar, NOW),
        lambda idea: contributions.hide(where, idea, "Ett skäl", omar, NOW),
        lambda idea: actions.approve(where, ids, omar, NOW),
    ]

    def at_once(verb: Callable[[str], object]) -> None:
        with careful.app.app_context():
            try:
                for idea in ids:
                    verb(idea)
            except Exception as problem:
                failed.append(getattr(problem, "code", repr(problem)))
            db.db.session.remove()

    threads = [threading.Thread(target=at_once, args=(verb,)) for verb in verbs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(failed) <= {"looked_at_meanwhile"}
    waiting = {item.id for item in queries.waiting(careful.event_id).shown}
    hidden = {line.text for line in queries.log(careful.event_id) if line.what == "hid"}
    assert hidden == {f"Idé {number}" for number in range(6)}
    assert waiting <= set(ids)
