"""Statements as people see them: on phones, in the leader's hand, on the screen, in the report."""

from __future__ import annotations

from typing import Any

import pytest

from participation import clock
from participation.dialogues.statements import actions as statements
from participation.dialogues.statements import queries
from participation.events import actions as events
from tests.cast import LONG_WORD, PETRA, WORDS
from tests.dialogues.audiences import at, lead, screen
from tests.dialogues.talk import Talk
from tests.reading import form_to, forms_of, refusal_on, said


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
