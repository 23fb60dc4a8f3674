"""A process on one line: what stands on it, in which order, and where today is. Pure."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


class Kind(enum.StrEnum):
    """What a milestone tells, in the order in which they follow each other on one day."""

    EVENT = "event"
    CANCELLED = "cancelled"
    THEME = "theme"
    VOTE = "vote"
    PROPOSAL = "proposal"
    PROTOCOL = "protocol"
    ANSWER = "answer"
    KEPT = "kept"
    DONE = "done"
    HELPED = "helped"
    HEAR_BACK = "hear_back"
    REPLY = "reply"
    DECISION = "decision"
    PROMISE = "promise"
    TRIAL = "trial"


_ORDER = {kind: place for place, kind in enumerate(Kind)}
ASKED = frozenset({Kind.EVENT, Kind.CANCELLED, Kind.THEME, Kind.VOTE, Kind.PROPOSAL, Kind.HELPED})
"""What those who take part did; all else is the municipality's."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something that happened, or is to happen, on a day. What is not `reached` yet is planned or promised.

    `words` say more in the reader's language; `tone` is how a state in them is drawn (see the macro `state`).
    """

    on: dt.date
    kind: Kind
    title: str
    words: str = ""
    address: str = ""
    tone: str = ""
    reached: bool = True


@dataclass(frozen=True, slots=True)
class Station:
    """What of one kind stands on one day."""

    on: dt.date
    kind: Kind
    reached: bool
    overdue: bool
    """It was to be reached on a day that has passed."""
    items: Sequence[Milestone]

    @property
    def asked(self) -> bool:
        """Whether it is told on the side of those who take part."""
        return self.kind in ASKED


@dataclass(slots=True)
class Month:
    """A month of the line; `first` is its first day."""

    first: dt.date
    stations: list[Station] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Line:
    """The whole line, cut where today is: what has been, and what is ahead."""

    been: Sequence[Month]
    ahead: Sequence[Month]
    today: dt.date


def draw(milestones: Iterable[Milestone], today: dt.date) -> Line:
    """The line of these milestones, the oldest first."""
    stations = sorted(_stations(milestones, today), key=lambda one: (one.on, _ORDER[one.kind]))
    to_come = [not one.reached and not one.overdue for one in stations]
    return Line(
        been=_months(one for one, coming in zip(stations, to_come, strict=True) if not coming),
        ahead=_months(one for one, coming in zip(stations, to_come, strict=True) if coming),
        today=today,
    )


def _stations(milestones: Iterable[Milestone], today: dt.date) -> list[Station]:
    together: dict[tuple[dt.date, Kind, bool], list[Milestone]] = {}
    for one in milestones:
        together.setdefault((one.on, one.kind, one.reached), []).append(one)
    return [
        Station(on, kind, reached, overdue=not reached and on < today, items=items)
        for (on, kind, reached), items in together.items()
    ]


def _months(stations: Iterable[Station]) -> list[Month]:
    months: list[Month] = []
    for one in stations:
        first = one.on.replace(day=1)
        if not months or months[-1].first != first:
            months.append(Month(first))
        months[-1].stations.append(one)
    return months
