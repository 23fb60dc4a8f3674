"""Taking in what phones send, however often they send it; joining a group; pictures."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import delete, event, exists, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from participation import db, tokens
from participation.events.actions import take_turn
from participation.events.contributions import actions as contributions
from participation.events.contributions import rules as contribution_rules
from participation.events.contributions.actions import Gift
from participation.events.contributions.models import Contribution
from participation.events.models import EventEnding, Opening
from participation.live import changed
from participation.media import actions as media
from participation.refusal import Refusal
from participation.walks import rules as walk_rules
from participation.walks.marking import rules
from participation.walks.marking.models import Observation, ObservationPicture, Walker
from participation.walks.marking.rules import Seen
from participation.walks.planning.actions import walk_step

KIND = "observation"


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of an observation: its id, and the id of the first one when this came as another under the same."""

    id: str
    conflicts_with: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What a phone says of itself as it sends: how many it still holds, and the group that was chosen on it."""

    unsent: int = 0
    group: int = 0


def mark(
    gift: Gift,
    seen: Seen,
    now: dt.datetime,
    *,
    at: tuple[float, float] | None = None,
    seconds_ago: int = 0,
    told: Told | None = None,
) -> Kept:
    """Keep an observation; `at` is where its place is when the phone did not say.

    The same again is the same; other content under the same id is kept beside it. It may come after its step closed,
    and for some days after the event: it was marked where there was no net.
    """
    seen.check()
    contribution_rules.check_id(gift.id)
    with db.writing() as session:
        # One after the other, so that two versions that come at once find each other.
        take_turn(session, gift.event_id)
        if told is not None and gift.participant_id is not None:
            _hear(session, gift, told, now)
        first = session.get(Observation, gift.id)
        if first is not None and first.digest != seen.digest:
            gift = replace(gift, id=tokens.id_of("observation", gift.id, seen.digest))
        else:
            first = None
        known = session.get(Observation, gift.id)
        if known is None:
            known = _write(session, gift, seen, at, rules.marked_at(now, seconds_ago), now)
            known.conflicts_with = first.contribution_id if first else None
        elif session.get_one(Contribution, known.contribution_id).event_id != gift.event_id:
            raise Refusal("form_too_old", status=409)
        kept = Kept(known.contribution_id, known.conflicts_with)
    changed(gift.event_id)
    return kept


def _write(
    session: Session,
    gift: Gift,
    seen: Seen,
    at: tuple[float, float] | None,
    marked_at: dt.datetime,
    now: dt.datetime,
) -> Observation:
    plan = walk_rules.plan_of(walk_step(session, gift.event_id, gift.step_id).settings)
    opened = exists().where(Opening.step_id == gift.step_id, Opening.what.in_(("step", "beside")))
    ended_at = session.scalar(select(EventEnding.at).where(EventEnding.event_id == gift.event_id))
    rules.check_in_time(now, ended_at, was_open=bool(session.scalar(select(opened))))
    if contributions.give(session, gift, now, kept=True) is None:
        raise Refusal("form_too_old", status=409)  # the id is taken by something of another kind
    if gift.participant_id is not None:
        mine = (Contribution.step_id == gift.step_id, Contribution.participant_id == gift.participant_id)
        rules.check_count(session.scalar(select(func.count()).select_from(Contribution).where(*mine)) or 0)
    stop = plan.stop(seen.stop)
    by_name = (stop.lon, stop.lat) if stop else at or (None, None)
    lon, lat = (seen.lon, seen.lat) if seen.lon is not None else by_name
    observation = Observation(
        contribution_id=gift.id,
        feeling=seen.feeling,
        about=list(seen.about),
        stop=stop.key if stop else "",
        place=stop.name if stop else seen.place,
        lon=lon,
        lat=lat,
        accuracy=seen.accuracy,
        light=plan.light,
        group_number=_group_of(session, gift),
        marked_at=marked_at,
        digest=seen.digest,
    )
    session.add(observation)
    return observation


def join_group(event_id: str, step_id: str, participant_id: str, number: int, now: dt.datetime) -> None:
    """Walk with a group of at most ten; joining another leaves the first."""
    with db.writing() as session:
        take_turn(session, event_id)
        _check_group(session, event_id, step_id, participant_id, number)
        _walker(session, step_id, participant_id, now).group_number = number
    changed(event_id)


def add_picture(
    event_id: str, observation_id: str, participant_id: str | None, file: FileStorage, words: str, now: dt.datetime
) -> None:
    """Keep a picture of an observation, made anew without anything but the picture. The same file twice is one."""
    upload = hashlib.sha256(file.stream.read()).hexdigest()
    file.stream.seek(0)
    if _picture_is_here(event_id, observation_id, participant_id, upload):
        return
    picture = media.read_picture(file)
    try:
        with db.writing() as session:
            known = select(func.count()).select_from(ObservationPicture)
            rules.check_pictures(session.scalar(known.where(ObservationPicture.contribution_id == observation_id)) or 0)
            row = media.store_picture(session, picture, words, now)
            session.add(ObservationPicture(picture_id=row.id, contribution_id=observation_id, upload=upload))
    except IntegrityError:
        # The same picture came twice at once: the other one is kept, and this file is never served.
        return
    changed(event_id)


def erase_facts(session: Session, contribution_ids: Sequence[str]) -> None:
    """Destroy what observations have besides their words, when those are destroyed: where it was, and the pictures.

    The files go after the commit: a picture without a row is never served.
    """
    gone = Observation.contribution_id.in_(contribution_ids)
    nothing: dict[str, object] = {"about": [], "stop": "", "place": "", "lon": None, "lat": None, "accuracy": None}
    session.execute(update(Observation).where(gone).values(**nothing))
    theirs = ObservationPicture.contribution_id.in_(contribution_ids)
    pictures = list(session.scalars(select(ObservationPicture.picture_id).where(theirs)))
    session.execute(delete(ObservationPicture).where(theirs))
    for picture_id in pictures:
        media.withdraw(session, picture_id)
    event.listen(session, "after_commit", lambda _session: media.remove_files(pictures), once=True)


def _picture_is_here(event_id: str, observation_id: str, participant_id: str | None, upload: str) -> bool:
    """Whether it came before; refuses pictures of what is not one's own."""
    session = db.db.session
    contribution = session.get(Contribution, observation_id)
    if contribution is None or contribution.event_id != event_id or contribution.kind != KIND:
        raise Refusal("unknown_contribution", status=404)
    if contribution.participant_id != participant_id:
        raise Refusal("not_yours", status=403)
    here = exists().where(ObservationPicture.contribution_id == observation_id, ObservationPicture.upload == upload)
    return bool(session.scalar(select(here)))


