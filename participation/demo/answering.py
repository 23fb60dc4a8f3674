"""What became of what was said: proposals with their answers, told day by day from `proposals.toml`."""

from __future__ import annotations

import datetime as dt
import io
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from participation import clock, tokens
from participation.db import db
from participation.demo import cast
from participation.demo.gathering import Young, say_whether_it_helped
from participation.events.records import actions as records
from participation.media.actions import NewPicture, read_picture
from participation.people.models import Department
from participation.proposals.answering import actions as answering
from participation.proposals.answering.actions import Draft
from participation.proposals.handing import actions as handing
from participation.proposals.ledger import actions as ledger
from participation.proposals.ledger.queries import chain_of
from participation.proposals.making import actions as making
from participation.proposals.making.actions import Wanted
from participation.proposals.placing import town
from participation.proposals.rules import Kind

AT_ONCE = dt.timedelta(0)
PUBLISHED = 2
"""Days after its meeting on which a proposal is published."""
REPLY, DECISION = 23, 90
DAYS = ("decided_on", "due", "ends_on", "meeting_on", "from", "to")
"""Facts that are dates: `proposals.toml` counts them in days from the meeting."""
MEETINGS: Mapping[str, Any] = tomllib.loads(Path(__file__).with_name("proposals.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Meeting:
    """Where proposals came from: the event, when it was held, who opened it, and who was there."""

    event_id: str
    start: dt.datetime
    organiser_id: str
    young: Sequence[Young]


@dataclass
class Telling:
    """What is still to happen, each on its day: the chain of the ledger then stands in the order of time."""

    staff: Mapping[str, str]
    zone: str
    happens: list[tuple[dt.datetime, Callable[[], None]]] = field(default_factory=list)

    def carry_on(self, meeting: Meeting, plan: Mapping[str, Any], contribution_id: str) -> None:
        """One proposal from one contribution: it is published, and then goes through its steps."""
        carried = _Carried(self, meeting, plan, contribution_id)
        self.at(meeting, PUBLISHED, carried.publish)
        for step in plan.get("steps", ()):
            self.at(meeting, step["day"], partial(carried.take, step))
            if erased := step.get("erased"):
                self.at(meeting, erased, partial(carried.erase, step["name"], erased))
        if to := plan.get("hand_to"):
            self.at(meeting, PUBLISHED + 3, partial(carried.hand, to))
        if how := plan.get("helped"):
            asked = plan["steps"][-1]["day"] + 2
            self.at(meeting, asked, partial(carried.say_whether_it_helped, how, asked))

    def at(self, meeting: Meeting, day: int, happening: Callable[[], None]) -> None:
        """Something happens so many days after a meeting."""
        self.happens.append((meeting.start + dt.timedelta(days=day), happening))

    def play(self) -> None:
        """Let it happen, the earliest first."""
        for _moment, happening in sorted(self.happens, key=lambda told: told[0]):
            happening()


@dataclass
class _Carried:
    """One proposal on its way."""

    telling: Telling
    meeting: Meeting
    plan: Mapping[str, Any]
    contribution_id: str
    number: int = 0
    entries: dict[str, int] = field(default_factory=dict)
    promises: dict[str, str] = field(default_factory=dict)

    @property
    def answerer(self) -> str:
        """Who answers: the head of the schools for what is theirs, else the politician."""
        return cast.SARA.email if self.plan["department"] == cast.SCHOOLS else cast.PETRA.email

    def day(self, days: int) -> dt.datetime:
        return self.meeting.start + dt.timedelta(days=days)

    def date(self, days: int) -> dt.date:
        return clock.local_date(self.day(days), self.telling.zone)

    def publish(self) -> None:
        holder = self.plan["department"]
        wanted = Wanted(
            client_id=tokens.new_id(),
            title=self.plan["title"],
            summary=self.plan["summary"],
            board=cast.DEPARTMENTS[holder],
            chosen=[self.contribution_id],
            department_ids=[_department(holder)],
            holder_id=_department(holder),
            answerer_id=self.telling.staff[self.answerer],
            reply_by=self.date(self.plan.get("reply", REPLY)),
            decide_by=self.date(DECISION),
            place=town().find(self.plan.get("place", "")),
        )
        self.number = making.publish(
            self.meeting.event_id, wanted, by_id=self.meeting.organiser_id, zone=self.telling.zone,
            now=self.day(PUBLISHED),
        )  # fmt: skip
        if record := self.plan.get("record"):
            astrid = self.telling.staff[cast.ASTRID.email]
            answering.register_record(self.number, record, by_id=astrid, now=self.day(PUBLISHED))

    def take(self, step: Mapping[str, Any]) -> None:
        """One step of the proposal: an entry, or several in one."""
        described = step.get("picture", "")
        draft = Draft(
            Kind(step["kind"]),
            self._facts(step.get("facts", {})),
            step["body"],
            about=self.entries.get(step.get("about", "")),
            picture=_lamps() if described else None,
            picture_text=described,
        )
        by_id = self.telling.staff[step.get("by", self.answerer)]
        answering.publish(self.number, tokens.new_id(), draft, by_id=by_id, wait=AT_ONCE, now=self.day(step["day"]))
        if name := step.get("name"):
            self.entries[name] = chain_of(self.number)[-1].seq

    def _facts(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """The facts with days as dates, and promises by the ids that they have here."""
        read: dict[str, Any] = {}
        for name, value in facts.items():
            if name in DAYS:
                read[name] = self.date(value).isoformat()
            elif name in {"promise", "date"}:
                read[name] = self.promises.setdefault(value, tokens.new_id())
            else:
                read[name] = value
        return read

    def erase(self, name: str, days: int) -> None:
        """An entry that should not have been written so is erased, under a decision of its board."""
        decision_id = records.enter_decision(
            board=cast.DEPARTMENTS[self.plan["department"]],
            decided_on=self.date(days - 1),
            paragraph="§ 40",
            keep_days=730,
            by_id=self.telling.staff[cast.ASTRID.email],
            today=self.date(days),
            now=self.day(days),
        )
        ledger.erase(self.entries[name], decision_id, self.day(days))

    def hand(self, department: str) -> None:
        """The holder asks another department to take it; the answer has not come."""
        kim = self.telling.staff[cast.KIM.email]
        why = self.plan["hand_why"]
        handing.ask(self.number, tokens.new_id(), _department(department), why, by_id=kim, now=self.day(PUBLISHED + 3))

    def say_whether_it_helped(self, how: str, days: int) -> None:
        say_whether_it_helped(self.number, self.meeting.young, how, self.day(days))


def _department(name: str) -> str:
    return db.session.scalars(select(Department.id).where(Department.name == name)).one()


def _lamps() -> NewPicture:
    """A drawn picture, because a demonstration has no photographs of real places."""
    picture = Image.new("RGB", (1200, 800), "#27304a")
    pen = ImageDraw.Draw(picture)
    pen.polygon([(420, 800), (780, 800), (640, 330), (600, 330)], fill="#5b5a63")
    for place in range(6):
        size = 1 - place * 0.14
        left, foot = 420 + place * 34, 790 - place * 82
        pen.line([(left, foot), (left, foot - 300 * size)], fill="#1c1b20", width=int(14 * size))
        glow = 70 * size
        pen.ellipse([left - glow, foot - 300 * size - glow, left + glow, foot - 300 * size + glow], fill="#7d7350")
        pen.ellipse([left - 22 * size, foot - 322 * size, left + 22 * size, foot - 278 * size], fill="#ffe9a8")
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    buffer.seek(0)
    return read_picture(FileStorage(buffer, "lamps.png", content_type="image/png"))
