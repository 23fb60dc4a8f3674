"""What happens to everything that people give: supported, withdrawn, hidden, merged."""

from __future__ import annotations

import datetime as dt
import threading

from sqlalchemy import func, select

from participation import db
from participation.events import activities
from participation.events.contributions import actions, queries
from participation.events.contributions.models import Contribution, Support, Withdrawal
from participation.events.records import queries as record_queries
from tests.cast import OLGA, Evening, evening_of, refusal_of

NOW = dt.datetime(2026, 9, 12, 16, 30, tzinfo=dt.UTC)


def shown(evening: Evening, viewer: str | None = None) -> dict[str, int]:
    """What a board shows, by its words, with how many stand behind it."""
    db.db.session.rollback()
    return {item.text: item.support for item in queries.of_step(evening.board, viewer)}


def count(model: type) -> int:
    return db.db.session.scalar(select(func.count()).select_from(model)) or 0


# Support


def test_standing_behind_something_twice_is_once_and_can_be_taken_back(evening: Evening) -> None:
    alva, bilal = evening.join(), evening.join()
    idea = evening.give("Mer ljus", alva)
    for who in (alva, alva, bilal):
        actions.support(evening.event_id, idea, who)
    assert shown(evening) == {"Mer ljus": 2}
    for _tap in range(2):
        actions.take_back_support(evening.event_id, idea, bilal)
    assert shown(evening) == {"Mer ljus": 1}
    assert [item.supported for item in queries.of_step(evening.board, alva)] == [True]
    assert [item.supported for item in queries.of_step(evening.board, bilal)] == [False]


def test_support_needs_an_open_step_of_the_same_event_and_something_that_is_still_there(evening: Evening) -> None:
    other = evening_of(evening.app, OLGA)
    other.go_to("ideas")
    alva = evening.join()
    idea, theirs = evening.give("Mer ljus", alva), other.give("Deras", other.join())
    for verb in (actions.support, actions.take_back_support):
        assert refusal_of(verb, evening.event_id, theirs, alva) == "unknown_contribution"
        assert refusal_of(verb, evening.event_id, "nothing", alva) == "unknown_contribution"
    evening.go_to("vote")
    assert refusal_of(actions.support, evening.event_id, idea, alva) == "step_closed"
    assert refusal_of(actions.take_back_support, evening.event_id, idea, alva) == "step_closed"
    evening.go_to("ideas")
    actions.withdraw(evening.event_id, idea, alva, NOW)
    assert refusal_of(actions.support, evening.event_id, idea, alva) == "gone"
    evening.end()
    assert refusal_of(actions.support, evening.event_id, idea, alva) in {"event_over", "gone"}
    assert count(Support) == 0


# Withdrawing


def test_what_is_withdrawn_is_gone_at_once_for_all_but_kept_for_the_registrar(evening: Evening) -> None:
    alva = evening.join()
    idea = evening.give("Alvas idé", alva)
    evening.give("En annan", evening.join())
    for _tap in range(2):
        actions.withdraw(evening.event_id, idea, alva, NOW)
    assert shown(evening) == {"En annan": 0}
    assert "Alvas idé" not in [item.text for item in queries.of_step(evening.board, alva, everything=True)]
    assert [offer.text for offer in activities.offers(evening.event_id)] == ["En annan"]
    assert [(row.text, row.at, row.title) for row in record_queries.withdrawn(9)] == [
        ("Alvas idé", NOW, "Hur blir kvällen bättre?")
    ]
    assert [(item.text, item.withdrawal is not None) for item in queries.of_participant(alva)] == [("Alvas idé", True)]


def test_only_its_author_takes_something_back(evening: Evening) -> None:
    idea, spoken = evening.give("Alvas", evening.join()), evening.give("Sagt högt")
    bilal = evening.join()
    assert refusal_of(actions.withdraw, evening.event_id, idea, bilal, NOW) == "not_yours"
    assert refusal_of(actions.withdraw, evening.event_id, spoken, bilal, NOW) == "not_yours"
    assert count(Withdrawal) == 0


def test_taking_back_works_also_when_the_step_is_closed_and_the_event_is_over(evening: Evening) -> None:
    alva = evening.join()
    first, second = evening.give("En", alva), evening.give("Två", alva)
    evening.go_to("vote")
    assert refusal_of(actions.withdraw, evening.event_id, first, alva, NOW) == "accepted"
    evening.end()
    assert refusal_of(actions.withdraw, evening.event_id, second, alva, NOW) == "accepted"
    assert shown(evening) == {}