def _walker(session: Session, step_id: str, participant_id: str, now: dt.datetime) -> Walker:
    walker = session.get(Walker, (step_id, participant_id))
    if walker is None:
        walker = Walker(step_id=step_id, participant_id=participant_id, group_number=0, unsent=0)
        session.add(walker)
    walker.told_at = now
    return walker


def _group_of(session: Session, gift: Gift) -> int:
    walker = session.get(Walker, (gift.step_id, gift.participant_id)) if gift.participant_id else None
    return walker.group_number if walker else 0


def _hear(session: Session, gift: Gift, told: Told, now: dt.datetime) -> None:
    """Remember what a phone says. A group that is full or gone changes nothing: the observation is what counts."""
    assert gift.participant_id is not None
    walker = _walker(session, gift.step_id, gift.participant_id, now)
    walker.unsent = told.unsent
    if told.group and told.group != walker.group_number:
        with contextlib.suppress(Refusal):
            _check_group(session, gift.event_id, gift.step_id, gift.participant_id, told.group)
            walker.group_number = told.group


def _check_group(session: Session, event_id: str, step_id: str, participant_id: str, number: int) -> None:
    plan = walk_rules.plan_of(walk_step(session, event_id, step_id).settings)
    others = (Walker.step_id == step_id, Walker.group_number == number, Walker.participant_id != participant_id)
    there = session.scalar(select(func.count()).select_from(Walker).where(*others)) or 0
    walk_rules.check_group(number, plan.groups, there)
