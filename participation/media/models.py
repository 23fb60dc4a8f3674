"""Pictures that were uploaded: only what was made anew from them is kept."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from participation import tokens
from participation.db import Model, Moment


class Picture(Model):
    """A re-encoded JPEG in `MEDIA_DIR` under a random name, with the text that stands for it."""

    __tablename__ = "picture"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=tokens.new_id)
    sha256: Mapped[str] = mapped_column(String(64))
    width: Mapped[int]
    height: Mapped[int]
    text: Mapped[str] = mapped_column(String(300))
    created_at: Mapped[dt.datetime] = mapped_column(Moment)


class PictureRelease(Model):
    """A picture may be seen by everybody: what it belongs to was published. Before, only its author does."""

    __tablename__ = "picture_release"

    picture_id: Mapped[str] = mapped_column(ForeignKey("picture.id"), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
