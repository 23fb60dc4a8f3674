"""Until a vote is closed nobody is told how it stands: as many ballots that say something else look the same.

Everybody changes their mind and nothing else happens. Whatever any address says differently afterwards, to anybody,
would be the result leaking out: in words, in a comment, in a header or by its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from participation import clock
from participation.events import queries as events
from participation.events.co_leaders import actions as co_leaders
from participation.events.co_leaders.queries import COOKIE as CO_LEADER
from participation.people import actions as people
from participation.people.models import Role
from participation.voting.rules import State
from tests.voting.browsers import PASSWORD, in_the_vote, leader, phone
from tests.voting.hall import NOW, Hall
from tests.voting.test_methods_in_the_room import opened

FRESH = re.compile(r'data-now="\d+"|name="(id|once|csrf.token)" (value|content)="[^"]+"')
"""What a page makes anew each time it is asked for."""
CHANGING = ("/live", "/code")
"""What has no end, and what changes with the time."""


def signed_in(hall: Hall, role: Role) -> FlaskClient:
    """Somebody of the staff who has nothing to do with this event."""
    email = f"{role.value}@lindvik.example"
    staff_id = people.create_staff(email=email, name="A", role=role, title="", department_id=None, now=NOW)
    people.set_password(staff_id, PASSWORD)
    client = hall.app.test_client()
    assert client.post("/staff/sign-in", data={"email": email, "password": PASSWORD}).status_code == 303
    return client


def readers(hall: Hall) -> dict[str, FlaskClient]:
    """Everybody who might look, but no phone whose own ballot is among those that change."""
    link = co_leaders.make_link(hall.event_id, hall.leader_id, "form", clock.now())
    _event, secret = co_leaders.use_link(link, "phone", clock.now())
    carla = hall.app.test_client()
    carla.set_cookie(CO_LEADER + hall.event_id, secret)
    staff = {role.value: signed_in(hall, role) for role in (Role.ADMINISTRATOR, Role.POLITICIAN)}
    return {
        **staff,
        "who leads": leader(hall),
        "co-leader": carla,
        "who has not voted": phone(hall, hall.join(1)[0]),
        "anybody": hall.app.test_client(),
    }


def addresses(hall: Hall) -> Iterator[str]:
    """Every address that can be read and belongs to this event, its process, or nothing."""
    event = events.event(hall.event_id)
    assert event is not None
    known: dict[str, Any] = {
        "event_id": hall.event_id,
        "vote_id": hall.vote_id,
        "process_id": event.process_id,
        "step_id": hall.step_id,
        "contribution_id": hall.ideas[0],
        "code": event.join_code,
        "kind": "svg",
        "method_key": "idea-workshop",
    }
    adapter = hall.app.url_map.bind("")
    for rule in hall.app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.arguments <= set(known) and not rule.rule.endswith(CHANGING):
            yield adapter.build(rule.endpoint, {name: known[name] for name in rule.arguments})


def seen(hall: Hall, who: dict[str, FlaskClient]) -> dict[tuple[str, str], tuple[int, str, str]]:
    """What each is shown at each address: status, what else the answer says of itself, and the page."""
    found = {}
    for name, client in who.items():
        for address in addresses(hall):
            answer = client.get(address)
            said = f"{answer.headers.get('ETag')} {answer.headers.get('Location')}"
            found[name, address] = answer.status_code, said, FRESH.sub("", answer.text)
    return found


def told(hall: Hall, who: dict[str, FlaskClient]) -> list[tuple[str, str]]:
    """Who is told, and where, that everybody changed their mind."""
    voters = hall.join(6)
    for voter in voters:
        hall.cast(voter, [1])
    before = seen(hall, who)
    for voter in voters:
        hall.cast(voter, [2, 3])
    after = seen(hall, who)
    return [place for place in before if before[place] != after[place]]


def test_no_address_tells_anybody_that_ballots_say_something_else(small_hall: Hall) -> None:
    in_the_vote(small_hall).open()
    who = readers(small_hall)
    assert sum(status == 200 for status, _said, _page in seen(small_hall, who).values()) > 150, "pages must be read"
    assert told(small_hall, who) == []


def test_an_announced_result_is_found_by_the_same_search(small_hall: Hall) -> None:
    in_the_vote(small_hall).open(live=True)
    assert ("anybody", f"/v/{small_hall.vote_id}") in told(small_hall, {"anybody": small_hall.app.test_client()})


@pytest.mark.parametrize("file", [".csv", ".json", "/record.json", "/receipts.txt", "/ballots.csv", "/ballots.pb"])
def test_while_a_count_is_made_nothing_of_it_can_be_fetched(small_hall: Hall, file: str) -> None:
    opened(small_hall, "equal-shares")
    small_hall.cast(small_hall.join(1)[0], [1])
    small_hall.close()
    assert small_hall.vote.state is State.COUNTING
    assert leader(small_hall).get(f"/v/{small_hall.vote_id}{file}").status_code == 404


def test_recounting_from_the_command_line_waits_for_the_closing(small_hall: Hall) -> None:
    opened(small_hall, "equal-shares")
    small_hall.cast(small_hall.join(1)[0], [1])
    runner = small_hall.app.test_cli_runner()
    assert runner.invoke(args=["recount", small_hall.vote_id]).exit_code == 2
    small_hall.close()
    assert runner.invoke(args=["recount", small_hall.vote_id]).exit_code == 2
