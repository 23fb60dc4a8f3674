"""Diaries as people see them: on phones over days, by the way back, in the leader's hand, on the screen."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest

from participation import clock
from participation.events import actions as events
from participation.events.access import WAY_BACK
from tests.cast import LONG_WORD, WORDS, Evening
from tests.dialogues.talk import Talk
from tests.diaries.diary import Diary, photo, taken
from tests.reading import Browser, form_to, refusal_on, said


def writer(diary: Diary) -> Browser:
    browser = diary.evening.browser()
    browser.get(diary.page)
    return browser


def save(browser: Browser, diary: Diary, reading: str, picture: bytes | None = None, **typed: Any) -> Any:
    browser.get(diary.page)
    files = {"picture": (io.BytesIO(picture), "foto.jpg")} if picture else {}
    return browser.send(f"/diaries/{diary.step_id}", **{"reading": reading, "seen": "En bänk", **files, **typed})


def screen(diary: Diary) -> str:
    events.open_step(diary.event_id, diary.step_id, diary.evening.leader_id, clock.now())
    return diary.evening.desk().get(f"{diary.evening.path}/screen").text


# My own


@pytest.mark.parametrize("text", WORDS[:4], ids=["swedish", "emoji", "rtl", "script"])
def test_an_entry_is_mine_until_i_show_it_and_is_read_as_it_was_written(small_diary: Diary, text: str) -> None:
    small_diary.open_others()
    alva, bilal = writer(small_diary), writer(small_diary)
    mine = save(alva, small_diary, text, place="Torget")
    assert text in said(mine.text)
    assert "Only you see it." in said(mine.text).partition("My diary")[2]
    now = f"{small_diary.evening.path}?beside={small_diary.step_id}"
    assert text not in said(bilal.get(now).text)
    assert "You share it." in said(alva.send("/share").text)
    assert text in said(bilal.get(now).text)
    assert "<script>alert" not in bilal.page
    alva.get(small_diary.page)
    alva.send("/share")
    assert text not in said(bilal.get(now).text)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"reading": ""}, "Something is missing here."),
        ({"seen": ""}, "Something is missing here."),
        ({"reading": LONG_WORD}, "It may be at most 300 characters."),
        ({"seen": LONG_WORD + "x"}, "It may be at most 500 characters."),
        ({"place": LONG_WORD}, "It may be at most 80 characters."),
        ({"picture": b"no picture"}, "We could not read that picture."),
    ],
)
def test_what_is_no_entry_is_refused_beside_the_form_which_keeps_it(
    small_diary: Diary, typed: dict[str, Any], words: str
) -> None:
    alva = writer(small_diary)
    answer = save(alva, small_diary, **{"reading": "Ingen tänkte på oss", **typed})
    assert answer.status_code == 422
    assert words in refusal_on(answer)
    kept = form_to(answer.text, f"/diaries/{small_diary.step_id}").values
    assert kept["reading"] == typed.get("reading", "Ingen tänkte på oss")
    assert small_diary.readings(small_diary.evening.who_is(alva)) == []


def test_the_diary_goes_on_by_the_way_back_on_another_phone(small_diary: Diary) -> None:
    alva = writer(small_diary)
    save(alva, small_diary, "Första dagen", photo())
    other = Browser(small_diary.evening.app)
    with other.client.session_transaction() as session:
        session[WAY_BACK] = {small_diary.event_id: small_diary.evening.who_is(alva)}
    mine = other.get(f"{small_diary.evening.path}/mine").text
    assert small_diary.page in mine
    page = save(other, small_diary, "Andra dagen")
    assert "Första dagen" in said(page.text)
    assert "Back to the room" not in said(page.text)
    picture = re.search(r'src="([^"]+/pictures/[^"]+)"', page.text)
    assert picture is not None
    assert other.client.get(picture[1]).mimetype == "image/jpeg"
    assert other.send("/share").status_code == 200


def test_mine_lists_the_entry_says_that_nobody_sees_it_and_takes_it_back(small_diary: Diary) -> None:
    alva = writer(small_diary)
    save(alva, small_diary, "Ingen tänkte på oss")
    mine = said(alva.get(f"{small_diary.evening.path}/mine").text)
    assert "Others do not see this." in mine
    alva.send("/withdraw")
    assert "Ingen tänkte på oss" not in said(alva.get(small_diary.page).text).partition("My diary")[2]


def test_a_closed_diary_shows_what_was_written_and_takes_nothing_more(small_diary: Diary) -> None:
    alva = writer(small_diary)
    save(alva, small_diary, "Ingen tänkte på oss")
    small_diary.evening.end()
    page = alva.get(small_diary.page)
    assert "Ingen tänkte på oss" in said(page.text)
    assert 'name="reading"' not in page.text
    late = alva.forge(small_diary.page, reading="En till", seen="En bänk")
    assert late.status_code == 409
    assert form_to(late.text, f"/diaries/{small_diary.step_id}").values["reading"] == "En till"


def test_foreign_ids_are_nowhere(small_diary: Diary, others_evening: Evening) -> None:
    foreign = Diary(others_evening)
    theirs = foreign.write("Hos dem", others_evening.join(), shared=True)
    alva, path = writer(small_diary), small_diary.evening.path
    for address in (
        f"{path}/diaries/{foreign.step_id}",
        f"{path}/diaries/{'x' * 16}",
        f"{path}/diaries/pictures/{'x' * 16}.jpg",
    ):
        assert alva.get(address).status_code == 404
    assert alva.get(f"{path}/diaries/{small_diary.step_id}/others").status_code == 404
    assert alva.forge(f"{small_diary.page}/{theirs}/share", on="1").status_code == 404
    assert alva.forge(f"{path}/diaries/{foreign.step_id}", reading="Hej", seen="Hej").status_code == 404
    small_diary.open_others()
    entry = small_diary.write("Min", small_diary.evening.join(), shared=True)
    assert alva.forge(f"{small_diary.page}/{entry}/share", on="0").status_code == 403


# Who leads, the screen


def test_a_leader_sees_what_is_shared_lets_a_picture_through_and_groups(small_diary: Diary) -> None:
    alva = small_diary.evening.join()
    small_diary.write("Bara min", alva, taken("red"))
    entry = small_diary.write("Ingen tänkte på oss", alva, taken(), shared=True)
    omar = small_diary.evening.desk()
    lead = omar.get(f"{small_diary.evening.path}/lead?beside={small_diary.step_id}").text
    assert ("Ingen tänkte på oss" in lead, "Bara min" in lead) == (True, False)
    address = re.search(r'src="([^"]+/lead/pictures/[^"]+)"', lead)
    assert address is not None
    assert omar.client.get(address[1]).mimetype == "image/jpeg"
    assert "Cover the picture" in said(omar.send(f"{entry}/picture").text)
    grouped = omar.send("/group", entry=entry, theme="Platser för oss")
    assert "Platser för oss" in said(grouped.text)
    assert omar.send("/group", entry=entry, theme=LONG_WORD).status_code == 422


def test_the_screen_shows_the_reading_beside_the_picture_once_it_is_open_and_let_through(small_diary: Diary) -> None:
    entry = small_diary.write("Ingen tänkte på oss", small_diary.evening.join(), taken(), shared=True)
    assert "Ingen tänkte på oss" not in screen(small_diary)
    small_diary.open_others()
    shown = screen(small_diary)
    assert "Ingen tänkte på oss" in shown
    assert "<img" not in shown.partition("entry-wall")[2]
    small_diary.approve(entry)
    assert "<img" in screen(small_diary).partition("entry-wall")[2]


def test_what_others_share_is_read_page_by_page_and_can_be_reported(small_diary: Diary) -> None:
    for number in range(12):
        small_diary.write(f"Läsning {number}", small_diary.evening.join(), shared=True)
    small_diary.open_others()
    bilal = writer(small_diary)
    first = bilal.get(f"{small_diary.page}/others")
    assert ("Läsning 11" in first.text, "Läsning 1<" in first.text) == (True, False)
    assert "Läsning 1<" in bilal.get(f"{small_diary.page}/others?page=1").text
    assert bilal.get(f"{small_diary.page}/others?page=-7").status_code == 200
    bilal.get(f"{small_diary.page}/others")
    bilal.send("/report")
    assert "You told the leader." in said(bilal.get(f"{small_diary.page}/others").text)


def test_the_report_paper_and_files_tell_what_is_shared(small_diary: Diary) -> None:
    alva = small_diary.evening.join()
    small_diary.write("Ingen tänkte på oss", alva, shared=True)
    small_diary.write("Bara min", alva)
    omar, path = small_diary.evening.desk(), small_diary.evening.path
    for address in (f"{path}/report", f"{small_diary.page}/shared.csv", f"{small_diary.page}/shared.json"):
        text = omar.get(address).text
        assert "Bara min" not in text
        assert "nkte p" in text
    assert "What does it say to you?" in said(omar.get(f"{path}/diaries/of/{small_diary.step_id}/paper").text)


def test_what_stands_on_paper_is_written_down_by_the_leader(small_diary: Diary) -> None:
    omar = small_diary.evening.desk()
    omar.get(f"{small_diary.evening.path}/lead?beside={small_diary.step_id}")
    omar.send(f"/diaries/lead/{small_diary.step_id}", reading="Från papperet", seen="En mur")
    assert small_diary.readings() == ["Från papperet"]


# Mine


def test_mine_links_to_what_one_answered_to_statements(small_diary: Diary) -> None:
    talk = Talk(small_diary.evening)
    alva = writer(small_diary)
    mine = f"{small_diary.evening.path}/mine"
    answered = f"{small_diary.evening.path}/statements/mine#{talk.statements}"
    assert answered not in alva.get(mine).text
    talk.vote(small_diary.evening.who_is(alva), talk.state("Det är för mörkt"), 1)
    assert answered in alva.get(mine).text
    other = Browser(small_diary.evening.app)
    with other.client.session_transaction() as session:
        session[WAY_BACK] = {small_diary.event_id: small_diary.evening.who_is(alva)}
    page = other.get(f"{small_diary.evening.path}/statements/mine").text
    assert "You agree" in said(page)
    assert "Change" not in said(page)
