"""What a story has besides its words: its places, who wants more or less like it, what it would take, its release."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from participation.db import Model


class StoryPlace(Model):
    """Where a teller placed their story in one of the step's questions: the number of a place on its scale or triangle.

    A question that did not fit the story has no row.
    """

    __tablename__ = "story_place"
    __table_args__ = (CheckConstraint("question between 0 and 3 and point between 0 and 9", name="in_bounds"),)

    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), primary_key=True)
    question: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    point: Mapped[int] = mapped_column(SmallInteger)


class StoryWish(Model):
    """One participant wants more like a story (1), less (-1), or neither (0). It can be changed."""

    __tablename__ = "story_wish"
    __table_args__ = (CheckConstraint("value in (-1, 0, 1)", name="value"),)

    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), primary_key=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participant.id"), primary_key=True, index=True)
    value: Mapped[int] = mapped_column(SmallInteger)


class StoryNeed(Model):
    """What it would take, somebody says of a story; a contribution of its own."""

    __tablename__ = "story_need"

    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), primary_key=True)
    story_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), index=True)


class StoryRelease(Model):
    """Its teller lets everybody read a story, outside the event too, such as in the evaluation of the process."""

    __tablename__ = "story_release"

    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), primary_key=True)
