"""Questions as people see them: on phones, in the leader's hand, on the screen, at the politician's desk, in public."""

from __future__ import annotations

import datetime as dt

import pytest
from flask.testing import FlaskClient

from participation import clock
from participation.events.contributions import actions as contributions
from tests.cast import PETRA, TOVE, account, at_desk
from tests.dialogues.audiences import at, lead, screen
from tests.dialogues.talk import Talk
from tests.reading import form_to, forms_of, said


def test_two_questions_that_say_the_same_become_one_with_both_behind_it(small_talk: Talk) -> None:
    first, second = small_talk.ask("När byggs hallen?"), small_talk.ask("Hallen, när?")
    for question in (first, second):
        contributions.support(small_talk.event_id, question, small_talk.evening.join())
    omar = lead(small_talk, small_talk.questions)
    omar.get(f"{small_talk.evening.path}/lead/dialogues/{second}")
    omar.send("/merge", into=first)
    page = said(lead(small_talk, small_talk.questions).page)
    assert "När byggs hallen? 2 agree" in page


def test_a_question_goes_from_a_phone_over_the_screen_to_its_answer(small_talk: Talk) -> None:
    alva, bilal = small_talk.evening.browser(), small_talk.evening.browser()
    at(alva, small_talk, small_talk.questions)
    alva.send(f"/questions/of/{small_talk.questions}", text="När byggs hallen?")
    at(bilal, small_talk, small_talk.questions)
    assert "När byggs hallen?" in said(bilal.page)
    bilal.send("/support", support="1")
    omar = lead(small_talk, small_talk.questions)
    assert "När byggs hallen? 1 agrees" in said(omar.page)
    omar.send("/mark", what="live", on="1")
    assert "När byggs hallen? 1 stands behind it" in screen(small_talk, small_talk.questions)
    assert "On the screen now När byggs hallen?" in said(at(bilal, small_talk, small_talk.questions).text)
    omar.get(f"{small_talk.evening.path}/lead?beside={small_talk.questions}")
    assert omar.send("/answer", who="Petra Ek", text="I vår.").status_code == 200
    assert "Petra Ek I vår." in screen(small_talk, small_talk.questions)
    assert "Petra Ek has answered" in said(alva.get(f"{small_talk.evening.path}/mine").text)


def promise_the_rest(talk: Talk) -> None:
    """The organiser promises that Petra answers all that is left, today; a day next year is refused first."""
    omar = lead(talk, talk.questions)
    form = form_to(omar.page, "/promise")
    today, petra_id = clock.now().date(), account(PETRA).id
    refused = omar.send("/promise", answerer=petra_id, due=(today + dt.timedelta(days=365)).isoformat())
    assert "Choose a day from today on, within three months." in said(refused.text)
    omar.post(form.action, **{**form.values, "answerer": petra_id, "due": today.isoformat()})
    talk.evening.end()


def test_what_is_left_is_promised_in_one_go_and_answered_from_the_desk(small_talk: Talk, client: FlaskClient) -> None:
    alva = small_talk.evening.browser()
    for text in ("När byggs hallen?", "Varför är det mörkt?"):
        at(alva, small_talk, small_talk.questions)
        alva.send(f"/questions/of/{small_talk.questions}", text=text)
    promise_the_rest(small_talk)
    petra, tove = at_desk(small_talk.evening.app, PETRA), at_desk(small_talk.evening.app, TOVE)
    assert "2 questions wait for your answer" in said(petra.get("/staff").text)
    assert "Nothing waits for you." in said(tove.get("/staff/questions").text)
    petra.get("/staff/questions")
    form = next(form for form in forms_of(petra.page) if "/staff/questions/" in form.action)
    assert tove.forge(form.action, text="Nej").status_code == 403
    assert petra.send(form.action, text="").status_code == 422
    assert petra.send(form.action, text="I april börjar vi.").status_code == 200
    english = {"Accept-Language": "en"}
    public = said(client.get(f"{small_talk.evening.path}/answers", headers=english).text)
    assert "I april börjar vi." in public
    assert "Petra Ek answers in writing by" in public
    assert "Petra Ek has answered" in said(alva.get(f"{small_talk.evening.path}/mine").text)
    assert "Questions and answers" in said(client.get(f"/p/{small_talk.evening.process_id}", headers=english).text)


def test_an_event_with_questions_left_says_what_to_do(small_talk: Talk) -> None:
    small_talk.ask("När byggs hallen?")
    omar = small_talk.evening.desk()
    omar.get(f"{small_talk.evening.path}/lead")
    hear_back_on = clock.now().date().replace(year=clock.now().year + 1).isoformat()
    answer = omar.send("/ending", kind="closed", hear_back_on=hear_back_on)
    assert answer.status_code == 422
    assert "Questions without an answer: 1." in said(answer.text)


@pytest.mark.parametrize(("who", "text"), [("", "Ja"), ("Petra", ""), ("å" * 121, "Ja"), ("Petra", "å" * 4001)])
def test_an_answer_needs_words_and_somebody_who_said_them(small_talk: Talk, who: str, text: str) -> None:
    question = small_talk.ask("När?")
    small_talk.live(question)
    omar = lead(small_talk, small_talk.questions)
    assert omar.send("/answer", who=who, text=text).status_code == 422
    assert omar.send("/answer", who="Petra 🛹", text="ملعب <b>nu</b>").status_code == 200
    assert "ملعب <b>nu</b>" in said(lead(small_talk, small_talk.questions).page)
