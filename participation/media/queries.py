"""Reads of pictures."""

from __future__ import annotations

from sqlalchemy import select

from participation.db import db
from participation.media.models import PictureRelease


def is_released(picture_id: str) -> bool:
    """Whether everybody may see this picture."""
    return (
        db.session.scalar(select(PictureRelease.picture_id).where(PictureRelease.picture_id == picture_id)) is not None
    )
