"""A calendar as programs read it (RFC 5545): days on which something is promised. Plain values in, text out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_LONGEST = 74
"""Bytes of a line, its break aside."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day on which something is to be. `uid` stays the same when the day moves."""

    uid: str
    on: dt.date
    what: str
    about: str
    address: str


def as_text(name: str, language: str, days: Iterable[Day], now: dt.datetime) -> str:
    """The calendar `name` with these days."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Traden//Promises//EN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        f"NAME:{_text(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
    ]
    for day in days:
        lines += _event(day, language, now)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(day: Day, language: str, now: dt.datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{day.uid}",
        f"DTSTAMP:{now.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{day.on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day.on + dt.timedelta(days=1):%Y%m%d}",
        f"SUMMARY;LANGUAGE={language}:{_text(day.what)}",
        f"DESCRIPTION;LANGUAGE={language}:{_text(day.about)}",
        f"URL:{day.address}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _text(value: str) -> str:
    """A text in which nothing is taken for a mark of the format."""
    for mark in ("\\", ";", ","):
        value = value.replace(mark, f"\\{mark}")
    return "".join(char for char in value.replace("\r", "").replace("\n", "\\n") if char.isprintable())


def _folded(line: str) -> Iterator[str]:
    """A line in parts that are short enough, cut between characters."""
    part = ""
    for char in line:
        if len((part + char).encode()) > _LONGEST:
            yield part
            part = " "
        part += char
    yield part
