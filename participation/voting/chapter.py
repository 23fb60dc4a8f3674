"""What a process's evaluation tells of its votes: how many voted, of how many, and what won."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from participation import clock
from participation.events.afterwards.rules import told
from participation.processes.chapters import Chapter, Figure, Told
from participation.voting import held
from participation.voting.held import Held


def _read(process_id: str) -> Told | None:
    votes = held.in_process(process_id)
    if not votes:
        return None
    figure = Figure(str(len(votes)), _("votes held"))
    return Told({"votes": votes, "told": told}, [figure], [_row(vote) for vote in votes])


def _row(vote: Held) -> dict[str, Any]:
    return {
        "what": f"{vote.event_title}: {vote.step_title}",
        "when": clock.iso(vote.closure.at)[:10],
        "choice": "; ".join(vote.won),
        "number": told(vote.closure.turnout),
        "of": vote.closure.entitled,
        "address": vote.address,
    }


CHAPTER = Chapter("votes", _l("Votes"), "voting/_chapter.html", 40, _read)
