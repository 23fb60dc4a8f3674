"""Steps that are open beside the one that the room is in: chosen on the phone, led from the lead page."""

from __future__ import annotations

from participation import clock, tokens
from participation.events import queries
from participation.events.contributions import queries as contributions
from participation.events.contributions.actions import Gift
from participation.events.room import actions
from participation.events.room import queries as room
from participation.ideas import actions as ideas
from tests.cast import OLGA, Evening, evening_of, refusal_of
from tests.reading import form_to, said


def give_in(evening: Evening, step_id: str, text: str) -> str:
    gift = Gift(tokens.new_id(), evening.event_id, step_id, evening.join(), ideas.KIND, text, "sv")
    return refusal_of(ideas.give_idea, gift, clock.now())


def close(evening: Evening, step_id: str) -> None:
    actions.close_beside(evening.event_id, step_id, by_id=evening.leader_id, now=clock.now())


def test_what_is_open_beside_takes_contributions_until_it_closes(evening: Evening) -> None:
    more = evening.add_step("ideas", approval="open")
    assert give_in(evening, more, "Mer ljus") == "step_closed"
    for _tap in range(2):
        evening.open_beside(more)
    assert [step.id for step in queries.steps_open(evening.event, "beside")] == [more]
    assert queries.current_step(evening.event).id == evening.board  # type: ignore[union-attr]
    assert give_in(evening, more, "Mer ljus") == "accepted"
    assert give_in(evening, evening.board, "Fler bänkar") == "accepted"
    for _tap in range(2):
        close(evening, more)
    assert give_in(evening, more, "För sent") == "step_closed"
    assert [shown.text for shown in contributions.of_step(more, None)] == ["Mer ljus"]


def test_a_step_of_another_event_is_not_opened_beside_nor_anything_when_the_event_is_over(evening: Evening) -> None:
    other = evening_of(evening.app, OLGA)
    who = {"by_id": evening.leader_id, "now": clock.now()}
    assert refusal_of(actions.open_beside, evening.event_id, other.board, **who) == "unknown_step"
    assert refusal_of(actions.close_beside, evening.event_id, other.board, **who) == "unknown_step"
    evening.open_beside(evening.steps["vote"])
    evening.end()
    assert evening.event.open_now == []
    assert refusal_of(actions.open_beside, evening.event_id, evening.board, **who) == "event_over"


def test_phones_look_again_when_something_opens_beside(evening: Evening) -> None:
    before = room.signal(evening.event_id)
    evening.open_beside(evening.steps["vote"])
    assert room.signal(evening.event_id) != before


def test_a_participant_chooses_it_gives_there_and_stays_there(small_evening: Evening) -> None:
    more = small_evening.add_step("ideas", approval="open")
    alva = small_evening.browser()
    small_evening.open_beside(more)
    here = alva.get(small_evening.path).text
    assert "Mer: ideas" in said(here)
    beside = f"{small_evening.path}?beside={more}"
    assert beside in here
    assert form_to(alva.get(beside).text, "/ideas").values["step"] == more
    answer = alva.send("/ideas", text="Mer ljus")
    assert answer.status_code == 200
    assert answer.request.path + "?" + answer.request.query_string.decode() == beside
    assert "Mer ljus" in said(answer.text)
    assert "Back to the room: Idéer" in said(answer.text)
    close(small_evening, more)
    assert form_to(alva.get(beside).text, "/ideas").values["step"] == small_evening.board


def test_the_leader_opens_a_vote_beside_leads_it_there_and_closes_it(small_evening: Evening) -> None:
    vote = small_evening.steps["vote"]
    omar = small_evening.desk()
    omar.get(f"{small_evening.path}/lead")
    omar.send(f"/steps/{vote}/beside", open="1")
    lead = omar.get(f"{small_evening.path}/lead").text
    assert "Open too" in said(lead)
    page = omar.get(f"{small_evening.path}/lead?beside={vote}").text
    assert "Open beside the room" in said(page)
    assert "Next: Rösta" in said(page)
    answer = omar.send(f"/steps/{vote}/beside", open="0")
    assert answer.status_code == 200
    assert small_evening.event.open_now[0].step_id == small_evening.board


def test_an_unknown_step_beside_is_the_room_itself(small_evening: Evening) -> None:
    alva = small_evening.browser()
    for wanted in ("nothing", "å" * 500, small_evening.steps["vote"]):
        page = alva.get(f"{small_evening.path}?beside={wanted}").text
        assert form_to(page, "/ideas").values["step"] == small_evening.board


def test_the_page_for_everybody_is_sent_once_with_each_key(small_evening: Evening) -> None:
    following = room.Following(small_evening.event_id)
    with small_evening.app.test_request_context():
        first = following()
        assert "Din idé" in said(first)
        small_evening.open_others()
        small_evening.give("Mer ljus")
        opened = following()
        assert "Mer ljus" in said(opened)
        small_evening.give("Fler bänkar")
        more = following()
    assert "<" not in more
    assert more.split() == [opened.split()[0], "2"]
    assert first.split()[0] != opened.split()[0]