def test_a_double_tap_on_taking_back_is_one_withdrawal(evening: Evening) -> None:
    alva = evening.join()
    idea = evening.give("Mer ljus", alva)
    fates: list[str] = []
    gate = threading.Barrier(4)

    def tap() -> None:
        with evening.app.app_context():
            gate.wait()
            try:
                fates.append(refusal_of(actions.withdraw, evening.event_id, idea, alva, NOW))
            except Exception as problem:
                fates.append(repr(problem))
            db.db.session.remove()

    threads = [threading.Thread(target=tap) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert fates == ["accepted"] * 4
    assert count(Withdrawal) == 1


# Hiding


def test_what_a_leader_hides_is_seen_by_leaders_and_its_author_with_the_reason(evening: Evening) -> None:
    alva = evening.join()
    idea = evening.give("Om en granne", alva)
    assert refusal_of(actions.hide, evening.event_id, idea, " ", evening.leader_id, NOW) == "hide_needs_reason"
    actions.hide(evening.event_id, idea, "Det nämner en person", evening.leader_id, NOW)
    actions.hide(evening.event_id, idea, "Ett annat skäl", evening.leader_id, NOW)
    assert shown(evening) == {}
    assert activities.offers(evening.event_id) == []
    (seen,) = queries.of_step(evening.board, alva, everything=True)
    assert (seen.hidden_because, seen.mine) == ("Det nämner en person", True)
    actions.show_again(evening.event_id, idea, evening.leader_id, NOW)
    assert shown(evening) == {"Om en granne": 0}


def test_a_leader_can_touch_nothing_of_another_event(evening: Evening) -> None:
    other = evening_of(evening.app, OLGA)
    theirs, mine = other.give("Deras"), evening.give("Vår")
    leader = evening.leader_id
    attempts = (
        (actions.hide, (theirs, "skäl", leader, NOW)),
        (actions.show_again, (theirs, evening.leader_id, NOW)),
        (actions.merge, (theirs, mine, leader, NOW)),
        (actions.merge, (mine, theirs, leader, NOW)),
        (actions.part, (theirs, evening.leader_id, NOW)),
    )
    for verb, values in attempts:
        assert refusal_of(verb, evening.event_id, *values) == "unknown_contribution"
    assert (shown(evening), shown(other)) == ({"Vår": 0}, {"Deras": 0})


# Merging


def test_who_stands_behind_merged_ones_counts_once(evening: Evening) -> None:
    alva, bilal, cleo = evening.join(), evening.join(), evening.join()
    lamp, light = evening.give("En lampa", alva), evening.give("Mer ljus", bilal)
    for idea, who in ((lamp, alva), (lamp, cleo), (light, bilal), (light, cleo)):
        actions.support(evening.event_id, idea, who)
    actions.merge(evening.event_id, lamp, light, evening.leader_id, NOW)
    assert shown(evening) == {"Mer ljus": 3}
    (offer,) = activities.offers(evening.event_id)
    assert (offer.contribution_ids, offer.support) == ((light, lamp), 3)
    actions.part(evening.event_id, lamp, evening.leader_id, NOW)
    assert shown(evening) == {"En lampa": 2, "Mer ljus": 2}


def test_support_given_before_a_merge_can_be_taken_back_after_it(evening: Evening) -> None:
    alva = evening.join()
    lamp, light = evening.give("En lampa"), evening.give("Mer ljus")
    actions.support(evening.event_id, lamp, alva)
    actions.merge(evening.event_id, lamp, light, evening.leader_id, NOW)
    assert [item.supported for item in queries.of_step(evening.board, alva)] == [True]
    actions.support(evening.event_id, light, alva)
    assert shown(evening) == {"Mer ljus": 1}
    actions.take_back_support(evening.event_id, light, alva)
    assert shown(evening) == {"Mer ljus": 0}
    assert count(Support) == 0


def test_merges_lead_to_one_root_and_never_in_a_ring(evening: Evening) -> None:
    first, second, third = (evening.give(text) for text in ("Ett", "Två", "Tre"))
    leader = evening.leader_id
    actions.merge(evening.event_id, first, second, leader, NOW)
    actions.merge(evening.event_id, second, third, leader, NOW)
    assert queries.merged_groups(evening.event_id) == {third: [first, second]}
    for into in (first, second, third):
        assert refusal_of(actions.merge, evening.event_id, third, into, leader, NOW) == "merge_into_itself"
    actions.merge(evening.event_id, first, second, leader, NOW)
    assert list(shown(evening)) == ["Tre"]


def test_contributions_of_different_steps_are_not_merged(evening: Evening) -> None:
    here = evening.give("Här")
    db.db.session.add(
        Contribution(
            id="elsewhere", event_id=evening.event_id, step_id=evening.steps["vote"], participant_id=None,
            kind="idea", text="Där", language="sv", created_at=NOW,
        )
    )  # fmt: skip
    db.db.session.commit()
    assert (
        refusal_of(actions.merge, evening.event_id, here, "elsewhere", evening.leader_id, NOW) == "unknown_contribution"
    )


def test_when_a_root_is_withdrawn_what_others_said_goes_on_with_all_who_stand_behind_it(evening: Evening) -> None:
    alva, bilal, cleo = evening.join(), evening.join(), evening.join()
    root, second, third = evening.give("Alvas", alva), evening.give("Bilals", bilal), evening.give("Cleos", cleo)
    for idea, who in ((root, alva), (second, bilal), (third, cleo)):
        actions.support(evening.event_id, idea, who)
    actions.merge(evening.event_id, second, root, evening.leader_id, NOW)
    actions.merge(evening.event_id, third, root, evening.leader_id, NOW + dt.timedelta(minutes=1))
    actions.withdraw(evening.event_id, root, alva, NOW)
    assert shown(evening) == {"Bilals": 3}
    assert [offer.contribution_ids for offer in activities.offers(evening.event_id)] == [(second, third)]
    actions.withdraw(evening.event_id, second, bilal, NOW)
    assert shown(evening) == {"Cleos": 3}
    actions.withdraw(evening.event_id, third, cleo, NOW)
    assert shown(evening) == {}
    assert activities.offers(evening.event_id) == []


def test_what_was_withdrawn_or_hidden_is_not_carried_on_by_what_it_was_merged_into(evening: Evening) -> None:
    """The words of everything in an offer may be published with the proposal made from it."""
    alva, bilal = evening.join(), evening.join()
    root, taken_back, hidden = evening.give("Roten"), evening.give("Ångrad", alva), evening.give("Om Kalle", bilal)
    for part in (taken_back, hidden):
        actions.merge(evening.event_id, part, root, evening.leader_id, NOW)
    actions.withdraw(evening.event_id, taken_back, alva, NOW)
    actions.hide(evening.event_id, hidden, "Det nämner en person", evening.leader_id, NOW)
    assert [offer.contribution_ids for offer in activities.offers(evening.event_id)] == [(root,)]
