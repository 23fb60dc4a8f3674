"""What happens when phones send at the same moment, on both databases, with real connections."""

from __future__ import annotations

import datetime as dt

from participation import clock
from participation.db import db
from participation.walks.marking import actions
from participation.walks.marking.models import Observation, Walker
from participation.walks.marking.rules import Seen
from participation.walks.open311 import actions as open311
from participation.walks.open311 import queries as open311_queries
from participation.walks.open311.models import Open311Key
from participation.walks.planning import actions as planning
from participation.walks.protocol import actions as protocol
from participation.walks.protocol.models import ProtocolLetter
from participation.walks.rules import Point
from tests.voting.hall import at_once, count
from tests.walks.answering import ask, places
from tests.walks.walking import DARK, Walk, came, gift


def test_one_observation_sent_twelve_times_at_once_is_one(town_walk: Walk) -> None:
    alva = town_walk.join()
    sending = [lambda: actions.mark(gift(town_walk, alva, id="observation-1"), DARK, clock.now())] * 12
    assert at_once(town_walk.app, sending) == ["accepted"] * 12
    assert (count(Observation), count(Walker)) == (1, 0)


def test_two_versions_sent_at_once_are_both_kept_and_one_names_the_other(town_walk: Walk) -> None:
    alva = town_walk.join()
    versions = [Seen(feeling, place="Torget") for feeling in (-2, 2)] * 6
    sending = [
        lambda seen=seen: actions.mark(gift(town_walk, alva, str(seen.feeling), id="observation-1"), seen, clock.now())
        for seen in versions
    ]
    assert at_once(town_walk.app, sending) == ["accepted"] * 12
    kept = came(town_walk)
    assert sorted(item.feeling for item in kept) == [-2, 2]
    assert sorted(item.conflicts_with or "" for item in kept) == ["", "observation-1"]


def test_no_group_gets_an_eleventh_when_all_press_at_once(town_walk: Walk) -> None:
    planning.set_out(town_walk.event_id, town_walk.step_id, light="dark", groups=2, notes="")
    people = [town_walk.join() for _each in range(16)]
    joining = [
        lambda who=who: actions.join_group(town_walk.event_id, town_walk.step_id, who, 1, clock.now()) for who in people
    ]
    fates = at_once(town_walk.app, joining)
    assert (fates.count("accepted"), fates.count("group_full")) == (10, 6)


def test_a_new_phone_that_sends_from_two_tabs_is_one_walker(town_walk: Walk) -> None:
    alva = town_walk.join()
    told = actions.Told(unsent=1)
    sending = [
        lambda number=number: actions.mark(gift(town_walk, alva, str(number)), DARK, clock.now(), told=told)
        for number in range(8)
    ]
    assert at_once(town_walk.app, sending) == ["accepted"] * 8
    db.session.rollback()
    assert (count(Observation), count(Walker)) == (8, 1)


def test_stops_that_two_organisers_add_at_once_are_all_there(town_walk: Walk) -> None:
    adding = [
        lambda number=number: planning.add_point(
            town_walk.event_id, town_walk.step_id, Point("", f"Stopp {number}"), once=str(100 + number), map_id=""
        )
        for number in range(8)
    ]
    assert at_once(town_walk.app, adding) == ["accepted"] * 8
    assert len(town_walk.plan.stops) == 11


def test_a_key_asked_for_twelve_times_at_once_is_one_and_every_answer_shows_what_works(town_walk: Walk) -> None:
    shown: list[str] = []
    making = [lambda: shown.append(open311.make_key("X", once="form", by_id=town_walk.leader_id, now=clock.now()))] * 12
    assert at_once(town_walk.app, making) == ["accepted"] * 12
    assert (len(shown), len(set(shown)), count(Open311Key)) == (12, 1, 1)
    assert open311_queries.by_secret(shown[0]) is not None


def test_letters_asked_for_at_once_are_one(town_walk: Walk) -> None:
    places(town_walk, 2)
    ask(town_walk, 1, 2)
    day = clock.now().date() + dt.timedelta(days=14)
    asking = [
        lambda: protocol.ask_departments(town_walk.event_id, town_walk.step_id, day, town_walk.leader_id, clock.now())
    ] * 6
    assert at_once(town_walk.app, asking) == ["accepted"] * 6
    assert count(ProtocolLetter) == 1
