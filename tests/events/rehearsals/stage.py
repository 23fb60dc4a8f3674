"""What the tests of rehearsals share: an evening that is prepared, its rehearsal, and going through all of it."""

from __future__ import annotations

from participation import clock
from participation.events import queries
from participation.events.co_leaders import actions as co_leaders
from participation.events.contributions import actions as contributions
from participation.events.duty import actions as duty
from participation.events.moderation import actions as moderation
from participation.events.moderation import queries as waiting
from participation.events.participants import actions as participants
from participation.events.participants.queries import slip as slip_of
from participation.events.photos import actions as photos
from participation.events.rehearsals import actions, rules
from participation.events.room import actions as room
from participation.events.screens import actions as screens
from participation.ideas import actions as ideas
from participation.media.actions import NewPicture
from participation.pulses import queries as pulses
from participation.voting import actions as voting
from participation.voting.admission import actions as admission
from participation.voting.paper import actions as paper
from tests.cast import KIM, Evening, account
from tests.world import vote_of


def of(evening: Evening) -> Evening:
    """The rehearsal of an evening, as an evening of its own."""
    twin_id = actions.begin(evening.event_id, evening.leader_id, clock.now())
    event = queries.event(twin_id)
    assert event is not None
    steps = {step.kind: step.id for step in event.steps}
    return Evening(evening.app, evening.leader, twin_id, evening.process_id, event.join_code, steps, evening.leader_id)


def press(rehearsal: Evening, kind: str, times: int = 3) -> None:
    for turn in range(times):
        actions.let_answer(rehearsal.event_id, rehearsal.steps[kind], turn * rules.AT_ONCE)


def go_through(rehearsal: Evening) -> None:
    """Everything that can be done in an evening, by pretend participants, leaders and a phone of one's own."""
    rehearsal.go_to("ideas")
    press(rehearsal, "ideas")
    participants.join(rehearsal.event_id, "young", "young")
    duty.choose_adult(rehearsal.event_id, account(KIM).id, clock.now())
    own = _comes_by_slip(rehearsal)
    rehearsal.give("Pappa slår mig", own)
    shown = [item.id for item in waiting.waiting(rehearsal.event_id).shown]
    moderation.approve(rehearsal.event_id, shown, rehearsal.leader_id, clock.now())
    rehearsal.open_others()
    press(rehearsal, "ideas", 4)
    _moderate(rehearsal, own, shown)
    _lead(rehearsal)
    rehearsal.go_to(pulses.CHECK_IN)
    press(rehearsal, pulses.CHECK_IN)
    _vote(rehearsal, [shown[0], shown[3]])
    rehearsal.end()


def _comes_by_slip(rehearsal: Evening) -> str:
    ((_number, code),) = participants.print_slips(rehearsal.event_id, 1, "form")
    found = slip_of(code)
    assert found is not None
    return rehearsal.who(participants.join_with_slip(found, code))


def _moderate(rehearsal: Evening, own: str, shown: list[str]) -> None:
    where, by = rehearsal.event_id, (rehearsal.leader_id, clock.now())
    one, two, three, four = shown[:4]
    ideas.group(where, one, ideas.add_theme(where, rehearsal.board, "Ute"))
    contributions.hide(where, two, "Ett skäl", *by)
    contributions.show_again(where, two, *by)
    contributions.hide(where, two, "Ett skäl", *by)
    contributions.merge(where, three, four, *by)
    contributions.part(where, three, *by)
    contributions.merge(where, three, four, *by)
    moderation.report(where, one, own, clock.now())
    moderation.keep(where, one, *by)
    contributions.withdraw(where, rehearsal.give("Tas bort", own), own, clock.now())


def _lead(rehearsal: Evening) -> None:
    where, by = rehearsal.event_id, {"by_id": rehearsal.leader_id, "now": clock.now()}
    room.press_timer(where, rehearsal.board, "start", once="x", **by)
    room.cover_screen(where, **by)
    co_leaders.make_link(where, once="form", **by)
    photos.add(where, NewPicture(b"large", b"small", 4, 3), "Tavlan", once="form", **by)
    screens.make_code(where, "form", **by)


def _vote(rehearsal: Evening, entries: list[str]) -> None:
    vote_id, by = vote_of(rehearsal, entries, entitlement="room"), {"by_id": rehearsal.leader_id, "now": clock.now()}
    rehearsal.go_to("vote")
    voting.open_vote(rehearsal.event_id, vote_id, rehearsal.leader_id, clock.now())
    press(rehearsal, "vote")
    admission.count_heads(rehearsal.event_id, vote_id, 14, **by)
    paper.type_in(rehearsal.event_id, vote_id, "1", 1, once="form", **by)
    voting.close_vote(rehearsal.event_id, vote_id, rehearsal.leader_id, clock.now())
