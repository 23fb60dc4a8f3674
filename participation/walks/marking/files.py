"""The file that a phone saves when it cannot send: the way out when the net does not come back."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import FileStorage

from participation.events.contributions.actions import Gift
from participation.refusal import Refusal
from participation.walks.marking import rules, words
from participation.walks.marking.actions import KIND
from participation.walks.marking.rules import Seen
from participation.web import forms

MOST = 300
"""Observations in one file."""


@dataclass(frozen=True, slots=True)
class Sent:
    """An observation in a file: what was seen, when by the phone's clock, and its picture."""

    id: str
    seen: Seen
    at: dt.datetime
    picture: FileStorage | None

    def gift(self, event_id: str, step_id: str, language: str) -> Gift:
        """The same as a contribution that a leader brings."""
        text = self.seen.why or words.in_words(self.seen.feeling, self.seen.about)
        return Gift(self.id, event_id, step_id, None, KIND, text, language)

    def seconds_ago(self, now: dt.datetime) -> int:
        """How long ago it was marked."""
        return max(0, int((now - self.at).total_seconds()))


def read(file: FileStorage | None) -> list[Sent]:
    """The observations in a phone's file; refuses what is no such file."""
    if file is None or not file.filename:
        raise Refusal("missing", field="file")
    try:
        observations = json.loads(file.stream.read())["observations"]
        if not isinstance(observations, list) or len(observations) > MOST:
            raise ValueError("not so many")
        return [_sent(item) for item in observations]
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError, OSError) as problem:
        raise Refusal("not_a_walk_file", field="file") from problem


def _sent(item: Mapping[str, Any]) -> Sent:
    fields = item["fields"]
    feeling = int(fields["feeling"])
    about = tuple(fields.get("about", ()))
    if not rules.LEAST <= feeling <= rules.MOST or not set(about) <= set(rules.ABOUT):
        raise ValueError("not an observation")
    position = rules.position(str(fields.get("lon", "")), str(fields.get("lat", "")))
    seen = Seen(
        feeling=feeling,
        about=about,
        why=forms.clean(str(fields.get("why", "")))[: rules.LONGEST_WHY],
        stop=str(fields.get("stop", ""))[:16],
        place=forms.clean(str(fields.get("place", "")))[: rules.LONGEST_PLACE],
        lon=position[0] if position else None,
        lat=position[1] if position else None,
        accuracy=min(int(fields.get("accuracy") or 0), rules.FARTHEST) if position else None,
    )
    at = dt.datetime.fromtimestamp(item["at"] / 1000, dt.UTC)
    return Sent(str(item["id"]), seen, at, _picture(item.get("picture")))


def _picture(address: str | None) -> FileStorage | None:
    """A picture as a `data:` address."""
    if not address:
        return None
    try:
        content = base64.b64decode(address.partition(",")[2], validate=True)
    except binascii.Error as problem:
        raise ValueError("not a picture") from problem
    return FileStorage(io.BytesIO(content), filename="picture.jpg")
