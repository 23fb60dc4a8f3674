"""Statements and questions as people see them: on phones, in the leader's hand, on the screen, at the desk."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from flask.testing import FlaskClient

from participation import clock
from participation.dialogues.statements import actions as statements
from participation.dialogues.statements import queries
from participation.events import actions as events
from participation.events.contributions import actions as contributions
from tests.cast import LONG_WORD, PETRA, TOVE, WORDS, account, at_desk
from tests.dialogues.talk import Talk
from tests.reading import Browser, form_to, forms_of, refusal_on, said


def at(browser: Browser, talk: Talk, step_id: str) -> Any:
    return browser.get(f"{talk.evening.path}?beside={step_id}")


def lead(talk: Talk, step_id: str) -> Browser:
    omar = talk.evening.desk()
    omar.get(f"{talk.evening.path}/lead?beside={step_id}")
    return omar


def screen(talk: Talk, step_id: str) -> str:
    events.open_step(talk.event_id, step_id, talk.evening.leader_id, clock.now())
    return said(talk.evening.desk().get(f"{talk.evening.path}/screen").text)


def show_results(talk: Talk) -> None:
    events.open_others(talk.event_id, talk.statements, talk.evening.leader_id, clock.now())


# Statements on the phone


def test_one_statement_at_a_time_until_there_are_no_more(small_talk: Talk) -> None:
    written = {small_talk.state("Mer ljus"): "Mer ljus", small_talk.state("En hall"): "En hall"}
    alva = small_talk.evening.browser()
    for number in range(2):
        page = at(alva, small_talk, small_talk.statements)
        assert f"You have answered {number} of 2." in said(page.text)
        (form,) = [form for form in forms_of(page.text) if form.action.endswith("/vote")]
        assert written[form.action.split("/")[-2]] in said(page.text)
        assert alva.send(form.action, vote="agree").status_code == 200
    assert "You have answered all there are" in said(alva.page)
    assert [small_talk.counts(id_) for id_ in written] == [(1, 0, 0)] * 2


def test_what_one_answered_is_seen_and_changed(small_talk: Talk) -> None:
    dark = small_talk.state("Det är för mörkt")
    alva, bilal = small_talk.evening.browser(), small_talk.evening.browser()
    at(alva, small_talk, small_talk.statements)
    alva.send(f"{dark}/vote", vote="agree")
    page = alva.get(f"{small_talk.evening.path}/statements/mine")
    assert "You agree" in said(page.text)
    alva.get(f"{small_talk.evening.path}/statements/{dark}")
    changed = alva.send(f"{dark}/vote", vote="disagree")
    assert "You disagree" in said(changed.text)
    assert small_talk.counts(dark) == (0, 1, 0)
    assert "You have not answered any statement yet." in said(
        bilal.get(f"{small_talk.evening.path}/statements/mine").text
    )


@pytest.mark.parametrize("text", WORDS[:4], ids=["swedish", "emoji", "rtl", "script"])
def test_a_statement_of_ones_own_is_read_by_others_as_it_was_written(small_talk: Talk, text: str) -> None:
    alva, bilal = small_talk.evening.browser(), small_talk.evening.browser()
    at(alva, small_talk, small_talk.statements)
    assert alva.send(f"/statements/of/{small_talk.statements}", text=text).status_code == 200
    page = at(bilal, small_talk, small_talk.statements)
    assert text in said(page.text)
    assert "<script>alert" not in page.text


@pytest.mark.parametrize(
    ("text", "words"), [("", "Something is missing here."), (LONG_WORD, "It may be at most 140 characters.")]
)
def test_what_is_no_statement_is_refused_beside_the_form_which_keeps_it(
    small_talk: Talk, text: str, words: str
) -> None:
    alva = small_talk.evening.browser()
    at(alva, small_talk, small_talk.statements)
    answer = alva.send(f"/statements/of/{small_talk.statements}", text=text)
    assert answer.status_code == 422
    assert words in refusal_on(answer)
    assert form_to(answer.text, f"/statements/of/{small_talk.statements}").values["text"] == text


@pytest.mark.parametrize("sent", ["", "yes", "1", "-1", LONG_WORD, "🛹"])
def test_a_vote_that_is_none_is_refused(small_talk: Talk, sent: str) -> None:
    dark, alva = small_talk.state("Det är för mörkt"), small_talk.evening.browser()
    at(alva, small_talk, small_talk.statements)
    assert alva.send(f"{dark}/vote", vote=sent).status_code == 422
    assert small_talk.counts(dark) == (0, 0, 0)


def test_foreign_ids_are_nowhere(small_talk: Talk) -> None:
    alva = small_talk.evening.browser()
    path = small_talk.evening.path
    assert alva.get(f"{path}/statements/{'x' * 16}").status_code == 404
    assert alva.forge(f"{path}/statements/{'x' * 16}/vote", vote="agree").status_code == 404
    assert alva.forge(f"{path}/statements/of/{small_talk.questions}", text="Mer ljus").status_code == 404
    assert alva.forge(f"{path}/statements/of/{'x' * 16}/group", group="").status_code == 404
    assert alva.forge(f"{path}/questions/of/{small_talk.statements}", text="När?").status_code == 404


def test_a_group_is_asked_for_once_and_what_is_none_is_refused(small_talk: Talk) -> None:
    statements.set_up(small_talk.event_id, small_talk.statements, ["Unga", "Beslutsfattare"], you_are_here=False)
    small_talk.state("Mer ljus")
    alva = small_talk.evening.browser()
    page = at(alva, small_talk, small_talk.statements)
    assert "Which group are you in?" in said(page.text)
    assert "Mer ljus" not in said(page.text)
    assert alva.send(f"{small_talk.statements}/group", group="Lärare").status_code == 422
    assert "Mer ljus" in said(alva.send(f"{small_talk.statements}/group", group="Unga").text)


# Results


def full(talk: Talk, people: int = 6) -> None:
    """A conversation that can be told."""
    light, hall = talk.state("Mer ljus"), talk.state("En hall")
    for number in range(people):
        person = talk.evening.join()
        talk.vote(person, light, 1)
        talk.vote(person, hall, 1 if number % 2 else -1)
    talk.find()


def test_results_are_seen_when_the_leader_shows_them(small_talk: Talk) -> None:
    full(small_talk)
    alva = small_talk.evening.browser()
    assert "What most agree on" not in said(at(alva, small_talk, small_talk.statements).text)
    assert "12 votes on 2 statements" in screen(small_talk, small_talk.statements)
    assert "What most agree on" in said(lead(small_talk, small_talk.statements).page)
    show_results(small_talk)
    page = said(at(alva, small_talk, small_talk.statements).text)
    assert "What most agree on Mer ljus 6 agree 0 pass 0 disagree" in page
    assert "Mer ljus 6 agree" in screen(small_talk, small_talk.statements)


def test_where_one_stands_is_shown_only_where_the_organiser_turned_it_on(small_talk: Talk) -> None:
    written = [small_talk.state(f"Påstående {number}") for number in range(8)]
    alva = small_talk.evening.browser()
    people = [small_talk.evening.join() for _ in range(103)]
    for number, person in enumerate([*people, small_talk.evening.who_is(alva)]):
        for place, statement in enumerate(written):
            small_talk.vote(person, statement, 1 if (number + place // 4) % 2 else -1)
    small_talk.find()
    show_results(small_talk)
    page = said(at(alva, small_talk, small_talk.statements).text)
    assert "Group A" in page
    assert "You are here" not in page
    statements.set_up(small_talk.event_id, small_talk.statements, [], you_are_here=True)
    page = said(at(alva, small_talk, small_talk.statements).text)
    assert "You are here" in page
    assert "You vote most like group" in page
    assert "Only this phone shows it." in page
    assert "You are here" not in screen(small_talk, small_talk.statements)
    assert "You are here" not in said(lead(small_talk, small_talk.statements).page)


def test_the_report_tells_every_statement_and_every_question(small_talk: Talk) -> None:
    full(small_talk)
    question = small_talk.ask("När byggs hallen?")
    small_talk.note(question, "I vår.")
    omar = small_talk.evening.desk()
    page = said(omar.get(f"{small_talk.evening.path}/report").text)
    for words in ("Mer ljus", "En hall", "När byggs hallen?", "I vår.", "12 votes"):
        assert words in page
    rows = omar.get(f"{small_talk.evening.path}/report.json").json["rows"]
    assert {row["kind"] for row in rows} == {"statement", "question"}


def test_reading_asks_as_much_of_the_database_for_many_as_for_one(small_talk: Talk, queries: Any) -> None:
    alva = small_talk.evening.browser()

    def asked() -> list[int]:
        counts = []
        for step_id in (small_talk.statements, small_talk.questions):
            for path in (f"?beside={step_id}", "/statements/mine", "/answers", f"/lead?beside={step_id}"):
                reader = alva if "lead" not in path else small_talk.evening.desk()
                with queries() as seen:
                    assert reader.get(small_talk.evening.path + path).status_code == 200
                counts.append(seen.count)
        return counts

    show_results(small_talk)
    full(small_talk)
    small_talk.note(small_talk.ask("När?"), "I vår.")
    small_talk.promise(small_talk.ask("Varför?"), PETRA)
    small_talk.vote(small_talk.evening.who_is(alva), small_talk.state("Mer ljus"), 1)
    before = asked()
    for number in range(25):
        small_talk.vote(small_talk.evening.who_is(alva), small_talk.state(f"Påstående {number}"), 1)
        small_talk.note(small_talk.ask(f"Fråga {number}?"), "Ja.")
        small_talk.promise(small_talk.ask(f"Mer {number}?"), PETRA)
    small_talk.find()
    assert asked() == before


# In the leader's hand


def test_the_organiser_writes_statements_and_groups_beforehand(small_talk: Talk) -> None:
    omar = small_talk.evening.desk()
    omar.get(f"{small_talk.evening.path}/prepare")
    lines = {"statements": "Mer ljus\n\n En hall \nMer ljus", "groups": "Unga\nBeslutsfattare"}
    for _ in range(2):
        omar.get(f"{small_talk.evening.path}/prepare")
        assert omar.send("/set-up", **lines).status_code == 200
    rows = queries.results(small_talk.step(small_talk.statements))
    assert rows.statements == 2
    assert small_talk.step(small_talk.statements).settings["groups"] == ["Unga", "Beslutsfattare"]
    omar.get(f"{small_talk.evening.path}/prepare")
    refused = omar.send("/set-up", statements="a" * 141)
    assert refused.status_code == 422
    assert "A line has at most 140 characters." in said(refused.text)


def test_a_statement_is_hidden_with_a_reason_and_shown_again(small_talk: Talk) -> None:
    dark = small_talk.state("Alla fuskar")
    omar = lead(small_talk, small_talk.statements)
    omar.get(f"{small_talk.evening.path}/lead/dialogues/{dark}")
    assert omar.send("/hide", reason="").status_code == 422
    omar.send("/hide", reason="Handlar om en klass")
    assert "Handlar om en klass" in said(lead(small_talk, small_talk.statements).page)
    assert "No statements yet" in said(at(small_talk.evening.browser(), small_talk, small_talk.statements).text)


def test_two_questions_that_say_the_same_become_one_with_both_behind_it(small_talk: Talk) -> None:
    first, second = small_talk.ask("När byggs hallen?"), small_talk.ask("Hallen, när?")
    for question in (first, second):
        contributions.support(small_talk.event_id, question, small_talk.evening.join())
    omar = lead(small_talk, small_talk.questions)
    omar.get(f"{small_talk.evening.path}/lead/dialogues/{second}")
    omar.send("/merge", into=first)
    page = said(lead(small_talk, small_talk.questions).page)
    assert "När byggs hallen? 2 agree" in page


# Questions


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
