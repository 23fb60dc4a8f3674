"""A safety walk of the tests: an event made from its method, with stops on the demonstration's map."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from typing import Any

from flask import Flask
from PIL import Image
from werkzeug.test import TestResponse

from participation import clock, tokens
from participation.db import db
from participation.demo import cast
from participation.events import actions as events
from participation.events import queries as event_queries
from participation.events.contributions.actions import Gift
from participation.events.models import Step
from participation.processes import actions as processes
from participation.walks import rules
from participation.walks.maps import actions as maps
from participation.walks.maps import drawing
from participation.walks.marking import actions as marking
from participation.walks.marking.models import Observation
from participation.walks.marking.rules import Seen
from participation.walks.planning import actions as planning
from participation.walks.rules import Plan, Point
from tests.cast import OMAR, Evening, account
from tests.reading import Browser

STOPS = (
    Point("", "Tunneln", "Se dig om: vad ser du, vem ser dig?", 24.9410, 60.1710),
    Point("", "Torget", "", 24.9440, 60.1715),
    Point("", "Parken", "Hur känns det här efter åtta?", 24.9460, 60.1740),
)


@dataclass(slots=True)
class Walk(Evening):
    """An event whose middle step is a walk."""

    @property
    def step_id(self) -> str:
        """The step in which people walk."""
        return self.steps["walk"]

    @property
    def step(self) -> Step:
        """The same as it is in the database now."""
        return next(step for step in self.event.steps if step.id == self.step_id)

    @property
    def plan(self) -> Plan:
        """The plan as it is now."""
        return rules.plan_of(self.step.settings)

    @property
    def walk_path(self) -> str:
        """The walk's page on a phone."""
        return f"{self.path}/walk/{self.step_id}"

    @property
    def plan_path(self) -> str:
        """The page on which it is prepared."""
        return f"{self.path}/walks/{self.step_id}/plan"


def walk_of(app: Flask, *, stops: tuple[Point, ...] = STOPS, with_map: bool = True) -> Walk:
    """A walk that Omar prepared, and that the room is in."""
    leader_id = account(OMAR).id
    starts_at = clock.now().replace(minute=0, second=0, microsecond=0)
    process_id = processes.create_process(
        title="Tryggt i centrum",
        introduction="Ni visar var det inte känns bra.",
        board="Tekniska nämnden",
        organiser_id=leader_id,
        now=starts_at,
    )
    plan = events.Plan("Vandring i centrum", "Stationen", starts_at, starts_at + dt.timedelta(hours=3), None)
    event_id = events.create_event(
        process_id, plan, method_key="safety-walk", language="sv", organiser_id=leader_id, now=starts_at
    )
    event = event_queries.event(event_id)
    assert event is not None
    steps = {step.kind: step.id for step in event.steps}
    made = Walk(app, OMAR, event_id, process_id, event.join_code, steps, leader_id)
    map_id = maps.keep_map(drawing.read(cast.HELSINKI.read_text(encoding="utf-8")), clock.now()) if with_map else ""
    for number, stop in enumerate(stops):
        planning.add_point(event_id, made.step_id, stop, once=str(number), map_id=map_id)
    made.go_to("walk")
    return made


# Observations

DARK = Seen(-2, ("light", "people"), "Lampan är trasig", place="Mannerheimvägen")


def picture(colour: str = "red") -> io.BytesIO:
    made = io.BytesIO()
    image = Image.new("RGB", (60, 40), colour)
    exif = Image.Exif()
    exif[0x010E] = "a name"
    image.save(made, "JPEG", exif=exif)
    return io.BytesIO(made.getvalue())


def gift(walk: Walk, participant_id: str | None, text: str = "Lampan är trasig", id: str = "") -> Gift:
    key = id or tokens.new_id()
    return Gift(key, walk.event_id, walk.step_id, participant_id, marking.KIND, text, "sv")


def sent(browser: Browser, walk: Walk, **fields: Any) -> TestResponse:
    """A phone's script sends an observation."""
    values = {"id": "observation-1", "feeling": "-2", "place": "Torget", **fields}
    return browser.client.post(f"{walk.walk_path}/observations", data=values, headers={"Accept": "application/json"})


def came(walk: Walk) -> list[Observation]:
    db.session.rollback()
    return db.session.query(Observation).order_by(Observation.marked_at).all()
