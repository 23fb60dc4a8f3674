"""Organisers choose by which channels people may follow their process."""

from __future__ import annotations

from flask import g
from flask.typing import ResponseReturnValue
from flask_login import current_user

from participation import clock
from participation.processes.access import organises_process
from participation.proposals.blueprint import bp
from participation.proposals.following.channels import actions, queries
from participation.proposals.following.rules import TURNED_ON, Channel
from participation.web import forms
from participation.web.access import allow
from participation.web.fragments import done, page
from participation.web.refusals import answers_on
from participation.web.words import SAVED


@bp.get("/staff/processes/<process_id>/following")
@allow(organises_process)
def channels(process_id: str) -> str:
    """Which channels are on, what each means, how many follow by it."""
    openings = {opening.channel: opening for opening in queries.openings(process_id)}
    return page(
        "proposals/following/channels.html",
        process=g.process,
        openings=openings,
        followers=queries.followers(process_id),
        least=queries.LEAST,
    )


@bp.post("/staff/processes/<process_id>/following")
@allow(organises_process)
@answers_on("proposals.channels")
def turn_channel(process_id: str) -> ResponseReturnValue:
    """Turn one on or off."""
    channel = Channel(forms.choice("channel", TURNED_ON))
    turn = {"on": actions.turn_on, "off": actions.turn_off}[forms.choice("turn", ("on", "off"))]
    turn(process_id, channel, by_id=current_user.id, now=clock.now())
    return done("proposals.channels", process_id=process_id, told=SAVED)
