"""Writing a diary, sharing an entry or no longer, letting its picture be seen, grouping entries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import event, func, select, update
from sqlalchemy.orm import Session

from participation import db
from participation.diaries import rules
from participation.diaries.models import DiaryEntry
from participation.diaries.queries import STEP, picture_for_leader
from participation.diaries.rules import Place
from participation.events.actions import check_event_running, step_of, take_turn
from participation.events.contributions import actions as contributions
from participation.events.contributions import rules as contribution_rules
from participation.events.contributions.actions import Gift
from participation.events.contributions.models import Contribution, Unshared
from participation.live import changed
from participation.media import actions as media
from participation.media import rules as pictures
from participation.media.actions import NewPicture
from participation.refusal import Refusal

KIND = "diary"


def write(gift: Gift, place: Place, picture: NewPicture | None, now: dt.datetime) -> None:
    """Write an entry; the same form sent twice is one. Nobody else reads it before its author shares it.

    What a leader writes down from paper was meant for others, and is shared at once.
    """
    with db.writing() as session:
        _diary(session, gift.event_id, gift.step_id)
        entry_id = contributions.give(session, gift, now)
        if entry_id is not None:
            words = rules.parts_of(gift.text)[1][: pictures.TEXT]
            kept = media.store_picture(session, picture, words, now) if picture else None
            where = {"place": place.name, "lon": place.lon, "lat": place.lat}
            session.add(DiaryEntry(contribution_id=entry_id, **where, picture_id=kept.id if kept else None))
            if gift.participant_id is not None:
                session.add(Unshared(contribution_id=entry_id, at=now))
                mine = select(func.count()).select_from(Contribution).filter_by(step_id=gift.step_id)
                rules.check_count(session.scalar(mine.filter_by(participant_id=gift.participant_id)) or 0)
    changed(gift.event_id)


def share(event_id: str, entry_id: str, participant_id: str, now: dt.datetime, *, on: bool) -> None:
    """Its author lets others read an entry, or no longer; saying the same twice is once."""
    with db.writing() as session:
        take_turn(session, event_id)
        contribution = _entry(session, event_id, entry_id)[0]
        contribution_rules.check_own(contribution.participant_id, participant_id)
        kept = session.scalar(select(Unshared).filter_by(contribution_id=entry_id, ended_at=None))
        if on and kept is not None:
            check_event_running(session, event_id)
            kept.ended_at = now
        elif not on and kept is None:
            session.add(Unshared(contribution_id=entry_id, at=now))
    changed(event_id)


def approve_picture(
    event_id: str, entry_id: str, now: dt.datetime, *, on: bool, by_id: str, co_leader_id: str | None = None
) -> None:
    """A leader lets others see an entry's picture, or no longer."""
    with db.writing() as session:
        take_turn(session, event_id)
        entry = _entry(session, event_id, entry_id)[1]
        if not (entry.picture_id and picture_for_leader(event_id, entry.picture_id, on_screen=False)):
            raise Refusal("unknown_entry", status=404)
        if on != (entry.approved_at is not None):
            entry.approved_at, entry.approved_by_id = (now, by_id) if on else (None, None)
            entry.approved_co_leader_id = co_leader_id if on else None
    changed(event_id)


def group(event_id: str, step_id: str, entry_ids: Sequence[str], theme: str) -> None:
    """Put entries under a theme; an empty one takes them out of theirs."""
    with db.writing() as session:
        _diary(session, event_id, step_id)
        here = select(Contribution.id).where(Contribution.step_id == step_id, Contribution.id.in_(entry_ids))
        session.execute(update(DiaryEntry).where(DiaryEntry.contribution_id.in_(here)).values(theme=theme))
    changed(event_id)


def erase_facts(session: Session, contribution_ids: Sequence[str]) -> None:
    """Destroy where entries were and their pictures, when their words are destroyed; the files after the commit."""
    gone = DiaryEntry.contribution_id.in_(contribution_ids)
    found = session.scalars(select(DiaryEntry.picture_id).where(gone, DiaryEntry.picture_id.is_not(None)))
    ids = [picture_id for picture_id in found if picture_id]
    nothing = {"place": "", "lon": None, "lat": None, "theme": "", "picture_id": None}
    session.execute(update(DiaryEntry).where(gone).values(**nothing))
    media.destroy(session, ids)
    event.listen(session, "after_commit", lambda _session: media.remove_files(ids), once=True)


def _entry(session: Session, event_id: str, entry_id: str) -> tuple[Contribution, DiaryEntry]:
    contribution, entry = session.get(Contribution, entry_id), session.get(DiaryEntry, entry_id)
    if contribution is None or entry is None or contribution.event_id != event_id:
        raise Refusal("unknown_entry", status=404)
    contribution_rules.check_still_here(
        withdrawn=contribution.withdrawal is not None, erased=contribution.erasure is not None
    )
    return contribution, entry


def _diary(session: Session, event_id: str, step_id: str) -> None:
    if step_of(session, event_id, step_id).kind != STEP:
        raise Refusal("not_a_diary", status=404)
