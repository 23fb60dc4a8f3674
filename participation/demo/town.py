"""What the demonstration town is like now: one evening is open to join, earlier ones have been answered or voted on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from participation.demo import cast, dialogue, hackathon, history, walked, walking
from participation.demo.answering import Telling
from participation.demo.gathering import afternoon, event_of, give, join, support
from participation.events import actions as events
from participation.events import queries as event_queries
from participation.processes import actions as processes

TONIGHT = (
    "Gångvägen vid badhuset är mörk",
    "Busskuren vid torget, alla står där och hänger",
    "Parkeringen bakom Ica, där är det bråk",
    "Vi vill ha nånstans att vara efter nio",
    "Mer än bara fotboll på planen",
)


def build(staff: Mapping[str, str], now: dt.datetime, zone: str) -> None:
    """Build the town; `staff` holds account ids by e-mail address."""
    omar, olga = staff[cast.OMAR.email], staff[cast.OLGA.email]
    process_id = processes.create_process(
        title="Tryggt på kvällen",
        introduction="Ni säger var det inte känns bra på kvällen. Kommunen svarar på varje förslag.",
        board="Kultur- och fritidsnämnden",
        organiser_id=omar,
        now=now,
    )
    open_evening(process_id, omar, now, zone)
    planned_id = walking.build(process_id, omar, afternoon(now, 2, zone), zone)
    walked.build(planned_id, process_id, staff, now, zone)
    telling = Telling(staff, zone)
    history.build(process_id, telling, omar, now)
    hackathon.build(process_id, telling, omar, now)
    dialogue.build(process_id, telling, omar, now)
    other = processes.create_process(
        title="Norra fritidsgården",
        introduction="Vad ska hända på gården i vår?",
        board="Kultur- och fritidsnämnden",
        organiser_id=olga,
        now=now,
    )
    history.build_class(other, telling, olga, now)
    telling.play()
    event_of(other, "Planera våren", "Norra fritidsgården", olga, afternoon(now, 5, zone), zone)


def open_evening(process_id: str, organiser_id: str, now: dt.datetime, zone: str) -> str:
    """An idea workshop that is going on now: ideas are coming in, others' are open. Returns the event's id."""
    event_id = event_of(process_id, "Hur blir kvällen bättre?", "Ungdomens hus", organiser_id, now, zone)
    event = event_queries.event(event_id)
    assert event is not None
    board = next(step for step in event.steps if step.kind == "ideas")
    step_id, title, minutes = board.id, board.title, board.minutes
    prompt = "Var i stan känns det inte bra på kvällen?"
    events.change_step(event_id, step_id, title=title, prompt=prompt, minutes=minutes)
    events.open_step(event_id, step_id, organiser_id, now)
    events.open_others(event_id, step_id, organiser_id, now)
    young = [join(event_id, "young") for _name in cast.YOUNG]
    for place, (who, text) in enumerate(zip(young, TONIGHT, strict=True)):
        contribution_id = give(event_id, step_id, who, text, now)
        for other in young[: len(young) - place]:
            support(event_id, contribution_id, other)
    return event_id
