"""What an observation holds, and when a phone has sent the same one before."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import asdict, dataclass

from participation.refusal import Refusal

LEAST, MOST = -3, 3
"""Very unsafe to very safe; 0 is neither."""
ABOUT = ("light", "sight", "litter", "people", "traffic", "upkeep", "signs", "ways_out", "nice")
LONGEST_WHY = 500
LONGEST_PLACE = 80
MOST_OBSERVATIONS = 200
"""By one participant in one walk."""
MOST_PICTURES = 3
"""Of one observation."""
LATE = dt.timedelta(days=14)
"""How long after an event what was marked during it may still come in from a phone that had no net."""
FARTHEST = 5000
"""Metres: a position that is less certain says nothing."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody marked: how it feels, about what, why, and where (by stop, by a street's name, by position)."""

    feeling: int
    about: tuple[str, ...] = ()
    why: str = ""
    stop: str = ""
    place: str = ""
    lon: float | None = None
    lat: float | None = None
    accuracy: int | None = None

    def check(self) -> None:
        """Refuse what says nothing about a place."""
        if not (self.stop or self.place or self.lon is not None):
            raise Refusal("needs_place", field="stop")

    @property
    def digest(self) -> str:
        """The same for the same content: a phone that heard no answer sends it again."""
        told = {**asdict(self), "about": sorted(self.about)}
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def position(lon: str, lat: str) -> tuple[float, float] | None:
    """Longitude and latitude as a phone sends them, to the metre; None when it sent none."""
    if not lon and not lat:
        return None
    try:
        place = round(float(lon), 5), round(float(lat), 5)
    except (ValueError, OverflowError) as problem:
        raise Refusal("not_on_map", field="stop") from problem
    if not (-180 <= place[0] <= 180 and -90 <= place[1] <= 90):
        raise Refusal("not_on_map", field="stop")
    return place


def marked_at(now: dt.datetime, seconds_ago: int) -> dt.datetime:
    """When it was marked: the phone says how long ago, because its clock may be hours wrong."""
    return now - min(max(dt.timedelta(seconds=seconds_ago), dt.timedelta(0)), LATE)


def check_in_time(now: dt.datetime, ended_at: dt.datetime | None, *, was_open: bool) -> None:
    """What was marked without net may come after the step, and for some days after the event."""
    if not was_open:
        raise Refusal("step_closed", status=409)
    if ended_at is not None and now > ended_at + LATE:
        raise Refusal("event_over", status=409)


def check_count(given: int) -> None:
    """Refuse what makes one participant's observations too many; `given` counts it."""
    if given > MOST_OBSERVATIONS:
        raise Refusal("too_many_observations", status=429, most=MOST_OBSERVATIONS)


def check_pictures(known: int) -> None:
    """An observation has a few pictures."""
    if known >= MOST_PICTURES:
        raise Refusal("too_many_pictures", field="picture", most=MOST_PICTURES)


def side(feeling: int) -> str:
    """Which side of the middle: `unsafe`, `neither` or `safe`."""
    return "unsafe" if feeling < 0 else "safe" if feeling > 0 else "neither"
