"""Reads of observations, shaped for the leader's page and for votes and proposals."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from participation.db import db
from participation.events.activities import Offer
from participation.events.contributions import queries as contributions
from participation.events.contributions.models import Contribution, Erasure, Hiding, Withdrawal
from participation.events.models import Step
from participation.walks.marking import words
from participation.walks.marking.models import Observation, ObservationPicture, Walker
from participation.walks.marking.rules import side


@dataclass(frozen=True, slots=True)
class Marked:
    """An observation as the leader reads it; never who made it."""

    said: contributions.Shown
    facts: Observation
    pictures: tuple[str, ...]

    @property
    def why(self) -> bool:
        """Whether its author wrote a reason; otherwise its words only say what was ticked."""
        return self.said.text != words.in_words(self.facts.feeling, self.facts.about)

    @property
    def side(self) -> str:
        """`unsafe`, `neither` or `safe`."""
        return side(self.facts.feeling)


@dataclass(frozen=True, slots=True)
class Group:
    """How far a group is: how many walk, how many observations came, and how many are known to be on phones still."""

    number: int
    walkers: int
    came: int
    unsent: int
    phones: int
    """How many phones those are on."""
    told_at: dt.datetime | None


def of_step(step_id: str) -> list[Marked]:
    """The observations of a walk that may be read, the latest first; hidden ones with their reason."""
    wanted = select(Observation).join(Contribution, Contribution.id == Observation.contribution_id)
    facts = {row.contribution_id: row for row in db.session.scalars(wanted.where(Contribution.step_id == step_id))}
    pictures = _pictures(step_id)
    shown = contributions.of_step(step_id, None, everything=True)
    marked = [Marked(item, facts[item.id], tuple(pictures.get(item.id, ()))) for item in shown if item.id in facts]
    return sorted(marked, key=lambda item: item.facts.marked_at, reverse=True)


def groups(step_id: str, count: int) -> list[Group]:
    """How far each group is; group 0 holds who chose none, and what was written down by hand."""
    walkers = db.session.scalars(select(Walker).where(Walker.step_id == step_id)).all()
    number = func.count().label("came")
    wanted = (
        select(Observation.group_number, number)
        .join(Contribution, Contribution.id == Observation.contribution_id)
        .where(Contribution.step_id == step_id)
        .group_by(Observation.group_number)
    )
    came = {row[0]: row[1] for row in db.session.execute(wanted)}
    made = [_group(each, [w for w in walkers if w.group_number == each], came) for each in range(count + 1)]
    return [group for group in made if group.number or group.walkers or group.came]


def _group(number: int, walkers: Sequence[Walker], came: dict[int, int]) -> Group:
    holding = [walker for walker in walkers if walker.unsent]
    told_at = max((walker.told_at for walker in holding), default=None)
    unsent = sum(walker.unsent for walker in holding)
    return Group(number, len(walkers), came.get(number, 0), unsent, len(holding), told_at)


def walker(step_id: str, participant_id: str) -> Walker | None:
    """What is known of a participant on a walk."""
    return db.session.get(Walker, (step_id, participant_id))


def picture(event_id: str, picture_id: str) -> str | None:
    """A picture of an observation in this event that may be read: its id when there is one."""
    wanted = (
        select(ObservationPicture.picture_id)
        .join(Contribution, Contribution.id == ObservationPicture.contribution_id)
        .outerjoin(Withdrawal, Withdrawal.contribution_id == Contribution.id)
        .outerjoin(Erasure, Erasure.contribution_id == Contribution.id)
        .outerjoin(Hiding, Hiding.contribution_id == Contribution.id)
        .where(ObservationPicture.picture_id == picture_id, Contribution.event_id == event_id)
        .where(contributions.present(hidden_too=True))
    )
    return db.session.scalar(wanted)


def step_of(contribution_id: str) -> str | None:
    """The walk that an observation belongs to."""
    wanted = select(Contribution.step_id).join(Observation, Observation.contribution_id == Contribution.id)
    return db.session.scalar(wanted.where(Contribution.id == contribution_id))


def offers(event_id: str) -> list[Offer]:
    """The observations of an event that may be voted on or become proposals: those with a place and words."""
    found: list[Offer] = []
    for step_id in db.session.scalars(select(Step.id).where(Step.event_id == event_id, Step.kind == "walk")):
        for item in of_step(step_id):
            said = item.said
            if not (said.hidden_because or said.merged_into):
                text = f"{item.facts.place}: {said.text}" if item.facts.place else said.text
                found.append(Offer((said.id,), text, None, said.support, said.said_at))
    return found


def _pictures(step_id: str) -> dict[str, list[str]]:
    wanted = (
        select(ObservationPicture.contribution_id, ObservationPicture.picture_id)
        .join(Contribution, Contribution.id == ObservationPicture.contribution_id)
        .where(Contribution.step_id == step_id)
        .order_by(ObservationPicture.picture_id)
    )
    found: dict[str, list[str]] = defaultdict(list)
    for contribution_id, picture_id in db.session.execute(wanted):
        found[contribution_id].append(picture_id)
    return found
