"""A municipality's own methods, and the steps that an event gets from a method."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.db import Model, Moment
from participation.events.models import Step
from participation.methods import Method, in_language
from participation.people.models import Staff


class OwnMethod(Model):
    """A method that was saved here or came as a file; `source` is that file, and its id stands in it.

    Events keep what they copied from it, so a newer version, or none, changes no event.
    """

    __tablename__ = "own_method"
    __table_args__ = (
        CheckConstraint("version between 1 and 9999", name="version"),
        CheckConstraint("length(source) <= 60000", name="source"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    version: Mapped[int]
    source: Mapped[str] = mapped_column(Text)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    """When this version came."""
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))

    by: Mapped[Staff] = relationship(lazy="joined")


def steps_of(method: Method, event_id: str, language: str) -> list[Step]:
    """The steps that an event gets from a method, in one language, to be added to a session."""
    return [
        Step(
            event_id=event_id,
            position=position,
            kind=step.kind,
            title=step.title[language],
            prompt=step.prompt.get(language, ""),
            minutes=step.minutes,
            settings=in_language(step.settings, language) | ({"note": step.note[language]} if step.note else {}),
        )
        for position, step in enumerate(method.steps)
    ]
