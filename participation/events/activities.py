"""Activities plug in here: what a step of a given kind shows to each audience and what it offers to others.

`events` knows no activity. Each activity describes itself once, `create_app` registers it, and a step finds its
activity by its `kind`. A new kind of activity is a new folder and one line.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import current_app
from flask_babel import LazyString
from sqlalchemy.orm import Session

from participation.events.models import Step
from participation.events.participants.models import Participant

Context = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Offer:
    """A contribution that another room may carry on: as a vote's entry or as a proposal's origin.

    `support` is how many participants stand behind it, `said_at` when it was given. `contribution_ids` holds the
    contribution and those merged into it, the root first. `team` names those who worked it out together (None: one
    participant), `behind` what they began with.
    """

    contribution_ids: tuple[str, ...]
    text: str
    theme: str | None
    support: int
    said_at: dt.datetime
    team: str | None = None
    behind: tuple[Offer, ...] = ()

    @property
    def all_ids(self) -> tuple[str, ...]:
        """Every contribution that goes on with it, those that it began with too."""
        return (*self.contribution_ids, *(id_ for offer in self.behind for id_ in offer.all_ids))


@dataclass(frozen=True, slots=True)
class Chosen:
    """A theme that was chosen to work with, and the contributions behind it, best supported first."""

    id: str
    title: str
    behind: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Placing:
    """How a contribution fared in a step such as a vote: drawn as a station of a proposal's thread.

    `count` is how many of the `voters` chose it, where people chose (and gave no order, points or grades)."""

    step_title: str
    at: dt.datetime
    place: int
    of: int
    count: int | None
    voters: int
    address: str


@dataclass(frozen=True, slots=True)
class Reported:
    """What a step leaves in its event's report.

    `facts` are what its template `_report.html` needs, beside `event` and `step`. `rows` are for the data: plain
    values by the names in `events.afterwards.exports.COLUMNS`; what a row leaves out is empty.
    """

    facts: Context
    rows: Sequence[Context] = ()


@dataclass(frozen=True, slots=True)
class Pretender:
    """A pretend participant in a rehearsal, with what a phone would keep; `turn` counts the acts in this step."""

    participant_id: str
    secret: str
    turn: int


def _nothing(_step: Step) -> Context:
    return {}


def _nothing_left(_step: Step) -> Reported | None:
    return None


def _one_stage(_step: Step) -> str:
    return ""


def _never_busy(_step: Step) -> bool:
    return False


def _no_page(_step: Step, _participant_id: str) -> str:
    return ""


def _may_end(_step: Step) -> None:
    return None


def _nothing_to_count(_step: Step) -> int:
    return 0


def _no_offers(_event_id: str) -> Sequence[Offer]:
    return ()


def _nothing_chosen(_event_id: str) -> Sequence[Chosen]:
    return ()


def _no_placings(_contribution_ids: Sequence[str]) -> Mapping[str, Placing]:
    return {}


@dataclass(frozen=True, slots=True)
class Activity:
    """One kind of step.

    For each audience there is a template `templates/<folder>/_participant.html`, `_facilitator.html` and
    `_screen.html` (and `_report.html` for the event's report), and here a function that reads what the template
    needs: it finds them in `facts`, beside `scene`, `event` and `step`. `screen` must hold nothing personal: what it
    renders is sent to everybody who listens.
    """

    kind: str
    name: LazyString
    folder: str
    participant: Callable[[Step, Participant | None], Context]
    """What a phone shows; without a participant, what it shows to everybody who has given nothing here."""
    shared: bool = True
    """Whether that page is sent to every phone at once; otherwise each fetches its own (a team's canvas)."""
    facilitator: Callable[[Step], Context] = _nothing
    screen: Callable[[Step], Context] = _nothing
    stage: Callable[[Step], str] = _one_stage
    """Where within the step the room is (a vote: waiting, open, closed). When it changes, phones fetch their page."""
    busy: Callable[[Step], bool] = _never_busy
    """Whether something in the step must be closed before the event can be: an open vote."""
    check_end: Callable[[Step], None] = _may_end
    """Refuses when something in the step would end in silence with its event: a question that nobody answers."""
    count: Callable[[Step], int] = _nothing_to_count
    """How much participants may see of each other here now; when it grows, phones offer to show more."""
    offers: Callable[[str], Sequence[Offer]] = field(default=_no_offers)
    """What this activity has in an event (by its id), best supported first."""
    themes: Callable[[str], Sequence[Chosen]] = field(default=_nothing_chosen)
    """The themes that were chosen here in an event (by its id)."""
    placings: Callable[[Sequence[str]], Mapping[str, Placing]] = field(default=_no_placings)
    """How contributions (by their ids) fared here, for those that did."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """What a new step of this kind starts with."""
    bounds: Mapping[str, Container[Any]] = field(default_factory=dict)
    """What each setting may be that a method's file can hold. Others are one event's own, such as which card is up."""
    form: str = ""
    """A template for the activity's own settings on the page "Prepare"; it finds `event` and `step`."""
    paper: str = ""
    """The endpoint of a page to print for when the net dies; it takes the event's and the step's id."""
    own_page: Callable[[Step, str], str] = _no_page
    """The address at which a participant (by the id) sees what they have in a step besides what they gave, such as what
    they answered; empty when that is nothing."""
    gathers: bool = False
    """Whether participants give contributions here, which a leader may want to look at first."""
    pretend: Callable[[Step, Pretender], None] | None = None
    """How a pretend participant takes part in a rehearsal: by the action that a phone would run. None: not at all."""
    report: Callable[[Step], Reported | None] = _nothing_left
    """What a step leaves in the event's report; None when there is nothing to tell. What was withdrawn or hidden is
    not in it."""


def register(activity: Activity) -> None:
    """Make a kind of step known to the present application."""
    current_app.extensions.setdefault("activities", {})[activity.kind] = activity


def of(kind: str) -> Activity:
    """The activity that runs steps of `kind`; KeyError when none is registered."""
    found: Activity = current_app.extensions["activities"][kind]
    return found


def kinds() -> dict[str, LazyString]:
    """Every kind of step with its name, in the order in which rooms registered them."""
    return {kind: activity.name for kind, activity in current_app.extensions["activities"].items()}


def own_forms() -> dict[str, str]:
    """The templates for settings of their own, by kind."""
    return {kind: activity.form for kind, activity in current_app.extensions["activities"].items() if activity.form}


def papers() -> dict[str, str]:
    """The endpoints of pages to print, by kind."""
    return {kind: activity.paper for kind, activity in current_app.extensions["activities"].items() if activity.paper}


def own_pages(steps: Sequence[Step], participant_id: str) -> dict[str, str]:
    """Where a participant sees what they have in these steps besides what they gave: addresses by the step's name."""
    pages = {step.title: of(step.kind).own_page(step, participant_id) for step in steps}
    return {title: address for title, address in pages.items() if address}


def offers(event_id: str) -> list[Offer]:
    """What every activity has to offer in an event: what teams worked out, then the rest, best supported first."""
    gathered = [
        offer for activity in current_app.extensions["activities"].values() for offer in activity.offers(event_id)
    ]
    return sorted(gathered, key=lambda offer: (offer.team is None, -offer.support, offer.said_at))


def chosen_themes(event_id: str) -> list[Chosen]:
    """The themes that an event chose to work with, in whichever activity."""
    return [theme for activity in current_app.extensions["activities"].values() for theme in activity.themes(event_id)]


def placings(contribution_ids: Sequence[str]) -> dict[str, list[Placing]]:
    """How contributions fared in every activity that ranks them."""
    found: dict[str, list[Placing]] = {}
    for activity in current_app.extensions["activities"].values():
        for contribution_id, placing in activity.placings(contribution_ids).items():
            found.setdefault(contribution_id, []).append(placing)
    return found


@dataclass(frozen=True, slots=True)
class Newest:
    """What happened last with something that was carried on, in a word or two; `mark` grows each time."""

    words: LazyString
    on: dt.date
    mark: int


@dataclass(frozen=True, slots=True)
class CarriedOn:
    """What a contribution became part of, such as a proposal: its title, its state in words, its address (or none)."""

    title: str
    state: str
    address: str
    asks: str = ""
    """Where those who gave it are asked something, such as whether it helped."""
    newest: Newest | None = None


Carrier = Callable[[Sequence[str]], Mapping[str, CarriedOn]]
"""For contributions (by their ids): what those became that were carried on."""


Eraser = Callable[[Session, Sequence[str]], None]
"""Destroys what a room above copied of contributions (by their ids), in the transaction that destroys these."""


def register_eraser(eraser: Eraser) -> None:
    """Let a room above destroy its copies too."""
    current_app.extensions.setdefault("erasers", []).append(eraser)


def erase_copies(session: Session, contribution_ids: Sequence[str]) -> None:
    """Destroy what other rooms copied of contributions."""
    for eraser in current_app.extensions.get("erasers", []):
        eraser(session, contribution_ids)


def register_carrier(carrier: Carrier) -> None:
    """Let a room above tell what it made of contributions."""
    current_app.extensions.setdefault("carriers", []).append(carrier)


def carried_on(contribution_ids: Sequence[str]) -> dict[str, CarriedOn]:
    """What contributions became part of, for their authors to see. Of two, the room below tells."""
    found: dict[str, CarriedOn] = {}
    for carrier in current_app.extensions.get("carriers", []):
        found = {**carrier(contribution_ids), **found}
    return found


def register_keeper(fragment: str) -> None:
    """Let a room above, which keeps something on the device, stand on the page where the device is handed over."""
    current_app.extensions.setdefault("keepers", []).append(fragment)


def keepers() -> list[str]:
    """The fragments of those rooms."""
    return list(current_app.extensions.get("keepers", []))
