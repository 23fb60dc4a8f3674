"""Questions: asked, on the screen one at a time, answered in the room or in writing, and none forgotten."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, select

from participation import clock, db, tokens
from participation.dialogues.models import QuestionAnswer, QuestionMark, QuestionPromise
from participation.dialogues.questions import actions, queries, rules
from participation.dialogues.questions.queries import Asked
from participation.events import activities
from participation.events.contributions import actions as contributions
from participation.events.contributions.actions import Gift
from participation.events.moderation import actions as moderation
from participation.people import actions as people
from tests.cast import OMAR, PETRA, TOVE, account, refusal_of
from tests.dialogues.talk import Talk


def asked(talk: Talk) -> dict[str, Asked]:
    db.db.session.rollback()
    return {item.shown.id: item for item in queries.of_step(talk.step(talk.questions))}


def count(table: type) -> int:
    db.db.session.rollback()
    return db.db.session.scalar(select(func.count()).select_from(table)) or 0


def hide(talk: Talk, question_id: str) -> None:
    contributions.hide(talk.event_id, question_id, "Handlar om en person", talk.evening.leader_id, clock.now())


# In the room


def test_the_same_form_twice_is_one_question(talk: Talk) -> None:
    alva = talk.evening.join()
    gift = Gift(tokens.new_id(), talk.event_id, talk.questions, alva, actions.KIND, "När byggs hallen?", "sv")
    for _ in range(2):
        actions.ask(gift, clock.now())
    assert [item.shown.text for item in asked(talk).values()] == ["När byggs hallen?"]


def test_one_question_at_a_time_is_on_the_screen(talk: Talk) -> None:
    first, second = talk.ask("När?"), talk.ask("Varför?")
    for question in (first, first, second):
        talk.live(question)
    assert {id_: item.live for id_, item in asked(talk).items()} == {first: False, second: True}
    assert count(QuestionMark) == 2
    for _ in range(2):
        actions.unmark(talk.event_id, second, rules.LIVE, clock.now())
    assert not any(item.live for item in asked(talk).values())
    talk.live(first)
    assert asked(talk)[first].live


def test_the_live_one_comes_first_then_the_shortlist_then_what_most_stand_behind(talk: Talk) -> None:
    low, high, short, live, done = (talk.ask(text) for text in ("a", "b", "c", "d", "e"))
    contributions.support(talk.event_id, high, talk.evening.join())
    talk.mark(short, rules.SHORTLIST)
    talk.live(live)
    talk.note(done, "Ja")
    assert list(asked(talk)) == [live, short, high, low, done]


def test_an_answer_is_noted_once_and_the_newest_holds(talk: Talk) -> None:
    question = talk.ask("När?")
    words = actions.Words("form", "I vår.", "Petra Ek")
    for _ in range(2):
        actions.note_answer(talk.event_id, question, words, talk.evening.leader_id, clock.now())
    assert count(QuestionAnswer) == 1
    talk.note(question, "I april.")
    answer = asked(talk)[question].answer
    assert answer is not None
    assert (answer.text, answer.who, answer.live, answer.answerer_id) == ("I april.", "Petra Ek", True, None)


def test_who_asked_the_same_is_told_the_same_answer(talk: Talk) -> None:
    alva, bilal = talk.evening.join(), talk.evening.join()
    first, second = talk.ask("När byggs hallen?", alva), talk.ask("Hallen, när?", bilal)
    contributions.merge(talk.event_id, second, first, talk.evening.leader_id, clock.now())
    talk.note(first, "I vår.")
    with talk.evening.app.test_request_context(headers={"Accept-Language": "en"}):
        told = {id_: item.title for id_, item in activities.carried_on([first, second]).items()}
    assert told == dict.fromkeys((first, second), "Petra Ek has answered")


def test_what_is_hidden_or_waits_is_neither_shown_nor_answered(talk: Talk) -> None:
    hidden = talk.ask("Är du dum?")
    hide(talk, hidden)
    moderation.set_approval(talk.event_id, talk.questions, "first")
    waiting = talk.ask("När?", talk.evening.join())
    for question in (hidden, waiting, "x" * 16):
        assert refusal_of(talk.live, question) == "unknown_question"
        assert refusal_of(talk.note, question, "Ja") == "unknown_question"
        assert refusal_of(talk.promise, question, PETRA) == "unknown_question"


def test_a_twenty_first_question_is_refused(talk: Talk) -> None:
    alva = talk.evening.join()
    for number in range(rules.MOST_QUESTIONS):
        talk.ask(f"Fråga {number}?", alva)
    assert refusal_of(talk.ask, "En till?", alva) == "too_many_questions"


def test_questions_are_asked_in_their_own_kind_of_step_alone(talk: Talk) -> None:
    gift = Gift(tokens.new_id(), talk.event_id, talk.statements, None, actions.KIND, "När?", "sv")
    assert refusal_of(actions.ask, gift, clock.now()) == "not_a_question_step"


# Nothing ends silently


def test_an_event_does_not_end_while_a_question_has_no_answer(talk: Talk) -> None:
    first, second, third = talk.ask("När?"), talk.ask("Varför?"), talk.ask("Hur?")
    assert refusal_of(talk.evening.end) == "questions_left"
    talk.note(first, "I vår.")
    talk.promise(second, PETRA)
    assert refusal_of(talk.evening.end) == "questions_left"
    hide(talk, third)
    talk.evening.end()
    assert talk.evening.event.ending is not None


def test_a_question_that_waits_for_the_leader_is_not_forgotten_either(talk: Talk) -> None:
    moderation.set_approval(talk.event_id, talk.questions, "first")
    question = talk.ask("När?", talk.evening.join())
    assert refusal_of(talk.evening.end) == "questions_left"
    hide(talk, question)
    talk.evening.end()


def test_what_nobody_answered_can_become_a_proposal(talk: Talk) -> None:
    first, second = talk.ask("När byggs hallen?"), talk.ask("Varför?")
    talk.note(second, "Därför.")
    assert [offer.contribution_ids[0] for offer in activities.offers(talk.event_id)] == [first]


# In writing


def test_who_promised_answers_in_writing_also_when_the_event_is_over(talk: Talk) -> None:
    question = talk.ask("När byggs hallen?", talk.evening.join())
    talk.promise(question, PETRA)
    talk.promise(question, PETRA)
    assert count(QuestionPromise) == 1
    talk.evening.end()
    petra, tove = account(PETRA).id, account(TOVE).id
    assert [item.text for item in queries.owed_by(petra)] == ["När byggs hallen?"]
    assert refusal_of(actions.write_answer, talk.event_id, question, "a", "Nej", tove, clock.now()) == (
        "not_your_question"
    )
    for _ in range(2):
        actions.write_answer(talk.event_id, question, "form", "I april.", petra, clock.now())
    assert queries.owed_by(petra) == []
    answer = asked(talk)[question].answer
    assert answer is not None
    assert (answer.text, answer.who, answer.live) == ("I april.", PETRA.name, False)
    assert count(QuestionAnswer) == 1


def test_a_later_promise_takes_the_place_of_an_earlier_one(talk: Talk) -> None:
    question = talk.ask("När?")
    talk.promise(question, PETRA, days=7)
    talk.promise(question, TOVE, days=14)
    promise = asked(talk)[question].promise
    assert promise is not None
    assert (promise.answerer_id, promise.who) == (account(TOVE).id, TOVE.name)
    assert queries.owed_by(account(PETRA).id) == []


@pytest.mark.parametrize("days", [-1, 93, 4000])
def test_a_promise_is_for_a_day_that_is_near(talk: Talk, days: int) -> None:
    assert refusal_of(talk.promise, talk.ask("När?"), PETRA, days) == "due_too_far"


def test_who_leaves_hands_over_what_they_promised_to_answer(talk: Talk) -> None:
    question = talk.ask("När?")
    talk.promise(question, PETRA)
    petra, tove = account(PETRA).id, account(TOVE).id
    people.close_account(petra, by_id=account(OMAR).id, successor_id=tove, now=clock.now())
    assert [item.id for item in queries.owed_by(tove)] == [question]
    assert refusal_of(talk.promise, question, PETRA, 20) == "unknown_answerer"


def test_answers_go_when_the_questions_words_are_destroyed(talk: Talk) -> None:
    question = talk.ask("När?")
    talk.note(question, "Alva frågar om hallen: i vår.")
    with db.writing() as session:
        actions.erase_answers(session, [question])
    answer = asked(talk)[question].answer
    assert answer is not None
    assert (answer.text, answer.who) == ("", "")


def test_a_due_day_is_told_as_it_was_promised(talk: Talk) -> None:
    question = talk.ask("När?")
    talk.promise(question, PETRA, days=10)
    promise = asked(talk)[question].promise
    assert promise is not None
    assert promise.due == clock.now().date() + dt.timedelta(days=10)
