"""The step “what happens next”: the room sees what became of what it said, and when it hears more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from flask import current_app, url_for
from flask_babel import lazy_gettext as _l

from participation import clock
from participation.events.activities import Activity, CarriedOn, Context, Newest
from participation.events.models import Step
from participation.events.participants.models import Participant
from participation.proposals import queries, words
from participation.proposals.ledger import queries as ledger
from participation.proposals.routes import address_of


def _facts(step: Step) -> dict[str, Any]:
    return {"proposals": queries.of_event(step.event_id), "hear_back_on": step.event.hear_back_on}


def _for_participant(step: Step, _participant: Participant | None) -> Context:
    return _facts(step)


def _stage(step: Step) -> str:
    """Changes with each proposal, so that phones and screen fetch the list anew."""
    return str(len(queries.of_event(step.event_id)))


ACTIVITY = Activity(
    kind="next",
    name=_l("What happens next"),
    folder="proposals/next",
    participant=_for_participant,
    facilitator=_facts,
    screen=_facts,
    stage=_stage,
)


def carried_on(contribution_ids: Sequence[str]) -> Mapping[str, CarriedOn]:
    """What contributions became, for those who gave them: the newest proposal from each."""
    found = queries.from_contributions(contribution_ids)
    last = ledger.newest({row.number for row in found.values()}) if found else {}
    return {
        contribution_id: CarriedOn(
            row.title,
            str(words.state_of(row.state, row.verdict)),
            address_of(row.number, row.title),
            _asked(row),
            _newest(last[row.number]) if row.number in last else None,
        )
        for contribution_id, row in found.items()
    }


def _newest(entry: Any) -> Newest:
    on = clock.local_date(dt.datetime.fromisoformat(entry.at), current_app.config["TIMEZONE"])
    return Newest(words.KINDS[entry.kind], on, entry.seq)


def _asked(row: Any) -> str:
    """Where those who gave it say whether it helped, once it is done."""
    return url_for("proposals.helped", event_id=row.event_id, number=row.number) if row.done_at else ""
