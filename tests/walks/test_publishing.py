"""What goes out of a walk: only what somebody approved, coarse, covered, and only as long as nothing speaks against."""

from __future__ import annotations

import csv
import io
import json
import math

import feedparser
import pytest
from flask import Flask

from participation import clock
from participation.db import db, writing
from participation.demo import cast
from participation.events.contributions import actions as contributions
from participation.events.moderation.models import Hold
from participation.events.rehearsals import actions as rehearsals
from participation.refusal import Refusal
from participation.walks.maps import drawing, shapes
from participation.walks.maps import rules as map_rules
from participation.walks.marking import actions as marking
from participation.walks.marking.rules import Seen
from participation.walks.open311 import actions as open311
from participation.walks.open311 import queries as open311_queries
from participation.walks.open311.rules import Report
from participation.walks.publishing import actions, queries, rules
from participation.walks.publishing.models import PublicPlace
from participation.walks.publishing.queries import Asked
from participation.walks.publishing.rules import Draft
from tests.cast import at_desk
from tests.conftest import count_queries
from tests.reading import OLGA, OMAR, Browser, said
from tests.walks.walking import Walk, gift

SPOT = (24.94431, 60.17154)


def marked(walk: Walk, text: str = "Lampan är trasig", **more: object) -> str:
    seen = Seen(-2, ("light",), text, lon=SPOT[0], lat=SPOT[1], place=str(more.pop("place", "Mannerheimvägen")))
    return marking.mark(gift(walk, None, text), seen, clock.now()).id


def published(walk: Walk, text: str = "Lampan är trasig", **more: object) -> str:
    draft = Draft("light", text, str(more.get("place", "Mannerheimvägen")), with_spot=bool(more.get("spot", True)))
    contribution_id = marked(walk, text, **more)
    actions.publish(walk.event_id, walk.step_id, contribution_id, draft, by_id=walk.leader_id, now=clock.now())
    return contribution_id


def out() -> list[str]:
    db.session.rollback()
    return [place.text for place in queries.published(Asked())]


def test_nothing_goes_out_before_somebody_approved_it(town_walk: Walk) -> None:
    marked(town_walk)
    assert out() == []
    published(town_walk, "Mörkt vid tunneln")
    assert out() == ["Mörkt vid tunneln"]


def test_approving_twice_is_one_place_and_other_words_change_it(town_walk: Walk) -> None:
    contribution_id = published(town_walk)
    first = queries.published(Asked())[0]
    draft = Draft("upkeep", "En lampa är trasig", "", with_spot=False)
    where = (town_walk.event_id, town_walk.step_id, contribution_id)
    actions.publish(*where, draft, by_id=town_walk.leader_id, now=clock.now())
    db.session.rollback()
    (second,) = queries.published(Asked())
    assert (second.id, second.text, second.category, second.lon) == (first.id, "En lampa är trasig", "upkeep", None)


@pytest.mark.parametrize("how", ["withdrawn", "hidden", "held", "taken down"])
def test_a_place_is_gone_when_something_speaks_against_it(town_walk: Walk, how: str) -> None:
    author = town_walk.join()
    seen = Seen(-2, ("light",), "Mörkt", place="Torget")
    contribution_id = marking.mark(gift(town_walk, author, "Mörkt"), seen, clock.now()).id
    draft, by = Draft("light", "Mörkt", "Torget", with_spot=True), town_walk.leader_id
    place_id = actions.publish(town_walk.event_id, town_walk.step_id, contribution_id, draft, by_id=by, now=clock.now())
    assert out() == ["Mörkt"]
    if how == "withdrawn":
        contributions.withdraw(town_walk.event_id, contribution_id, author, clock.now())
    elif how == "hidden":
        contributions.hide(town_walk.event_id, contribution_id, "om ett hem", by, clock.now())
    elif how == "held":
        db.session.add(Hold(contribution_id=contribution_id, at=clock.now(), why="first"))
        db.session.commit()
    else:
        actions.take_down(place_id, by_id=by, now=clock.now())
        actions.take_down(place_id, by_id=by, now=clock.now())
    assert out() == []
    if how != "taken down":
        with pytest.raises(Refusal, match="not_to_publish"):
            actions.publish(town_walk.event_id, town_walk.step_id, contribution_id, draft, by_id=by, now=clock.now())


