"""Keeping a municipality's own methods. Everything here is safe to send twice."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from participation import db, methods, tokens
from participation.events.library import queries, rules
from participation.events.library.gathering import Told, of_event
from participation.events.library.models import OwnMethod
from participation.events.models import Event
from participation.methods import Method
from participation.methods.reading import check_steps, id_in, read
from participation.methods.writing import as_file
from participation.people.models import Staff


def save(event_id: str, told: Told, *, anew: bool, by_id: str, now: dt.datetime, once: str) -> str:
    """Save how an event was prepared as a method: its agenda with words and settings, and its checklist.

    Not saved: people, what they gave, who sees to a point. `anew`: as the next version of the own method that the event
    was made from. Returns its id; the same form sent twice saves once.
    """
    event = db.db.session.get_one(Event, event_id)
    base = queries.find(event.method)
    own = base is not None and event.method not in methods.library()
    id_ = event.method if anew and own else tokens.id_of("method", event_id, once)
    method = _checked(of_event(event, told, base))
    with db.writing() as session:
        _take_turn(session, by_id)
        known = session.get(OwnMethod, id_)
        if known is None or _differs(known, method):
            version = rules.next_version(known.version) if known else 1
            _put(session, id_, replace(method, version=version), by_id, now)
    return id_


def take_in(source: str, *, as_new: bool, by_id: str, now: dt.datetime, once: str) -> str:
    """Take in a method's file. One with an id that is here already replaces it when its version is newer.

    `as_new`: beside the one that is here. Returns its id; a file that is here already changes nothing.
    """
    method = read(source, "")
    check_steps(source, method, queries.known_kinds())
    carried = rules.checked_id(id_in(source), methods.library())
    id_ = tokens.id_of("method", once, source) if as_new else carried or tokens.id_of("method", source)
    with db.writing() as session:
        _take_turn(session, by_id)
        known = session.get(OwnMethod, id_)
        if known is None or rules.check_newer(known.version, method.version, same=not _differs(known, method)):
            _put(session, id_, method, by_id, now)
    return id_


def remove(id_: str) -> None:
    """Take an own method out of the library; events made from it stay. Removing what is gone changes nothing."""
    with db.writing() as session:
        if (known := session.get(OwnMethod, id_)) is not None:
            session.delete(known)


def _checked(method: Method) -> Method:
    """A method as its file says it, or a refusal: what is saved here obeys what holds for every file."""
    source = as_file(method)
    read_again = read(source, method.key)
    check_steps(source, read_again, queries.known_kinds())
    return read_again


def _put(session: Session, id_: str, method: Method, by_id: str, now: dt.datetime) -> None:
    if session.get(OwnMethod, id_) is None:
        rules.check_room(session.scalar(select(func.count()).select_from(OwnMethod)) or 0)
    source = as_file(method, id_)
    session.merge(OwnMethod(id=id_, version=method.version, source=source, at=now, by_id=by_id))


def _differs(known: OwnMethod, method: Method) -> bool:
    """Whether a method says something else than the version that is kept, whatever version it calls itself."""
    kept = queries.method_of(known)
    return as_file(replace(method, version=1)) != as_file(replace(kept, version=1))


def _take_turn(session: Session, by_id: str) -> None:
    """Who sends the same form twice is one after the other."""
    session.execute(select(Staff.id).where(Staff.id == by_id).with_for_update())
