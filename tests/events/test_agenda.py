"""The agenda: steps added, moved, copied and removed, by several organisers and by forms that come twice."""

from __future__ import annotations

import threading

from hypothesis import given
from hypothesis import strategies as st

from participation import tokens
from participation.events.agenda import actions, rules
from tests.cast import OLGA, OMAR, Evening, evening_of, refusal_of
from tests.reading import Browser

KINDS = ["welcome", "ideas", "vote", "next"]


def add(evening: Evening, title: str = "Paus", *, kind: str = "welcome", after: str = "", once: str = "") -> str:
    return actions.add_step(
        evening.event_id,
        kind,
        title=title,
        minutes=5,
        settings={},
        after_id=after,
        once=once or tokens.new_id(),
    )


def kinds(evening: Evening) -> list[str]:
    return [step.kind for step in evening.event.steps]


def places(evening: Evening) -> list[int]:
    return [step.position for step in evening.event.steps]


@given(st.lists(st.text(min_size=1), unique=True, min_size=1), st.data())
def test_moving_loses_nothing_and_moving_twice_is_moving_once(order: list[str], data: st.DataObject) -> None:
    step_id = data.draw(st.sampled_from(order))
    to = data.draw(st.integers(-3, len(order) + 3))
    once = rules.moved(order, step_id, to)
    assert sorted(once) == sorted(order)
    assert once.index(step_id) == min(max(to, 0), len(order) - 1)
    assert rules.moved(once, step_id, to) == once
    others = [other for other in order if other != step_id]
    assert [other for other in once if other != step_id] == others


def test_a_step_of_any_kind_comes_after_the_one_that_was_chosen(evening: Evening) -> None:
    fresh = add(evening, "Kort", kind="prompt_cards", after=evening.board)
    assert kinds(evening) == ["welcome", "ideas", "prompt_cards", "vote", "next"]
    assert places(evening) == [0, 1, 2, 3, 4]
    assert evening.event.steps[2].id == fresh
    add(evening, kind="grouping", after="gone since")
    assert kinds(evening)[-1] == "grouping"


def test_the_same_form_twice_adds_one_step_and_copies_one(evening: Evening) -> None:
    assert add(evening, once="form") == add(evening, once="form")
    twins = {actions.copy_step(evening.event_id, evening.steps["vote"], "form") for _tap in range(2)}
    assert len(twins) == 1
    assert kinds(evening) == ["welcome", "ideas", "vote", "vote", "next", "welcome"]
    original, copied = evening.event.steps[2:4]
    assert (copied.title, copied.prompt, copied.minutes, copied.settings) == (
        original.title,
        original.prompt,
        original.minutes,
        original.settings,
    )


def test_a_step_moves_to_a_place_and_stays_there_when_the_form_comes_twice(evening: Evening) -> None:
    for _tap in range(2):
        actions.move_step(evening.event_id, evening.steps["vote"], 1)
    assert kinds(evening) == ["welcome", "vote", "ideas", "next"]
    actions.move_step(evening.event_id, evening.steps["welcome"], 99)
    assert kinds(evening) == ["vote", "ideas", "next", "welcome"]
    assert refusal_of(actions.move_step, evening.event_id, "nothing", 1) == "unknown_step"


