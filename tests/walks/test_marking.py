"""Marking places on a walk: by an ordinary form, by the leader's hand, and in groups."""

from __future__ import annotations

import io
import json

import pytest
from PIL import Image

from participation import clock, tokens
from participation.db import db, writing
from participation.events import activities
from participation.events.contributions.actions import withdraw
from participation.media.actions import path_of
from participation.walks.marking import actions, queries
from participation.walks.marking.models import Walker
from participation.walks.marking.rules import Seen
from participation.walks.planning import actions as planning
from tests.cast import LONG_WORD, WORDS, refusal_of
from tests.conftest import count_queries
from tests.reading import form_to, refusal_on, said
from tests.walks.walking import DARK, Walk, came, gift, picture, sent

# By an ordinary form


def test_somebody_marks_a_stop_without_javascript_and_finds_it_under_mine(walk: Walk) -> None:
    alva = walk.browser()
    alva.get(walk.walk_path)
    stop = walk.plan.stops[0]
    answer = alva.send("/observations", feeling="-3", about=["light", "sight"], stop=stop.key, why="Helt svart")
    assert (answer.status_code, "It is in" in said(answer.text)) == (200, True)
    [kept] = came(walk)
    assert (kept.feeling, kept.about, kept.place, kept.light) == (-3, ["light", "sight"], stop.name, "dark")
    assert (kept.lon, kept.lat) == (stop.lon, stop.lat)
    assert "Helt svart" in said(alva.get(f"{walk.path}/mine").text)


def test_a_picture_comes_along_with_the_form_and_is_made_anew(walk: Walk) -> None:
    alva = walk.browser()
    alva.get(walk.walk_path)
    alva.send("/observations", feeling="1", place="Vilhelmsgatan", picture=(picture(), "foto.jpg"))
    [marked] = queries.of_step(walk.step_id)
    [kept] = marked.pictures
    answer = walk.desk().client.get(f"{walk.path}/walk-pictures/{kept}.jpg")
    assert (answer.status_code, Image.open(io.BytesIO(answer.data)).getexif().get(0x010E)) == (200, None)
    assert alva.client.get(f"{walk.path}/walk-pictures/{kept}.jpg").status_code != 200
    assert alva.client.get(f"/media/{kept}.jpg").status_code == 404, "nobody approved it yet"


def test_a_street_is_where_its_middle_is_and_an_unknown_place_keeps_its_words(walk: Walk) -> None:
    alva = walk.browser()
    for number, place in enumerate(("mannerheimvagen", "bakom Ica")):
        assert sent(alva, walk, id=f"observation-{number}", place=place).status_code == 200
    street, unknown = came(walk)
    assert street.lon is not None
    assert (unknown.place, unknown.lon) == ("bakom Ica", None)


BAD = {
    "no feeling": {"feeling": ""},
    "too much feeling": {"feeling": "4"},
    "a feeling in words": {"feeling": "rädd"},
    "nowhere": {"place": ""},
    "beyond the earth": {"lon": "999", "lat": "1"},
    "no numbers": {"lon": "här", "lat": "där"},
    "not a number": {"lon": "nan", "lat": "nan"},
    "half a position": {"lon": "24.9", "lat": ""},
    "an unknown matter": {"about": "ghosts"},
    "words without end": {"why": "x" * 501},
    "a place without end": {"place": LONG_WORD},
    "a bad id": {"id": "x"},
    "another kind of id": {"id": "../../etc/passwd"},
    "a clock from nowhere": {"seconds_ago": "-5"},
}


@pytest.mark.parametrize("what", BAD)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_kept(walk: Walk, what: str) -> None:
    alva = walk.browser()
    answer = sent(alva, walk, **BAD[what])
    assert answer.status_code in {400, 422}
    assert answer.json
    assert answer.json["words"]
    alva.get(walk.walk_path)
    form = form_to(alva.page, "/observations")
    page = alva.client.post(form.action, data={**form.values, "feeling": "-2", "place": "Torget", **BAD[what]})
    assert (page.status_code, bool(refusal_on(page))) == (answer.status_code, True)
    assert came(walk) == []


@pytest.mark.parametrize("words", WORDS)
def test_whatever_people_write_is_kept_and_shown_as_they_wrote_it(walk: Walk, words: str) -> None:
    sent(walk.browser(), walk, why=words)
    [marked] = queries.of_step(walk.step_id)
    assert marked.said.text == words
    assert "<script>alert" not in walk.desk().get(f"{walk.path}/lead").text


