"""What holds for a municipality's own methods, as pure decisions."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Container
from dataclasses import dataclass

from participation.methods.rules import MOST_VERSIONS
from participation.refusal import Refusal

_ID = re.compile(r"[\w-]{16}", re.ASCII)

MOST_OWN = 200
"""More than this nobody finds anything in."""

MOST_IN_LIST = 100


@dataclass(frozen=True, slots=True)
class Sheet(Container[object]):
    """Every list of texts that a rule accepts as the lines of a sheet: what a form takes, a method's file may say."""

    rule: Callable[[str], list[str]]

    def __contains__(self, value: object) -> bool:
        """Whether the rule reads the list as it stands."""
        if not isinstance(value, list) or not all(isinstance(line, str) for line in value):
            return False
        try:
            return len(value) <= MOST_IN_LIST and self.rule("\n".join(value)) == value
        except Refusal:
            return False


def due(days: int | None, starts_on: dt.date, today: dt.date) -> dt.date | None:
    """The day by which a point must be ready: no day that has passed, when the event is prepared late."""
    return None if days is None else max(starts_on - dt.timedelta(days=days), today)


def checked_id(carried: str, taken: Container[str]) -> str:
    """The id that a file carries, or nothing when it carries none; refuses one of the product's own methods."""
    if carried and (carried in taken or not _ID.fullmatch(carried)):
        raise Refusal("method_id", field="file")
    return carried


def check_room(known: int) -> None:
    """Refuse one method more than anybody would look through."""
    if known >= MOST_OWN:
        raise Refusal("too_many_methods", field="file", most=MOST_OWN)


def check_newer(known: int, fresh: int, *, same: bool) -> bool:
    """Whether a file replaces the one with its id: only a newer version does; the same file changes nothing."""
    if same:
        return False
    if fresh <= known:
        raise Refusal("method_older", field="file", version=known)
    return True


def next_version(version: int) -> int:
    """The version after one."""
    return min(version + 1, MOST_VERSIONS)
