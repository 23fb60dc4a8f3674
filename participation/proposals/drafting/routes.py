"""Keeping a draft: as one types, or by the button that also checks the text."""

from __future__ import annotations

from flask.typing import ResponseReturnValue
from flask_login import current_user

from participation import clock
from participation.proposals import access
from participation.proposals.blueprint import bp
from participation.proposals.drafting import actions, rules
from participation.web import forms
from participation.web.access import allow
from participation.web.fragments import done
from participation.web.refusals import answers_on


@bp.post("/staff/proposals/<int(max=999999999):number>/draft")
@allow(access.answers_or_does)
@answers_on("proposals.work")
def draft(number: int) -> ResponseReturnValue:
    """Keep what is written, and look at it; nobody but those who work with the proposal sees it."""
    said = {name: forms.text(name, limit=limit, required=False) for name, limit in rules.FIELDS.items()}
    actions.save(number, said, by_id=current_user.id, now=clock.now())
    return done("proposals.work", number=number)