def test_what_goes_out_says_neither_who_nor_exactly_when_or_where(walk: Walk) -> None:
    published(walk)
    (place,) = queries.published(Asked())
    assert place.lon is not None
    assert place.lat is not None
    assert (place.lon, place.lat) != SPOT
    assert (place.came_at.minute, place.came_at.second) == (0, 0)
    for address in ("/data/places.csv", "/data/places.geojson", "/data/places.atom", "/places"):
        text = Browser(walk.app).get(address).text
        assert str(SPOT[0]) not in text
        assert walk.event_id not in text


def test_a_spot_is_on_a_grid_of_ten_metres() -> None:
    for metres in range(0, 60):
        lat = 60.17 + metres / 111_320
        lon, told = map_rules.coarse(24.94, lat)
        assert abs(told - lat) * 111_320 <= map_rules.GRID / 2 + 1
        assert abs(lon - 24.94) * 55_400 <= map_rules.GRID / 2 + 1
        assert map_rules.coarse(lon, told) == (lon, told)


def test_a_spot_at_a_house_is_told_as_one_on_the_way() -> None:
    svg = cast.HELSINKI.read_text(encoding="utf-8")
    houses, ways = shapes.houses(svg), shapes.ways(svg)
    width, height = drawing.read(svg).size
    assert len(houses) > 100
    assert len(ways) > 100
    assert all(-2 <= x <= width + 2 and -2 <= y <= height + 2 for ring in houses for x, y in ring)
    for ring in houses[:40]:
        spot = shapes.off_houses(ring[0], houses, ways)
        assert min(math.dist(spot, shapes._nearest(spot, way)) for way in ways) < 0.01
    assert shapes.off_houses(ways[0][0], [], ways) == ways[0][0]


def test_a_rehearsal_has_nothing_public(walk: Walk) -> None:
    event_id = rehearsals.begin(walk.event_id, walk.leader_id, clock.now())
    draft = Draft("light", "X", "", with_spot=False)
    with pytest.raises(Refusal, match="nothing_public_of_a_rehearsal"):
        actions.publish(event_id, walk.step_id, marked(walk), draft, by_id=walk.leader_id, now=clock.now())


def test_what_is_destroyed_is_destroyed_where_it_went_out_too(town_walk: Walk) -> None:
    contribution_id = published(town_walk)
    with writing() as session:
        actions.erase_places(session, [contribution_id])
    assert (out(), db.session.query(PublicPlace).count()) == ([], 0)


def test_what_another_system_sent_waits_on_both_databases(town_walk: Walk) -> None:
    key = open311.make_key("X", once="form", by_id=town_walk.leader_id, now=clock.now())
    known = open311_queries.by_secret(key)
    assert known is not None
    report = Report("light", -1, "", "Sent", "Torget", 24.944, 60.171)
    token = open311.take_in(report, known.id, clock.now())
    assert open311.take_in(report, known.id, clock.now()) == token
    (waiting,) = queries.waiting()
    assert (out(), queries.of_token(token)) == ([], (waiting.id, False, False))
    actions.approve(waiting.id, by_id=town_walk.leader_id, now=clock.now())
    actions.approve(waiting.id, by_id=town_walk.leader_id, now=clock.now())
    assert (out(), queries.of_token(token)) == (["Sent"], (waiting.id, True, False))
    area = rules.area("24.9,60.1,25,60.2", "torget")
    assert [place.text for place in queries.published(Asked(area=area, statuses=["open"]))] == ["Sent"]


# Data