def test_a_picture_that_is_none_is_refused_and_the_observation_stays(walk: Walk) -> None:
    alva = walk.browser()
    alva.get(walk.walk_path)
    answer = alva.send("/observations", feeling="1", place="Torget", picture=(io.BytesIO(b"no picture"), "foto.jpg"))
    assert (answer.status_code, bool(refusal_on(answer)), len(came(walk))) == (422, True, 1)


# Groups


def test_people_walk_with_a_group_of_at_most_ten(town_walk: Walk) -> None:
    event_id, step_id = town_walk.event_id, town_walk.step_id
    planning.set_out(event_id, step_id, light="dark", groups=2, notes="")
    people = [town_walk.join() for _each in range(11)]
    for person in people[:10]:
        actions.join_group(event_id, step_id, person, 1, clock.now())
    actions.join_group(event_id, step_id, people[0], 1, clock.now())
    assert refusal_of(actions.join_group, event_id, step_id, people[10], 1, clock.now()) == "group_full"
    assert refusal_of(actions.join_group, event_id, step_id, people[10], 3, clock.now()) == "not_a_choice"
    actions.join_group(event_id, step_id, people[0], 2, clock.now())
    actions.join_group(event_id, step_id, people[10], 1, clock.now())
    assert [group.walkers for group in queries.groups(step_id, 2)] == [10, 1]


def test_the_leader_sees_what_came_by_group_and_what_is_on_phones_still(walk: Walk) -> None:
    planning.set_out(walk.event_id, walk.step_id, light="day", groups=2, notes="")
    alva = walk.browser()
    alva.get(walk.walk_path)
    alva.send("/group", group="2")
    sent(alva, walk, unsent="3")
    _first, second = queries.groups(walk.step_id, 2)
    assert (second.number, second.came, second.unsent, second.phones) == (2, 1, 3, 1)
    page = said(walk.desk().get(f"{walk.path}/lead").text)
    assert "Group 2" in page
    assert "3 on phones still" in page
    sent(alva, walk, id="observation-2", unsent="0")
    db.session.rollback()
    assert db.session.query(Walker).one().unsent == 0


# The leader


def test_a_leader_writes_down_what_somebody_said_and_takes_in_a_phones_file(walk: Walk) -> None:
    desk = walk.desk()
    desk.get(f"{walk.path}/lead")
    assert desk.send("/by-hand", feeling="-1", place="Torget", why="Sagt högt").status_code == 200
    alva = walk.browser()
    sent(alva, walk, why="Mörkt", about="light")
    fields = {"feeling": "-2", "place": "Torget", "why": "Mörkt", "about": ["light"]}
    at = clock.now().timestamp() * 1000
    new = {"feeling": 2, "place": "Parken", "about": []}
    saved = [{"id": "observation-1", "fields": fields, "at": at}, {"id": "observation-9", "fields": new, "at": at}]
    for _twice in range(2):
        desk.get(f"{walk.path}/lead")
        file = io.BytesIO(json.dumps({"observations": saved}).encode())
        assert desk.send("/file", file=(file, "vandring.json")).status_code == 200
    assert len(came(walk)) == 3, "what the phone had sent already is the same"


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"observations": 3}', '{"observations": [{}]}', '{"observations": [{"id": "observation-1"}]}',
     '{"observations": [{"id": "observation-1", "at": 1e300, "fields": {"feeling": 1}}]}',
     '{"observations": [{"id": "observation-1", "at": 1, "fields": {"feeling": 9}}]}',
     '{"observations": [{"id": "observation-1", "at": 1, "fields": {"feeling": 1, "lon": "nan", "lat": "1"}}]}',
     '{"observations": [{"id": "x/y", "at": 1, "fields": {"feeling": 1, "place": "Torget"}}]}'],
)  # fmt: skip
def test_a_file_that_is_none_is_refused_in_words(walk: Walk, text: str) -> None:
    desk = walk.desk()
    desk.get(f"{walk.path}/lead")
    answer = desk.send("/file", file=(io.BytesIO(text.encode()), "vandring.json"))
    assert answer.status_code in {400, 422}
    assert came(walk) == []


def test_what_was_taken_back_is_nowhere_and_what_was_hidden_is_not_offered(town_walk: Walk) -> None:
    alva = town_walk.join()
    one, other = gift(town_walk, alva), gift(town_walk, alva, "Mörkt i parken", id=tokens.new_id())
    for item in (one, other):
        actions.mark(item, DARK, clock.now())
    assert next(offer.text for offer in queries.offers(town_walk.event_id)).startswith("Mannerheimvägen: ")
    withdraw(town_walk.event_id, one.id, alva, clock.now())
    assert [item.said.text for item in queries.of_step(town_walk.step_id)] == ["Mörkt i parken"]
    assert len(queries.offers(town_walk.event_id)) == 1


