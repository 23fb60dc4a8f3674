"""Which pictures are taken in. Pure."""

from __future__ import annotations

from participation.refusal import Refusal

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 40_000_000
"""Pixels of what is sent, told by its header before anything is decoded: decoded, they need three bytes each."""
LARGE = 1600
SMALL = 480
"""Longest side, in pixels, of what is kept."""
TEXT = 300


def check_size(width: int, height: int) -> None:
    """Refuse before decoding what would fill the memory, and what is no picture."""
    if width * height > MOST_PIXELS:
        raise Refusal("picture_too_many_pixels", field="picture", megapixels=MOST_PIXELS // 1_000_000)
    if width < 1 or height < 1:
        raise Refusal("picture_unreadable", field="picture")
