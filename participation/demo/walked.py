"""The walk of the demonstration that was walked: by day, in the dark, answered, and walked again after two months."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw
from werkzeug.datastructures import FileStorage

from participation import clock, tokens
from participation.demo import cast, walk_words
from participation.demo.gathering import afternoon, join, step_of
from participation.demo.walk_words import AGAIN, DARK, DAY, Mark
from participation.events import actions as events
from participation.events.actions import Plan
from participation.events.contributions.actions import Gift
from participation.events.models import Step
from participation.events.preparing import actions as preparing
from participation.people import queries as people
from participation.walks.maps import queries as maps
from participation.walks.marking import actions as marking
from participation.walks.marking import words as marking_words
from participation.walks.marking.rules import Seen
from participation.walks.pictures import actions as picture_actions
from participation.walks.pictures import queries as pictures
from participation.walks.places import actions as places
from participation.walks.places import queries as gathered
from participation.walks.planning import actions as planning
from participation.walks.protocol import actions as protocol
from participation.walks.protocol import queries as protocols
from participation.walks.protocol.rules import Answer, Change, Editor
from participation.walks.publishing import actions as publishing
from participation.walks.publishing.rules import Draft
from participation.walks.rules import Plan as Route
from participation.walks.rules import plan_of

WALKERS = 9
TWO_MONTHS, LAST_WEEK = 62, 6
"""How many days ago they walked, and walked again."""
AFTER_DARK = dt.timedelta(hours=3)


def build(planned_id: str, process_id: str, staff: Mapping[str, str], now: dt.datetime, zone: str) -> None:
    """Walk the planned route by day and in the dark, have it answered, and walk it again."""
    omar = staff[cast.OMAR.email]
    by_night = afternoon(now, -TWO_MONTHS, zone) + AFTER_DARK
    walk = _Walks(planned_id, process_id, omar, zone)
    walk.walked("Vandring i centrum, på dagen", "day", by_night - dt.timedelta(days=1, hours=6), DAY)
    first = walk.walked("Vandring i centrum, i mörker", "dark", by_night, DARK)
    answers = walk_words.answers(clock.local_date(by_night, zone), _departments())
    _answer(first, answers, staff, by_night)
    _let_out(first, omar, by_night + dt.timedelta(days=3))
    evening = afternoon(now, -LAST_WEEK, zone) + AFTER_DARK
    second = walk.walked("Vandring i centrum, en gång till", "dark", evening, AGAIN)
    _answer(second, {name: answer for name, answer in answers.items() if name != "Parken"}, staff, evening)


def _departments() -> dict[str, str]:
    return {department.name: department.id for department in people.departments()}


@dataclass(frozen=True, slots=True)
class _Walks:
    """Walks like the one that is planned."""

    planned_id: str
    process_id: str
    leader_id: str
    zone: str

    def walked(self, title: str, light: str, start: dt.datetime, marks: Sequence[Mark]) -> Step:
        """A walk that is over, with what was marked gathered into places that have names."""
        end = start + dt.timedelta(hours=2)
        plan = Plan(title, "Järnvägstorget", start, end, clock.local_date(start, self.zone) + dt.timedelta(days=21))
        by = self.leader_id
        event_id = preparing.copy_event(self.planned_id, self.process_id, plan, organiser_id=by, now=start)
        step = step_of(event_id, planning.KIND)
        planning.set_out(event_id, step.id, light=light, groups=2, notes="")
        events.open_step(event_id, step.id, by, start)
        _mark_all(event_id, step.id, marks, start)
        places.gather(event_id, step.id, by, end)
        step = step_of(event_id, planning.KIND)
        for place in gathered.of_walk(step).places:
            places.name(event_id, step.id, place.place.id, place.name or place.suggested, "")
        events.end_event(event_id, "closed", reason="", hear_back_on=None, by_id=by, now=end)
        return step_of(event_id, planning.KIND)


def _mark_all(event_id: str, step_id: str, marks: Sequence[Mark], start: dt.datetime) -> None:
    route = plan_of(step_of(event_id, planning.KIND).settings)
    young = [join(event_id, "young") for _walker in range(WALKERS)]
    for place, who in enumerate(young):
        marking.join_group(event_id, step_id, who.id, 1 + place % 2, start)
    for place, mark in enumerate(marks):
        seen = _seen(mark, route)
        text = seen.why or marking_words.in_words(seen.feeling, seen.about)
        gift = Gift(tokens.new_id(), event_id, step_id, young[place % WALKERS].id, marking.KIND, text, "sv")
        at = start + dt.timedelta(minutes=5 + 3 * place)
        marking.mark(gift, seen, at)
        if mark.pictured:
            marking.add_picture(event_id, gift.id, gift.participant_id, _slope(), mark.where, at)


def _seen(mark: Mark, route: Route) -> Seen:
    stop = next((stop for stop in route.stops if stop.name == mark.where), None)
    if stop is not None:
        return Seen(mark.feeling, mark.about, mark.why, stop=stop.key)
    town = maps.of_plan(route.map_id)
    assert town is not None
    assert mark.at is not None
    lon, lat = town.bounds.degrees(*mark.at)
    return Seen(mark.feeling, mark.about, mark.why, place=mark.where, lon=round(lon, 5), lat=round(lat, 5), accuracy=9)


def _answer(step: Step, answers: Mapping[str, Answer], staff: Mapping[str, str], walked: dt.datetime) -> None:
    """The departments are asked by letter, and answer within three weeks; then everybody may read it."""
    omar, asked = staff[cast.OMAR.email], walked + dt.timedelta(days=1)
    departments = _departments()
    organiser = Editor(omar, None, organises=True)
    named = {row.gathered.name: row for row in protocols.of_walk(step).rows}
    whose = {name: answers[name].department_id if name in answers else departments[cast.CULTURE] for name in named}
    asking = [Change(row.id, 0, Answer(department_id=whose[name])) for name, row in named.items() if whose[name]]
    protocol.take_in(step.id, asking, organiser, asked)
    protocol.ask_departments(step.event_id, step.id, asked.date() + dt.timedelta(days=21), omar, asked)
    for who in (cast.OMAR, cast.TOVE, cast.KIM):
        theirs = departments.get(who.department or "", "")
        editor = Editor(staff[who.email], theirs, organises=False) if theirs else organiser
        changes = [
            Change(row.id, 1 if theirs else 0, answers[name])
            for name, row in named.items()
            if name in answers and whose[name] == theirs
        ]
        protocol.take_in(step.id, changes, editor, walked + dt.timedelta(days=4))
    protocol.publish(step.event_id, step.id, omar, walked + dt.timedelta(days=5))


def _let_out(step: Step, by_id: str, now: dt.datetime) -> None:
    """One mark of each place goes out to everybody in the organiser's words, one of them with a picture."""
    where = (step.event_id, step.id)
    for row in protocols.of_walk(step).rows:
        first = row.gathered.seen[0]
        text = first.why or marking_words.in_words(first.facts.feeling, first.facts.about)
        draft = Draft(next(iter(first.facts.about), "nice"), text, row.gathered.name, with_spot=True)
        publishing.publish(*where, first.id, draft, by_id=by_id, now=now)
        for photo in pictures.of_observations([first.id]).get(first.id, ()):
            words = "En backe i mörker. Fyra lyktstolpar står längs vägen, alla släckta."
            picture_actions.approve(*where, photo.sent.id, ["11", "23"], words, by_id=by_id, now=now)


def _slope() -> FileStorage:
    """A drawn picture, because a demonstration has no photographs of real places."""
    picture = Image.new("RGB", (1200, 900), "#151a28")
    pen = ImageDraw.Draw(picture)
    pen.polygon([(0, 900), (1200, 900), (1200, 420), (0, 760)], fill="#23252c")
    pen.polygon([(360, 900), (760, 900), (930, 500), (880, 515)], fill="#34343b")
    for place in range(4):
        left, foot = 300 + 165 * place, 830 - 95 * place
        top = foot - 330 + 45 * place
        pen.line([(left, foot), (left, top)], fill="#0b0c11", width=14 - 2 * place)
        pen.ellipse([left - 20, top - 16, left + 20, top + 12], fill="#3b3d45")
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG")
    buffer.seek(0)
    return FileStorage(buffer, "slope.jpg", content_type="image/jpeg")