def test_pictures_go_out_of_sight_with_what_they_belong_to_and_are_destroyed_with_it(town_walk: Walk) -> None:
    alva = town_walk.browser()
    for number in ("1", "2"):
        sent(alva, town_walk, id=f"observation-{number}", picture=(picture(), "x.jpg"), lon="24.94", lat="60.17")
    [one], [other] = (item.pictures for item in queries.of_step(town_walk.step_id))
    assert {queries.picture(town_walk.event_id, one), queries.picture(town_walk.event_id, other)} == {one, other}
    withdrawn = next(i.said.id for i in queries.of_step(town_walk.step_id) if i.pictures == (one,))
    withdraw(town_walk.event_id, withdrawn, town_walk.who_is(alva), clock.now())
    assert queries.picture(town_walk.event_id, one) is None
    with writing() as session:
        activities.erase_copies(session, ["observation-1", "observation-2"])
    assert [path_of(item).exists() for item in (one, other)] == [False, False]
    assert {(item.place, item.lon, tuple(item.about)) for item in came(town_walk)} == {("", None, ())}


def test_the_group_that_was_chosen_without_net_comes_along_and_a_full_one_loses_nothing(walk: Walk) -> None:
    planning.set_out(walk.event_id, walk.step_id, light="day", groups=2, notes="")
    for _each in range(10):
        actions.join_group(walk.event_id, walk.step_id, walk.join(), 1, clock.now())
    alva = walk.browser()
    sent(alva, walk, group="2")
    assert [item.group_number for item in came(walk)] == [2]
    sent(alva, walk, id="observation-2", group="1")
    sent(alva, walk, id="observation-3", group="12")
    assert [item.group_number for item in came(walk)] == [2, 2, 2]


def test_danger_in_the_words_reaches_the_adult_on_duty_alone(walk: Walk) -> None:
    sent(walk.browser(), walk, why="Pappa slår mig")
    assert queries.of_step(walk.step_id) == []
    assert "slår" not in walk.desk().get(f"{walk.path}/lead").text


def test_a_leader_hides_a_mark_on_a_page_of_its_own_with_a_reason(walk: Walk) -> None:
    marked = actions.mark(gift(walk, walk.join()), DARK, clock.now()).id
    desk = walk.desk()
    path = f"{walk.path}/contributions/{marked}"
    assert path in desk.get(f"{walk.path}/lead").text
    assert "Move" not in said(desk.get(path).text), "a mark has no theme"
    refused = desk.send("/hide", reason=" ")
    assert (refused.status_code, bool(refusal_on(refused))) == (422, True)
    assert desk.send("/hide", reason="Nämner ett namn").status_code == 200
    [hidden] = queries.of_step(walk.step_id)
    assert hidden.said.hidden_because == "Nämner ett namn"
    assert desk.get(path.replace(marked, "nobody")).status_code == 404


def test_the_report_tells_every_place_and_nothing_that_was_taken_back(walk: Walk) -> None:
    alva = walk.join()
    stop = walk.plan.stops[1]
    at_stop = Seen(2, ("nice",), "Fint ljus", stop=stop.key)
    actions.mark(gift(walk, alva, "Fint ljus"), at_stop, clock.now())
    taken_back = gift(walk, alva, "Borta", id=tokens.new_id())
    actions.mark(taken_back, DARK, clock.now())
    withdraw(walk.event_id, taken_back.id, alva, clock.now())
    walk.end()
    desk = walk.desk()
    page = said(desk.get(f"{walk.path}/report").text)
    assert "Torget Safe : nice here" in page
    assert "Fint ljus" in page
    assert "1 safe place" in page
    assert "Borta" not in page
    rows = desk.get(f"{walk.path}/report.csv").text
    assert "observation" in rows
    assert "Fint ljus" in rows
    assert "Borta" not in rows


def test_the_leaders_page_reads_as_much_for_one_place_as_for_many(walk: Walk) -> None:
    desk, alva = walk.desk(), walk.join()
    actions.mark(gift(walk, alva), DARK, clock.now())
    desk.get(f"{walk.path}/lead")
    with count_queries() as few:
        desk.get(f"{walk.path}/lead")
    for number in range(100):
        actions.mark(gift(walk, alva, str(number)), DARK, clock.now())
    with count_queries() as many:
        desk.get(f"{walk.path}/lead")
    assert many.count == few.count
