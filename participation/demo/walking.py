"""A safety walk of the demonstration, on the map of central Helsinki with its Swedish names."""

from __future__ import annotations

import datetime as dt

from participation import clock, tokens
from participation.demo import cast
from participation.demo.gathering import event_of
from participation.events import queries as event_queries
from participation.events.models import Step
from participation.walks.maps import actions as maps
from participation.walks.maps import drawing
from participation.walks.planning import actions as planning
from participation.walks.planning.rules import place_of
from participation.walks.rules import Point

STOPS = (
    ("Järnvägstorget", "Torget", "Vilka är här, och vart kan man gå om något händer?"),
    ("Kompassplanet", "Tunnelns mynning", "Vad ser du, och vem ser dig?"),
    ("Universitetsgatan", "Bakom biblioteket", "Hur känns det att vänta här?"),
    ("Fabiansgatan", "Backen", "Lyser alla lampor?"),
    ("Vilhelmsgatan", "Busshållplatsen", "Var skulle du stå när det är mörkt?"),
    ("Kajsaniemiparken", "Parken", "Går du här ensam? Vilken väg tar du annars?"),
)


def build(process_id: str, organiser_id: str, starts_at: dt.datetime, zone: str) -> str:
    """Prepare the walk; returns the event's id."""
    drawn = drawing.read(cast.HELSINKI.read_text(encoding="utf-8"))
    map_id = maps.keep_map(drawn, clock.now())
    title, place = "Trygghetsvandring i centrum", "Järnvägstorget"
    event_id = event_of(process_id, title, place, organiser_id, starts_at, zone, method="safety-walk")
    step = walk_of(event_id)
    for name, called, prompt in STOPS:
        where = place_of(name, drawn.names, drawn.bounds)
        assert where is not None
        point = Point("", called, prompt, *where)
        planning.add_point(event_id, step.id, point, once=tokens.new_id(), map_id=map_id)
    notes = "Trappan vid busshållplatsen är avstängd. Lampan längst in i tunneln är trasig."
    planning.set_out(event_id, step.id, light="dark", groups=2, notes=notes)
    return event_id


def walk_of(event_id: str) -> Step:
    """The step in which people walk."""
    event = event_queries.event(event_id)
    assert event is not None
    return next(step for step in event.steps if step.kind == planning.KIND)