def test_the_table_the_map_and_the_feed_tell_the_same(walk: Walk) -> None:
    published(walk, "=HYPERLINK()")
    published(walk, "Fint & grönt <här>", place="Esplanaden", spot=False)
    reader = Browser(walk.app)
    rows = list(csv.DictReader(io.StringIO(reader.get("/data/places.csv").text.lstrip("\ufeff"))))
    geo = json.loads(reader.get("/data/places.geojson").text)
    atom = feedparser.parse(reader.get("/data/places.atom").data)
    assert not atom.bozo
    assert {row["text"] for row in rows} == {"'=HYPERLINK()", "Fint & grönt <här>"}
    assert {row["id"] for row in rows} == {feature["id"] for feature in geo["features"]}
    assert {feature["geometry"] and feature["geometry"]["type"] for feature in geo["features"]} == {"Point", None}
    assert {entry.id.rpartition("#")[2] for entry in atom.entries} == {row["id"] for row in rows}
    assert any(entry.get("where") for entry in atom.entries)


def test_data_and_feed_of_one_area(walk: Walk) -> None:
    published(walk, "A", place="Mannerheimvägen")
    published(walk, "B", place="Åkergatan", spot=False)
    reader = Browser(walk.app)

    def texts(asked: str) -> set[str]:
        return {one["properties"]["text"] for one in reader.get(f"/data/places.geojson?{asked}").json["features"]}

    assert texts("bbox=24.94,60.17,24.95,60.18") == {"A"}
    assert texts("bbox=18,59,18.1,59.1") == set()
    assert texts("street=Åkergatan") == {"B"}
    assert len(feedparser.parse(reader.get("/data/places.atom?street=mannerheimvägen").data).entries) == 1
    for wrong in ("1,2,3", "a,b,c,d", "24.95,60.17,24.94,60.18", "nan,nan,nan,nan", "1e999,0,0,0", "🙂" * 30):
        assert reader.get("/data/places.geojson", query_string={"bbox": wrong}).status_code == 400


def test_open_data_explains_its_columns(walk: Walk) -> None:
    reader = Browser(walk.app)
    page = said(reader.get("/data").text)
    header = reader.get("/data/places.csv").text.lstrip("\ufeff").splitlines()[0]
    assert all(column in page for column in header.split(","))


# The organiser's page


def test_an_organiser_lets_places_go_out_and_takes_them_down_without_javascript(walk: Walk) -> None:
    contribution_id = marked(walk)
    desk = at_desk(walk.app, OMAR)
    path = f"{walk.path}/walks/{walk.step_id}/public"
    assert "Not public" in said(desk.get(path).text)
    answer = desk.send(f"public/{contribution_id}", text="x" * 4001)
    assert answer.status_code == 422
    desk.get(path)
    desk.send(f"public/{contribution_id}", text="Lampan är 🙂 trasig", spot="1")
    assert out() == ["Lampan är 🙂 trasig"]
    desk.send("/closed", words="Ny lampa sattes upp")
    assert queries.published(Asked(statuses=["closed"]))[0].remedy == "Ny lampa sattes upp"
    assert "Ny lampa sattes upp" in Browser(walk.app).get("/places").text
    desk.get(path)
    desk.send("/down")
    assert out() == []


def test_another_organiser_lets_nothing_of_this_walk_out(walk: Walk) -> None:
    contribution_id = marked(walk)
    path = f"{walk.path}/walks/{walk.step_id}/public"
    assert at_desk(walk.app, OLGA).get(path).status_code == 403
    assert at_desk(walk.app, OLGA).forge(f"{path}/{contribution_id}", text="X", about="light").status_code == 403
    assert at_desk(walk.app, OMAR).forge(f"{path}/nobody/down").status_code == 404


@pytest.mark.parametrize("many", [1, 12])
def test_the_pages_ask_as_often_for_many_places_as_for_one(walk: Walk, many: int) -> None:
    for number in range(many):
        published(walk, f"Plats {number}")
    reader, desk = Browser(walk.app), at_desk(walk.app, OMAR)
    counts = []
    for who, address in (
        (reader, "/places"),
        (reader, "/data/places.csv"),
        (reader, "/open311/v2/requests.json"),
        (desk, f"{walk.path}/walks/{walk.step_id}/public"),
    ):
        who.get(address)
        with count_queries() as seen:
            assert who.get(address).status_code == 200
        counts.append(seen.count)
    assert counts[1:3] == [1, 1]
    assert counts[0] <= 3
    assert counts[3] <= 16


def test_the_town_without_a_map_still_has_its_list(app: Flask) -> None:
    assert Browser(app).get("/places").status_code == 200
