"""Which place a proposal is about: by name, or by the spot of its walk; on the map, in the list, as data."""

from __future__ import annotations

import json

import pytest

from participation import clock
from participation.db import db
from participation.demo import cast
from participation.proposals import queries
from participation.proposals.models import ProposalPlace
from participation.proposals.placing import actions, rules
from participation.proposals.placing import queries as placing
from participation.proposals.placing.rules import Spot
from participation.walks.maps import actions as maps
from participation.walks.maps import drawing
from tests.conftest import count_queries
from tests.proposals.town import NOW, Town

SQUARE = Spot("Järnvägstorget", 24.94, 60.17)


def _with_map() -> None:
    maps.keep_map(drawing.read(cast.HELSINKI.read_text(encoding="utf-8")), clock.now())
    db.session.rollback()


def _place(lindvik: Town, number: int, spot: Spot | None) -> Spot | None:
    actions.place(number, spot, by_id=lindvik.id_of(cast.OMAR), now=NOW)
    db.session.rollback()
    return placing.of(number)


def test_the_spot_of_the_walk_is_taken_only_when_it_is_ticked() -> None:
    marked = Spot("Tunneln", 1.0, 2.0)
    assert rules.chosen("Torget", SQUARE, marked, False) == SQUARE
    assert rules.chosen("Torget", SQUARE, marked, True) == Spot("Järnvägstorget", 1.0, 2.0)
    assert rules.chosen("", None, marked, True) == marked
    assert rules.chosen("Bakom Ica", None, None, True) == Spot("Bakom Ica")
    assert rules.chosen("", None, marked, False) is None


def test_a_place_is_said_changed_and_taken_away(lindvik: Town) -> None:
    number = lindvik.made(place=SQUARE)
    assert placing.of(number) == SQUARE
    assert _place(lindvik, number, Spot("Bakom Ica")) == Spot("Bakom Ica")
    assert _place(lindvik, number, Spot("Bakom Ica")) == Spot("Bakom Ica")
    assert _place(lindvik, number, None) is None
    assert _place(lindvik, number, None) is None


def test_the_list_and_the_map_find_it_by_place(lindvik: Town) -> None:
    lindvik.made(place=SQUARE)
    lindvik.made()
    lindvik.made(place=Spot("Bakom Ica"))
    db.session.rollback()
    key = rules.key("  JARNVÄGSTORGET ")
    assert [row.number for row in queries.listed(queries.Filter(place=key))[0]] == [1]
    assert [row.number for row in queries.listed(queries.Filter(place="nowhere"))[0]] == []
    gathered = rules.gather(placing.placed(queries.Filter(), 10))
    assert [(one.number, one.spot.name) for one in gathered] == [(1, "Järnvägstorget"), (0, "Bakom Ica")]
    assert placing.placed(queries.Filter(process="none"), 10) == []


def test_the_map_its_data_and_the_table_say_where(small_lindvik: Town) -> None:
    _with_map()
    small_lindvik.made(place=SQUARE, title="Ljus <här>")
    small_lindvik.made(place=Spot("Bakom Ica"))
    public = small_lindvik.app.test_client()
    shown = public.get("/f/map").get_data(as_text=True)
    assert 'class="stop"' in shown
    assert "Ljus &lt;här&gt;" in shown
    assert "Bakom Ica" in shown
    told = json.loads(public.get("/data/proposals.geojson").data)
    assert public.get("/data/proposals.geojson").mimetype == "application/geo+json"
    assert [(one["id"], one["geometry"]["coordinates"]) for one in told["features"]] == [(1, [24.94, 60.17])]
    assert told["features"][0]["properties"]["place"] == "Järnvägstorget"
    table = public.get("/data/proposals.csv").data.decode("utf-8-sig")
    assert "Järnvägstorget,24.94,60.17" in table
    explained = public.get("/data").get_data(as_text=True)
    assert [name for name in told["features"][0]["properties"] if f"<code>{name}</code>" not in explained] == []
    assert 'href="/f?place=' in public.get("/f/1").get_data(as_text=True)


def test_a_town_without_a_map_has_the_list(small_lindvik: Town) -> None:
    small_lindvik.made(place=SQUARE)
    shown = small_lindvik.app.test_client().get("/f/map").get_data(as_text=True)
    assert "Järnvägstorget" in shown
    assert "<figure" not in shown


def test_the_organiser_says_it_on_the_working_page(small_lindvik: Town) -> None:
    _with_map()
    small_lindvik.made()
    omar = small_lindvik.signed_in(cast.OMAR)
    assert 'name="place"' in omar.get("/staff/proposals/1").get_data(as_text=True)
    assert omar.post("/staff/proposals/1/place", data={"place": "järnvägstorget"}).status_code == 303
    kept = db.session.get_one(ProposalPlace, 1)
    assert (kept.name, kept.lon is not None) == ("Järnvägstorget", True)
    assert small_lindvik.signed_in(cast.PETRA).post("/staff/proposals/1/place", data={}).status_code == 403


@pytest.mark.parametrize("name", ["x" * 101, "x" * 500])
def test_a_name_that_is_too_long_is_refused_with_words(small_lindvik: Town, name: str) -> None:
    small_lindvik.made()
    answer = small_lindvik.signed_in(cast.OMAR).post("/staff/proposals/1/place", data={"place": name})
    assert answer.status_code == 422


@pytest.mark.parametrize("name", ["🛹", "مرحبا", "<b>", "\x00", "  "])
def test_odd_names_are_taken_as_they_are_or_not_at_all(small_lindvik: Town, name: str) -> None:
    small_lindvik.made()
    client = small_lindvik.signed_in(cast.OMAR)
    assert client.post("/staff/proposals/1/place", data={"place": name, "marked": "1"}).status_code == 303
    assert client.get("/f/map").status_code == 200
    assert client.get("/f", query_string={"place": name}).status_code == 200


def test_the_map_asks_as_often_for_many_as_for_one(small_lindvik: Town) -> None:
    _with_map()
    public = small_lindvik.app.test_client()
    small_lindvik.made(place=SQUARE)
    with count_queries() as one:
        public.get("/f/map")
    for place in range(9):
        small_lindvik.made(place=Spot(f"Gata {place}", 24.9 + place / 100, 60.1))
    with count_queries() as many:
        public.get("/f/map")
    assert many.count == one.count
