"""What a process's evaluation tells of its pulses: who was reached, and entry beside exit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import format_decimal
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from participation.db import db
from participation.events.models import Event, EventEnding, Step
from participation.events.rehearsals.queries import is_real
from participation.processes.chapters import Chapter, Figure, Told
from participation.pulses import comparing, queries, questions, rules, words
from participation.pulses.comparing import ENTRY, EXIT, Compared, Reached, Side
from participation.pulses.models import Inhabitants
from participation.pulses.queries import CHECK_IN, KINDS


def reach(process_id: str) -> dict[str, list[Reached]]:
    """Who was reached by age, gender and area: of each event what was said at check-in, else at check-out."""
    steps = _steps(process_id)
    sums = queries.sums(steps)
    counts: dict[str, dict[str, int]] = {}
    for about in rules.ABOUT:
        seen = set[str]()
        for step in steps:
            if about in sums[step.id].about and step.event_id not in seen:
                seen.add(step.event_id)
                for name, count in sums[step.id].about[about].items():
                    counts.setdefault(about, {})[name] = counts.setdefault(about, {}).get(name, 0) + count
    here = inhabitants(process_id)
    named = {about: names_of(about, here.get(about, {}), said) for about, said in counts.items()}
    return {about: comparing.reached(said, named[about], here.get(about, {})) for about, said in counts.items()}


def inhabitants(process_id: str) -> dict[str, dict[str, int]]:
    """How many live here, as far as organisers entered it: by what, and by its key."""
    wanted = select(Inhabitants.about, Inhabitants.name, Inhabitants.count)
    found: dict[str, dict[str, int]] = {}
    for about, name, count in db.session.execute(wanted.where(Inhabitants.process_id == process_id)):
        found.setdefault(about, {})[name] = count
    return found


def names_of(about: str, *counted: Mapping[str, int]) -> dict[str, str]:
    """What can be said of an age, a gender or an area, by its key; areas are those that somebody named."""
    if about == "place":
        return {name: name for name in sorted({name for counts in counted for name in counts if name})}
    return {str(place): str(text) for place, text in enumerate(words.CHOICES[about])}


def asked_about(process_id: str, about: str) -> dict[str, str]:
    """What inhabitants can be counted by, by its key; nothing where nobody asks about it."""
    if about not in rules.ABOUT:
        return {}
    return names_of(about, dict.fromkeys(places(process_id), 0))


def places(process_id: str) -> list[str]:
    """The areas or schools that the pulses of a process ask about."""
    wanted = select(Step.settings).join(Event, Event.id == Step.event_id)
    settings = db.session.scalars(wanted.where(Event.process_id == process_id, Step.kind.in_(KINDS), is_real()))
    return sorted({place for one in settings for place in one.get("places", ()) if "place" in one.get("questions", ())})


def compared(process_id: str) -> list[Compared]:
    """Every question of the process's pulses, entry beside exit."""
    steps = _steps(process_id)
    sums = queries.sums(steps)
    rounds = [(ENTRY if step.kind == CHECK_IN else EXIT, questions.of(step), sums[step.id]) for step in steps]
    return comparing.compare(rounds)


def _steps(process_id: str) -> list[Step]:
    """The pulses of events that are over, check-ins first: while one goes on, each new answer would show."""
    wanted = (
        select(Step)
        .join(Event, Event.id == Step.event_id)
        .join(EventEnding, EventEnding.event_id == Event.id)
        .where(Event.process_id == process_id, EventEnding.kind == "closed", Step.kind.in_(KINDS), is_real())
        .order_by(Event.starts_at, Step.kind, Step.position)
    )
    return list(db.session.scalars(wanted))


def _read_reach(process_id: str) -> Told | None:
    found = reach(process_id)
    if not found:
        return None
    rows = [
        {"what": about, "group": one.name, "number": one.count, "of": one.inhabitants}
        for about, those in found.items()
        for one in those
    ]
    return Told({"reach": found, "names": words.ABOUT}, rows=rows)


def _read_pulses(process_id: str) -> Told | None:
    found = compared(process_id)
    if not found:
        return None
    facts = {"compared": found, "names": {about: names_of(about) for about in ("age", "gender")}, "about": words.ABOUT}
    return Told(facts, _figures(found), [row for one in found for row in _rows(one)])


def _figures(found: list[Compared]) -> list[Figure]:
    """Whether people believe that it leads to something, before and after."""
    leads = next((one for one in found if one.question.key == "leads" and len(one.sides) == 2), None)
    if leads is None:
        return []
    before, after = (format_decimal(leads.sides[side].mean or 0) for side in (ENTRY, EXIT))
    return [Figure(f"{before} → {after}", _("of 3: do you think that this will lead to something?"))]


def _rows(one: Compared) -> list[dict[str, Any]]:
    everybody = [("", side, found) for side, found in one.sides.items()]
    groups = [(_group(*key), side, found) for key, sides in one.groups.items() for side, found in sides.items()]
    rows = [row for group, side, found in everybody + groups for row in _side_rows(one, group, side, found)]
    if one.both:
        moved = zip(("up", "same", "down"), one.told_moved, strict=True)
        rows += [_row(one, "", "both", choice, count, one.both) for choice, count in moved]
    return rows


def _side_rows(one: Compared, group: str, when: str, side: Side) -> list[dict[str, Any]]:
    choices = one.question.choices
    told = [(choices[each.first : each.first + each.places], each.count) for each in side.classes]
    return [
        _row(one, group, when, " / ".join(choice.words for choice in those), count, side.answered) | {"mean": side.mean}
        for those, count in told
    ]


def _row(one: Compared, group: str, when: str, choice: str, count: int | None, of: int) -> dict[str, Any]:
    return {"what": one.question.text, "group": group, "when": when, "choice": choice, "number": count, "of": of}


def _group(about: str, name: str) -> str:
    return names_of(about).get(name, name) if about != "place" else name


REACH = Chapter("reach", _l("Who was reached"), "pulses/_reach.html", 20, _read_reach)
PULSES = Chapter("pulses", _l("What changed from check-in to check-out"), "pulses/_chapter.html", 30, _read_pulses)
