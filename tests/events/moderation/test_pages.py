"""The leader's list of what waits, participants' reports, the log and the list of words, in the browser."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask

from participation.events.moderation import queries
from tests.cast import ASTRID, OMAR, WORDS, Evening, at_desk, staff_of
from tests.reading import Browser, forms_of, refusal_on, said


def write(browser: Browser, evening: Evening, text: str) -> str:
    browser.get(evening.path)
    return said(browser.send(f"{evening.path}/ideas", text=text).text)


def leads(evening: Evening) -> Browser:
    omar = evening.desk()
    omar.get(f"{evening.path}/lead")
    return omar


def test_omar_approves_all_that_is_shown_with_one_press(small_careful: Evening) -> None:
    alva, bilal = small_careful.browser(), small_careful.browser()
    small_careful.open_others()
    assert "The leader looks at it first." in write(alva, small_careful, "Mer ljus")
    write(alva, small_careful, WORDS[3])
    assert "The leader looks at it first." in said(alva.get(f"{small_careful.path}/mine").text)
    assert "Mer ljus" not in said(bilal.get(small_careful.path).text)
    omar = leads(small_careful)
    assert "2 wait" in said(omar.page)
    assert "<script>alert" not in omar.page
    assert "Mer ljus" not in said(omar.get(f"{small_careful.path}/screen").text)
    omar.get(f"{small_careful.path}/lead")
    shown = re.findall(r'name="shown" value="([^"]+)"', omar.page)
    form = next(form for form in forms_of(omar.page) if form.action.endswith("/approvals"))
    answer = omar.post(form.action, csrf_token=form.values["csrf_token"], all="1", shown=shown)
    assert "0 wait" in said(answer.text)
    assert "Mer ljus" in said(bilal.get(small_careful.path).text)
    assert "Mer ljus" in said(omar.get(f"{small_careful.path}/screen").text)


def test_omar_approves_one_or_those_ticked_and_is_told_when_none_is(small_careful: Evening) -> None:
    ids = [small_careful.give(f"Idé {number}", small_careful.join()) for number in range(4)]
    omar = leads(small_careful)
    form = next(form for form in forms_of(omar.page) if form.action.endswith("/approvals"))
    token = form.values["csrf_token"]
    refused = omar.post(form.action, csrf_token=token, shown=ids)
    assert (refused.status_code, refusal_on(refused)) == (422, "Choose at least one.")
    omar.post(form.action, csrf_token=token, shown=ids, contribution=ids[2], one=ids[0])
    assert [item.id for item in queries.waiting(small_careful.event_id).shown] == ids[1:]
    omar.post(form.action, csrf_token=token, shown=ids, contribution=ids[1:3])
    assert [item.id for item in queries.waiting(small_careful.event_id).shown] == ids[3:]


def test_omar_hides_what_waits_with_a_reason_that_its_author_reads(small_careful: Evening) -> None:
    alva = small_careful.browser()
    write(alva, small_careful, "Om en granne")
    (item,) = queries.waiting(small_careful.event_id).shown
    omar = small_careful.desk()
    assert "the step asks for it" in said(omar.get(f"{small_careful.path}/lead/waiting/{item.id}").text)
    refused = omar.send("/hide", reason=" ")
    assert (refused.status_code, refusal_on(refused)) == (422, "Write why. The author is told.")
    omar.send("/hide", reason="Namnger någon")
    assert "The leader has hidden this: Namnger någon" in said(alva.get(small_careful.path).text)
    assert omar.get(f"{small_careful.path}/lead/waiting/{item.id}").status_code == 404
    log = said(omar.get(f"{small_careful.path}/lead/log").text)
    assert "Omar Haddad hid Om en granne Namnger någon" in log


def test_omar_says_in_prepare_whether_he_looks_first(small_careful: Evening) -> None:
    omar = small_careful.desk()
    assert "A leader looks at it first." in said(omar.get(f"{small_careful.path}/prepare").text)
    assert "Others see it at once." in said(omar.send("/approval").text)
    assert "A leader looks at it first." in said(omar.send("/approval").text)


def test_a_participant_says_once_that_something_is_wrong_and_omar_keeps_it(small_evening: Evening) -> None:
    small_evening.give("Om en granne", small_evening.join())
    small_evening.open_others()
    bilal = small_evening.browser()
    bilal.get(small_evening.path)
    page = bilal.send("/report").text
    assert "You told the leader." in said(page)
    assert "/report" not in page
    omar = leads(small_evening)
    assert "1 told you" in said(omar.page)
    assert "1 told you" not in said(omar.send("/keep").text)
    assert "Omar Haddad kept after reports Om en granne" in said(omar.get(f"{small_evening.path}/lead/log").text)


def test_what_is_said_to_a_participant_about_a_filtered_text_is_kind_and_nothing_is_lost(
    small_evening: Evening,
) -> None:
    alva = small_evening.browser()
    page = write(alva, small_evening, "Ring mig på 070-123 45 67")
    assert "Ring mig på 070-123 45 67" in page
    assert "The leader looks at it first." in page
    omar = leads(small_evening)
    assert "it looks like a phone number" in said(omar.page)
    assert "070" not in said(omar.get(f"{small_evening.path}/screen").text)


def test_an_administrator_changes_the_words_and_a_refused_list_is_kept_in_its_form(town: Flask) -> None:
    staff_of(town)
    astrid = at_desk(town, ASTRID)
    astrid.get("/staff/words")
    form = next(form for form in forms_of(astrid.page) if form.values.get("language") == "sv")
    refused = astrid.post("/staff/words", **{**form.values, "words": "dumbom\nx"})
    assert (refused.status_code, "“x” is too short." in refusal_on(refused)) == (422, True)
    kept = next(form for form in forms_of(refused.text) if form.values.get("language") == "sv")
    assert kept.values["words"].split() == ["dumbom", "x"]
    astrid.post("/staff/words", **{**form.values, "words": "dumbom"})
    assert queries.held_words()["sv"] == "dumbom"
    assert at_desk(town, OMAR).get("/staff/words").status_code == 403


def test_the_lists_ask_as_few_questions_with_forty_as_with_one(small_careful: Evening, queries: Any) -> None:
    omar = small_careful.desk()
    pages = [f"{small_careful.path}/{page}" for page in ("lead", "lead/log", "lead/signal", "prepare")]

    def asked() -> list[int]:
        counts = []
        for page in pages:
            omar.get(page)
            with queries() as seen:
                assert omar.get(page).status_code == 200
            counts.append(seen.count)
        return counts

    small_careful.give("Idé", small_careful.join())
    few = asked()
    for number in range(39):
        small_careful.give(f"Idé {number}", small_careful.join())
    assert asked() == few
