"""Reading what was typed: each function gives a clean value or refuses, naming the field."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Collection
from zoneinfo import ZoneInfo

from flask import current_app, request

from participation.refusal import Refusal


def text(name: str, *, limit: int, required: bool = True) -> str:
    """A text of at most `limit` characters, without control characters and outer space.

    Line breaks are kept as one newline each, tabs and spaces of any width as one space each. Composed as NFC, so that
    the same letter counts the same.
    """
    value = clean(request.form.get(name, ""))
    if required and not value:
        raise Refusal("missing", field=name)
    if len(value) > limit:
        raise Refusal("too_long", field=name, limit=limit)
    return value


def clean(raw: str) -> str:
    """A text as it is kept; what is clean already stays as it is."""
    lines = raw.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", "".join(_kept(char) for char in lines)).strip()


def _kept(char: str) -> str:
    """What becomes of one character. Joiners and marks of direction are part of words in some languages."""
    if char == "\n" or char.isprintable() or char in "\u200d\u200c\u200e\u200f":
        return char
    return " " if char == "\t" or unicodedata.category(char).startswith("Z") else ""


def choice(name: str, among: Collection[str]) -> str:
    """One of the values in `among`."""
    value = request.form.get(name, "")
    if value not in among:
        raise Refusal("not_a_choice", field=name)
    return value


def choices(name: str, among: Collection[str] | None = None) -> list[str]:
    """Any number of different values, each in `among` when that is given, in the order sent."""
    values = list(dict.fromkeys(request.form.getlist(name)))
    if among is not None and any(value not in among for value in values):
        raise Refusal("not_a_choice", field=name)
    return values


def whole(name: str, *, least: int, most: int, otherwise: int | None = None) -> int:
    """A whole number from `least` to `most`; `otherwise` when nothing was typed and that is given."""
    raw = request.form.get(name, "").strip()
    if not raw and otherwise is not None:
        return otherwise
    if not raw.removeprefix("-").isascii() or not raw.removeprefix("-").isdigit() or len(raw) > 12:
        raise Refusal("not_a_number", field=name)
    if not least <= int(raw) <= most:
        raise Refusal("not_a_choice", field=name)
    return int(raw)


def date(name: str, *, required: bool = True) -> dt.date | None:
    """A calendar day as browsers send it (`2026-09-26`); None when empty and not required."""
    raw = request.form.get(name, "").strip()
    if not raw and not required:
        return None
    try:
        value = dt.date.fromisoformat(raw)
    except ValueError as problem:
        raise Refusal("not_a_date", field=name) from problem
    if not 2000 <= value.year <= 2200:
        raise Refusal("not_a_date", field=name)
    return value


def moment(name: str) -> dt.datetime:
    """A local date and time as browsers send it (`2026-09-26T18:00`), in UTC."""
    try:
        local = dt.datetime.fromisoformat(request.form.get(name, "").strip())
    except ValueError as problem:
        raise Refusal("not_a_time", field=name) from problem
    if not 2000 <= local.year <= 2200:
        raise Refusal("not_a_time", field=name)
    return local.replace(tzinfo=ZoneInfo(current_app.config["TIMEZONE"])).astimezone(dt.UTC)


def flag(name: str) -> bool:
    """Whether a box was ticked."""
    return request.form.get(name) in {"1", "on", "true"}
