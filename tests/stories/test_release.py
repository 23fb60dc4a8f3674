"""A teller lets everybody read a story: in the evaluation of the process, and only what still stands."""

from __future__ import annotations

from participation import clock
from participation.events.contributions import actions as contributions
from participation.events.moderation import actions as moderation
from participation.processes import chapters
from participation.stories import actions, queries
from tests.cast import Evening
from tests.stories.tale import Tale
from tests.stories.test_pages import tell, teller


def test_everybody_reads_in_the_evaluation_what_its_teller_released_and_nothing_else(tale: Tale) -> None:
    process_id, alva = tale.evening.process_id, tale.evening.join()
    tale.tell("Bara vi här", alva)
    released = tale.gift("Alla får veta", alva)
    for _time in range(2):
        actions.tell(released, {}, clock.now(), release=True)
    hidden = tale.gift("Nämner någon", alva)
    actions.tell(hidden, {}, clock.now(), release=True)
    contributions.hide(tale.event_id, hidden.id, "namn", tale.evening.leader_id, clock.now())
    assert [voice.text for voice in queries.voices(process_id)] == ["Alla får veta"]
    assert queries.voices("elsewhere") == []
    contributions.withdraw(tale.event_id, released.id, alva, clock.now())
    assert queries.voices(process_id) == []


def test_a_released_story_waits_for_the_leader_like_every_other(evening: Evening) -> None:
    tale = Tale(evening, approve_first=True)
    story = tale.gift("Alla får veta", evening.join())
    actions.tell(story, {}, clock.now(), release=True)
    assert queries.voices(evening.process_id) == []
    moderation.approve(evening.event_id, [story.id], evening.leader_id, clock.now())
    assert [voice.text for voice in queries.voices(evening.process_id)] == ["Alla får veta"]


def test_a_teller_ticks_that_everybody_may_read_it_and_the_tick_survives_a_refusal(small_tale: Tale) -> None:
    alva, address = teller(small_tale), f"/stories/of/{small_tale.step_id}"
    assert 'value="1" checked' in alva.send(address, text="", release="1").text
    assert tell(alva, small_tale, "Alla får veta", release="1").status_code == 200
    tell(alva, small_tale, "Bara vi här")
    assert [voice.text for voice in chapters.voices(small_tale.evening.process_id, 10)] == ["Alla får veta"]
