"""A safety walk of the demonstration, on the map of central Helsinki with its Swedish names."""

from __future__ import annotations

import datetime as dt

from participation import clock, tokens
from participation.demo import cast
from participation.demo.gathering import event_of, step_of
from participation.walks.maps import actions as maps
from participation.walks.maps import drawing
from participation.walks.planning import actions as planning
from participation.walks.rules import Point

ROUTE = (
    (400, 505, "Torget", "Vilka är här, och vart kan man gå om något händer?"),
    (372, 600, "", ""),
    (255, 652, "Tunnelns mynning", "Vad ser du, och vem ser dig?"),
    (425, 640, "", ""),
    (484, 690, "", ""),
    (606, 686, "Bakom biblioteket", "Hur känns det att vänta här?"),
    (703, 680, "", ""),
    (700, 610, "Backen", "Lyser alla lampor?"),
    (690, 505, "", ""),
    (618, 452, "", ""),
    (520, 438, "Busshållplatsen", "Var skulle du stå när det är mörkt?"),
    (478, 440, "", ""),
    (462, 350, "", ""),
    (432, 232, "Parken", "Går du här ensam? Vilken väg tar du annars?"),
)
"""The route in metres on that map: stops with what to look at, and bends without a name."""


def build(process_id: str, organiser_id: str, starts_at: dt.datetime, zone: str) -> str:
    """Prepare the walk; returns the event's id."""
    drawn = drawing.read(cast.HELSINKI.read_text(encoding="utf-8"))
    map_id = maps.keep_map(drawn, clock.now())
    title, place = "Trygghetsvandring i centrum", "Järnvägstorget"
    event_id = event_of(process_id, title, place, organiser_id, starts_at, zone, method="safety-walk")
    step = step_of(event_id, planning.KIND)
    for x, y, name, prompt in ROUTE:
        point = Point("", name, prompt, *drawn.bounds.degrees(x, y))
        planning.add_point(event_id, step.id, point, once=tokens.new_id(), map_id=map_id)
    notes = "Trappan vid busshållplatsen är avstängd. Lampan längst in i tunneln är trasig."
    planning.set_out(event_id, step.id, light="dark", groups=2, notes=notes)
    return event_id