def test_two_organisers_at_the_same_moment_leave_every_step_a_place_of_its_own(evening: Evening) -> None:
    app, problems = evening.app, []

    def edit(step_kind: str) -> None:
        with app.app_context():
            try:
                add(evening, step_kind)
                actions.move_step(evening.event_id, evening.steps[step_kind], 0)
            except Exception as problem:
                problems.append(problem)

    threads = [threading.Thread(target=edit, args=(kind,)) for kind in KINDS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert places(evening) == list(range(8))
    assert len({step.id for step in evening.event.steps}) == 8


def test_a_step_that_nothing_came_into_is_removed_once(evening: Evening) -> None:
    for _tap in range(2):
        actions.remove_step(evening.event_id, evening.steps["vote"])
    assert kinds(evening) == ["welcome", "ideas", "next"]
    assert places(evening) == [0, 1, 2]


def test_a_step_that_the_room_was_in_stays(evening: Evening) -> None:
    evening.give("Bänkar")
    evening.go_to("welcome")
    for kind in ("ideas", "welcome"):
        assert refusal_of(actions.remove_step, evening.event_id, evening.steps[kind]) == "step_in_use"
    assert kinds(evening) == KINDS
    assert places(evening) == [0, 1, 2, 3]


def test_another_events_step_is_neither_moved_nor_removed_nor_copied(evening: Evening) -> None:
    other = evening_of(evening.app, OLGA)
    theirs = other.steps["vote"]
    assert refusal_of(actions.remove_step, evening.event_id, theirs) == "unknown_step"
    assert refusal_of(actions.move_step, evening.event_id, theirs, 0) == "unknown_step"
    assert refusal_of(actions.copy_step, evening.event_id, theirs, "form") == "unknown_step"
    assert kinds(other) == KINDS


def test_an_agenda_that_nobody_could_lead_is_refused_and_so_is_one_that_is_over(evening: Evening) -> None:
    for _step in range(rules.MOST_STEPS - len(KINDS)):
        add(evening)
    assert refusal_of(add, evening) == "too_many_steps"
    actions.remove_step(evening.event_id, evening.steps["vote"])
    evening.end()
    assert refusal_of(add, evening) == "event_over"


# On the page, without JavaScript


def test_an_organiser_edits_the_agenda_on_the_page(small_evening: Evening) -> None:
    omar = small_evening.desk()
    prepare = f"/e/{small_evening.event_id}/prepare"
    omar.get(prepare)
    omar.send("/agenda", kind="prompt_cards", minutes="15")
    assert kinds(small_evening) == [*KINDS, "prompt_cards"]
    fresh = small_evening.event.steps[-1]
    assert (fresh.title, fresh.minutes, fresh.settings) == ("Prompt cards", 15, {"cards": []})
    omar.get(prepare)
    omar.send(f"/agenda/{fresh.id}/move")
    assert kinds(small_evening) == ["welcome", "ideas", "vote", "prompt_cards", "next"]
    omar.send(f"/agenda/{small_evening.board}/copy")
    assert kinds(small_evening) == ["welcome", "ideas", "ideas", "vote", "prompt_cards", "next"]
    answer = omar.send(f"/agenda/{small_evening.board}/remove")
    assert answer.status_code == 409
    assert "You need not open it" in answer.text
    omar.send(f"/agenda/{fresh.id}/remove")
    assert "prompt_cards" not in kinds(small_evening)


def test_a_kind_that_nobody_knows_and_a_time_that_is_none_are_refused(small_evening: Evening) -> None:
    omar = small_evening.desk()
    omar.get(f"/e/{small_evening.event_id}/prepare")
    for typed in ({"kind": "magic"}, {"minutes": "0"}, {"minutes": "snart"}):
        answer = omar.send("/agenda", **{"title": "Kvar i rutan", **typed})
        assert answer.status_code == 422
        assert "Kvar i rutan" in answer.text
    assert kinds(small_evening) == KINDS


# Cards and grouping


def cards_of(evening: Evening) -> tuple[Browser, str]:
    omar = evening.desk()
    step_id = add(evening, "Kort", kind="prompt_cards")
    omar.get(f"/e/{evening.event_id}/prepare")
    omar.send(f"/cards/{step_id}", cards="Var känns det bra?\n\n  Var känns det illa?  \nVad saknas?")
    evening.steps["cards"] = step_id
    evening.go_to("cards")
    return omar, step_id


def test_cards_are_turned_one_by_one_and_everybody_sees_the_same(small_evening: Evening) -> None:
    alva = small_evening.browser()
    omar, step_id = cards_of(small_evening)
    lead, screen = f"/e/{small_evening.event_id}/lead", f"/e/{small_evening.event_id}/screen/now"
    signal = small_evening.path + "/signal"
    assert "Var känns det bra?" in alva.get(small_evening.path).text
    before = alva.client.get(signal).text
    omar.get(lead)
    omar.send(f"/cards/{step_id}/turn")
    assert alva.client.get(signal).text != before
    for text in (alva.get(small_evening.path).text, omar.client.get(screen).text):
        assert "Var känns det illa?" in text
        assert "Var känns det bra?" not in text
    assert omar.forge(f"/e/{small_evening.event_id}/cards/{step_id}/turn", to="40").status_code == 303
    assert "Vad saknas?" in alva.get(small_evening.path).text


def test_too_many_and_too_long_cards_are_refused_and_kept_in_the_form(small_evening: Evening) -> None:
    omar, step_id = cards_of(small_evening)
    for sheet in ("\n".join("x" * 41), "å" * 201):
        omar.get(f"/e/{small_evening.event_id}/prepare")
        answer = omar.send(f"/cards/{step_id}", cards=sheet)
        assert answer.status_code == 422
        assert sheet in answer.text
    assert omar.forge(f"/e/{small_evening.event_id}/cards/{small_evening.board}/turn", to="1").status_code == 404


def test_grouping_is_done_on_the_board_that_came_before_and_shown_to_the_room(small_evening: Evening) -> None:
    alva, omar = small_evening.browser(), small_evening.desk()
    small_evening.give("Ljus vid gångvägen")
    small_evening.steps["grouping"] = add(small_evening, "Gruppera", kind="grouping", after=small_evening.board)
    small_evening.go_to("grouping")
    omar.get(f"/e/{small_evening.event_id}/lead")
    signal = small_evening.path + "/signal"
    before = alva.client.get(signal).text
    omar.send("/themes", title="Trygghet")
    assert alva.client.get(signal).text != before
    page = alva.get(small_evening.path).text
    assert "Trygghet" in page
    assert "Ljus vid gångvägen" not in page
    small_evening.open_others()
    assert "Ljus vid gångvägen" in alva.get(small_evening.path).text
    assert "Trygghet" in omar.client.get(f"/e/{small_evening.event_id}/screen/now").text


def test_an_agenda_without_ideas_has_nothing_to_group(small_evening: Evening) -> None:
    bare = evening_of(small_evening.app, OMAR)
    actions.remove_step(bare.event_id, bare.board)
    bare.steps["grouping"] = add(bare, "Gruppera", kind="grouping")
    alva, omar = bare.browser(), bare.desk()
    bare.go_to("grouping")
    assert "nothing to group" in omar.get(f"/e/{bare.event_id}/lead").text
    assert "Gruppera" in alva.get(bare.path).text
    assert "Gruppera" in omar.client.get(f"/e/{bare.event_id}/screen/now").text
