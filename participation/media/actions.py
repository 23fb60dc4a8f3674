"""Pictures: read within bounds, made anew without anything but the picture itself, stored under random names."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import math
import os
import struct
import threading
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from flask import current_app
from PIL import Image, ImageOps, UnidentifiedImageError
from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from participation import tokens
from participation.media import rules
from participation.media.models import Picture, PictureRelease
from participation.refusal import Refusal

_one_at_a_time = threading.Lock()
"""A photograph of 40 megapixels takes some 120 MB while it is decoded: one at once, the others wait."""


@dataclass(frozen=True, slots=True)
class NewPicture:
    """A picture made anew: JPEG in two sizes."""

    large: bytes
    small: bytes
    width: int
    height: int

    @property
    def sha256(self) -> str:
        """What tells the same picture sent twice."""
        return hashlib.sha256(self.large).hexdigest()


def read_picture(file: FileStorage) -> NewPicture:
    """Read an upload and make it anew. Refuses what is no JPEG, PNG or WebP, is too large, or is cut off.

    Nothing of the file itself is kept: no metadata, no comments, nothing hidden after the picture. Takes some
    300 ms for a phone's photograph: call it before `db.writing()`, not inside.
    """
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(file.stream, formats=rules.FORMATS) as image:
                rules.check_size(*image.size)
                return _made_anew(image)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
            raise Refusal(
                "picture_too_many_pixels", field="picture", megapixels=rules.MOST_PIXELS // 1_000_000
            ) from problem
        except UnidentifiedImageError as problem:
            raise Refusal("picture_unreadable", field="picture") from problem
        except (OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError, IndexError, struct.error) as problem:
            # What Pillow raises for pictures that begin well and end badly.
            raise Refusal("picture_broken", field="picture") from problem


def _made_anew(image: Image.Image) -> NewPicture:
    image.draft("RGB", (rules.LARGE, rules.LARGE))
    image.load()
    upright = ImageOps.exif_transpose(image)
    coloured = upright.convert("RGBA") if upright.mode in {"P", "PA", "LA", "RGBA"} else upright.convert("RGB")
    coloured.thumbnail((rules.LARGE, rules.LARGE))
    clean = Image.new("RGB", coloured.size, "white")
    clean.paste(coloured, mask=coloured if coloured.mode == "RGBA" else None)
    large, (width, height) = _jpeg(clean), clean.size
    clean.thumbnail((rules.SMALL, rules.SMALL))
    return NewPicture(large, _jpeg(clean), width, height)


def covered(picture_id: str, parts: Sequence[tuple[float, float, float, float]]) -> NewPicture:
    """A stored picture made anew with `parts` of it black; a part is left, top, right, bottom, from 0 to 1."""
    with _one_at_a_time, Image.open(path_of(picture_id)) as image:
        width, height = image.size
        for left, top, right, bottom in parts:
            box = (int(left * width), int(top * height), math.ceil(right * width), math.ceil(bottom * height))
            image.paste((0, 0, 0), box)
        return _made_anew(image)


def _jpeg(image: Image.Image) -> bytes:
    target = io.BytesIO()
    image.save(target, "JPEG", quality=82, optimize=True, progressive=True)
    return target.getvalue()


def store_picture(session: Session, picture: NewPicture, text: str, now: dt.datetime) -> Picture:
    """Keep a picture with the words that stand for it; only its author's pages show it until `release`.

    The files are written first: a row never points at nothing, and files without a row are never served.
    """
    row = Picture(
        id=tokens.new_id(),
        sha256=picture.sha256,
        width=picture.width,
        height=picture.height,
        text=text,
        created_at=now,
    )
    _write(path_of(row.id), picture.large)
    _write(path_of(row.id, small=True), picture.small)
    session.add(row)
    session.flush()
    return row


def release(session: Session, picture_id: str, now: dt.datetime) -> None:
    """Let everybody see a picture; doing it twice is doing it once."""
    if session.get(PictureRelease, picture_id) is None:
        session.add(PictureRelease(picture_id=picture_id, at=now))
        session.flush()


def withdraw(session: Session, picture_id: str) -> None:
    """Nobody sees the picture any more and its words are gone; `remove_files` follows after the commit."""
    session.execute(delete(PictureRelease).where(PictureRelease.picture_id == picture_id))
    picture = session.scalar(select(Picture).where(Picture.id == picture_id))
    if picture is not None:
        picture.text = ""


def destroy(session: Session, picture_ids: Iterable[str]) -> None:
    """Nothing is left of pictures to which nothing refers any more; `remove_files` follows after the commit."""
    ids = list(picture_ids)
    session.execute(delete(PictureRelease).where(PictureRelease.picture_id.in_(ids)))
    session.execute(delete(Picture).where(Picture.id.in_(ids)))


def remove_files(picture_ids: Iterable[str]) -> None:
    """Take the files of pictures away; those already gone are gone."""
    for picture_id in picture_ids:
        for small in (False, True):
            path_of(picture_id, small=small).unlink(missing_ok=True)


def path_of(picture_id: str, *, small: bool = False) -> Path:
    """Where a picture's file is; the id is one of ours, never what somebody sent."""
    return Path(current_app.config["MEDIA_DIR"]) / f"{picture_id}{'-small' if small else ''}.jpg"


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
