"""Pictures: what is taken in is made anew; what is broken, too large or no picture is refused with words."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image
from werkzeug.datastructures import FileStorage

from participation import clock
from participation.db import db, writing
from participation.media import actions, queries
from participation.media.models import Picture
from participation.refusal import Refusal


def _file(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def _read(raw: bytes) -> actions.NewPicture:
    return actions.read_picture(FileStorage(io.BytesIO(raw), filename="whatever.exe"))


def _photo(width: int = 3000, height: int = 2000) -> Image.Image:
    return Image.effect_noise((width, height), 40).convert("RGB")


def test_a_photograph_is_made_smaller_twice(app: Flask) -> None:
    picture = _read(_file(_photo()))
    assert (picture.width, picture.height) == (1600, 1067)
    for raw, size in ((picture.large, (1600, 1067)), (picture.small, (480, 320))):
        with Image.open(io.BytesIO(raw)) as image:
            assert (image.format, image.size) == ("JPEG", size)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L"])
def test_other_kinds_become_jpeg_on_white(app: Flask, kind: str, mode: str) -> None:
    picture = _read(_file(Image.new(mode, (40, 30)), kind))
    with Image.open(io.BytesIO(picture.large)) as image:
        assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (40, 30))
        pixel = image.getpixel((5, 5))
    assert pixel == ((255, 255, 255) if mode == "RGBA" else (0, 0, 0))


def test_nothing_but_the_picture_is_kept(app: Flask) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "Elsa, Skolgatan 3"
    exif.get_ifd(0x8825)[1] = "N"
    raw = _file(_photo(60, 40), exif=exif, comment=b"private comment", icc_profile=b"secret profile")
    picture = _read(raw)
    for made in (picture.large, picture.small):
        assert all(hidden not in made for hidden in (b"Elsa", b"private", b"secret", b"Exif"))
        with Image.open(io.BytesIO(made)) as image:
            assert set(image.info) <= {
                "jfif",
                "jfif_version",
                "jfif_unit",
                "jfif_density",
                "progressive",
                "progression",
            }
            assert image.size == (40, 60), "turned as the camera was held"


def test_what_hides_behind_a_picture_is_gone(app: Flask) -> None:
    for tail in (b"PK\x03\x04 a zip archive", b"<script>alert(1)</script>"):
        assert tail not in _read(_file(_photo(60, 40)) + tail).large


@pytest.mark.parametrize(
    "raw",
    [b"", b"hello", b"GIF89a" + b"\0" * 40, b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7", b"PK\x03\x04",
     b"\xff\xd8\xff", b"<html>" + b"\xff\xd8\xff" * 20],
)  # fmt: skip
def test_what_is_no_picture_is_refused(app: Flask, raw: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        _read(raw)
    assert refused.value.code in {"picture_unreadable", "picture_broken"}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_truncated_picture_is_refused(app: Flask, kind: str) -> None:
    raw = _file(_photo(200, 100), kind)
    for share in (0.3, 0.6, 0.9):
        with pytest.raises(Refusal) as refused:
            _read(raw[: int(len(raw) * share)])
        assert refused.value.code in {"picture_broken", "picture_unreadable"}


def test_a_bomb_is_refused_by_its_header(app: Flask) -> None:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    for side in (6400, 60_000):
        header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
        raw = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
        with pytest.raises(Refusal) as refused:
            _read(raw)
        assert refused.value.code == "picture_too_many_pixels"


def test_a_picture_is_public_only_once_released(town: Flask) -> None:
    with writing() as session:
        picture_id = actions.store_picture(session, _read(_file(_photo(60, 40))), "Sex lampor", clock.now()).id
    client = town.test_client()
    address = f"/media/{picture_id}.jpg"
    assert client.get(address).status_code == 404
    for _ in range(2):
        with writing() as session:
            actions.release(session, picture_id, clock.now())
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert client.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert (queries.is_released(picture_id), Path(town.config["MEDIA_DIR"], f"{picture_id}.jpg").exists()) == (
        True,
        True,
    )
    with writing() as session:
        actions.withdraw(session, picture_id)
    actions.remove_files([picture_id])
    actions.remove_files([picture_id])
    assert client.get(address).status_code == 404
    assert db.session.get_one(Picture, picture_id).text == ""
    assert list(Path(town.config["MEDIA_DIR"]).iterdir()) == []
