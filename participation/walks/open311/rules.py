"""What GeoReport v2 asks for and what it takes, as pure decisions upon what came in an address or a form."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass

from participation.refusal import Refusal
from participation.walks.publishing.rules import Told

STATUSES = ("open", "closed")
LONGEST_SPAN = dt.timedelta(days=90)
MOST = 1000
"""Requests in one answer, and ids in one question."""
LONGEST_KEY_NAME = 80
LIGHTS = ("dark", "day")
FEELINGS = tuple(str(number) for number in range(-3, 4))


@dataclass(frozen=True, slots=True)
class Span:
    """The time that somebody asks about."""

    since: dt.datetime
    until: dt.datetime


@dataclass(frozen=True, slots=True)
class Report(Told):
    """What another system sent, without anything about a person: such fields are never read."""

    def digest(self, key_id: str) -> str:
        """The same for the same report by the same system: one that heard no answer sends it again."""
        told = [key_id, *asdict(self).values()]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def check_jurisdiction(asked: str, ours: str) -> None:
    """One jurisdiction is served: it may be named, and no other."""
    if asked and asked.lower().removeprefix("www.") != ours:
        raise Refusal("unknown_jurisdiction", status=404, field="jurisdiction_id")


def check_service(code: str, known: Collection[str]) -> str:
    """A service that there is."""
    if code not in known:
        raise Refusal("unknown_service", status=404, field="service_code")
    return code


def listed(text: str) -> list[str]:
    """The values of a list with commas; empty for none."""
    return [part for part in (part.strip() for part in text.split(",")) if part][:MOST]


def statuses(text: str) -> list[str]:
    """The states that are asked for."""
    asked = listed(text)
    if not set(asked) <= set(STATUSES):
        raise Refusal("unknown_status", status=400, field="status")
    return asked


def span(start: str, end: str, now: dt.datetime) -> Span:
    """The time that is asked about: at most ninety days, and the most recent ones when nothing is said."""
    since, until = _moment(start, "start_date"), _moment(end, "end_date")
    try:
        if until is None:
            until = now if since is None else min(since + LONGEST_SPAN, max(now, since))
        found = Span(until - LONGEST_SPAN if since is None else since, until)
    except OverflowError as problem:
        raise Refusal("not_a_w3c_time", status=400, field="start_date") from problem
    if found.since > found.until:
        raise Refusal("span_backwards", status=400, field="end_date")
    if found.until - found.since > LONGEST_SPAN:
        raise Refusal("span_too_long", status=400, field="start_date", days=LONGEST_SPAN.days)
    return found


def _moment(text: str, name: str) -> dt.datetime | None:
    """A time as the W3C writes it, with its zone; a plus that an address turned into a space is a plus."""
    if not text.strip():
        return None
    try:
        found = dt.datetime.fromisoformat(text.strip().replace(" ", "+"))
        return found.astimezone(dt.UTC) if found.tzinfo else _no_zone(name)
    except (ValueError, OverflowError) as problem:
        raise Refusal("not_a_w3c_time", status=400, field=name) from problem


def _no_zone(name: str) -> dt.datetime:
    raise Refusal("not_a_w3c_time", status=400, field=name)


def feeling(text: str) -> int:
    """How it feels: the one attribute that must be sent."""
    if not text:
        raise Refusal("needs_attribute", status=400, field="attribute[feeling]")
    if text not in FEELINGS:
        raise Refusal("not_an_attribute_value", status=400, field="attribute[feeling]")
    return int(text)


def light(text: str) -> str:
    """By which light it was seen; nothing when that was not said."""
    if text and text not in LIGHTS:
        raise Refusal("not_an_attribute_value", status=400, field="attribute[light]")
    return text


def attribute(form: Mapping[str, str], code: str) -> str:
    """The value of an attribute, written as GeoReport says, or as a list of one."""
    return (form.get(f"attribute[{code}]") or form.get(f"attribute[{code}][]") or "").strip()
