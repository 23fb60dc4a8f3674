"""This room's refusals in the reader's language."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

REFUSALS = {
    "ends_before_start": _l("It must end after it starts, within two months."),
    "heard_back_too_early": _l("People hear back after the event, not before it."),
    "event_over": _l("This event is over, so nothing more can come in. What you wrote is still here."),
    "needs_hear_back": _l("Say first on which day the young people hear what came of it."),
    "unknown_code": _l("We know no such code. Check it and try again."),
    "not_joined": _l("You have not joined this event on this device."),
    "unknown_step": _l("That step does not belong to this event."),
    "step_closed": _l("This step is closed just now. What you wrote is still here."),
    "not_yours": _l("That was not given by you, so you cannot take it back."),
    "unknown_contribution": _l("That does not belong to this event."),
    "gone": _l("That is no longer here."),
    "merge_into_itself": _l("Choose another one that says the same."),
    "hide_needs_reason": _l("Write why. The author is told."),
    "vote_still_open": _l("A vote is still open. Close it first, so that it is counted."),
    "already_over": _l("This event is already over."),
    "room_moved_on": _l("The room has just moved on. Look where it is now, and press again."),
    "co_leader_link_over": _l("This link no longer works. Ask the organiser for a new one."),
    "too_many_co_leaders": _l("%(most)s links work already. End one first."),
    "unknown_co_leader": _l("That link does not belong to this event."),
    "screen_code_over": _l("This code no longer works. Ask the leader for a new one."),
    "screen_ended": _l("This screen no longer shows the room. Ask the leader for a new code."),
    "too_many_screens": _l("%(most)s screens and codes work already. End one first."),
    "unknown_screen": _l("That screen does not belong to this event."),
    "only_rehearsed": _l("This is a rehearsal. Nothing that is kept can come of it."),
    "no_rehearsal": _l("This is no rehearsal."),
    "nobody_answers": _l("Pretend participants do nothing in this step."),
    "no_photo": _l("Choose a photograph first."),
    "needs_photo_text": _l("Write what the picture shows. Choose the file once more, too."),
    "needs_consent": _l("Ask everybody in the picture first. Choose the file once more, too."),
    "too_many_photos": _l("A report has at most %(most)s photographs. Remove one first."),
    "poster_full": _l("The poster has room for %(most)s photographs. Take one off first."),
    "unknown_photo": _l("That photograph does not belong to this event."),
    "too_many_steps": _l("There are %(most)s steps already. Nobody can lead more."),
    "step_in_use": _l("The room has been in this step, or something belongs to it. So it stays. You need not open it."),
    "unknown_method": _l("Choose a method."),
}

ROLES = {
    "young": _l("Young"),
    "adult": _l("Adult or decision maker"),
    "leads": _l("Leader"),
}
"""What somebody can say at the door to be here as."""

ROLES_TOLD = {
    "young": _l("Young people"),
    "adult": _l("Adults or decision makers"),
    "leads": _l("Leaders"),
    "silent": _l("Have not said"),
}
"""The same above a number in the report."""
