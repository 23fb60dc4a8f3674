"""Preparing and leading an evening, the screen and the registrar's page, as people meet them."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import Any

import pytest
from PIL import Image

from participation import clock
from participation.events import actions, qr, queries
from tests.cast import OLGA, WORDS, Evening, account, at_desk, evening_of
from tests.reading import Browser, form_to, refusal_on, said

PLAN = {
    "title": "Idékväll",
    "place": "Torget",
    "starts_at": "2026-09-26T18:00",
    "ends_at": "2026-09-26T21:00",
    "hear_back_on": "2026-10-17",
}


@pytest.fixture
def omar(small_evening: Evening) -> Browser:
    return small_evening.desk()


# Preparing


def test_an_event_is_prepared_in_local_time_and_is_ready_to_join(small_evening: Evening, omar: Browser) -> None:
    page = f"/staff/processes/{small_evening.process_id}"
    omar.get(page)
    answer = omar.send("/events", **PLAN)
    assert answer.status_code == 200
    assert omar.at.endswith("/prepare")
    event = queries.event(omar.at.split("/")[2])
    assert event is not None
    assert event.starts_at == dt.datetime(2026, 9, 26, 16, 0, tzinfo=dt.UTC)
    assert event.join_code in said(answer.text)
    assert form_to(answer.text, "/prepare").values == {**form_to(answer.text, "/prepare").values, **PLAN}
    assert Browser(small_evening.app).get(f"/j/{event.join_code}").status_code == 200


def test_sending_the_form_twice_prepares_one_event(small_evening: Evening, omar: Browser) -> None:
    omar.get(f"/staff/processes/{small_evening.process_id}")
    form = form_to(omar.page, "/events")
    places = set()
    for _tap in range(2):
        omar.post(form.action, **{**form.values, **PLAN})
        places.add(omar.at)
    assert len(places) == 1
    assert len(queries.of_process(small_evening.process_id)) == 2


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"title": ""}, "Something is missing"),
        ({"title": "x" * 121}, "too long"),
        ({"starts_at": "i morgon"}, "Write a date and a time"),
        ({"starts_at": ""}, "Write a date and a time"),
        ({"starts_at": "0001-01-01T00:00"}, "Write a date and a time"),
        ({"ends_at": "2026-09-26T17:00"}, "It must end after it starts"),
        ({"ends_at": "9999-12-31T23:59"}, "Write a date and a time"),
        ({"hear_back_on": "sen"}, "Write a date here"),
        ({"hear_back_on": "2026-09-01"}, "after the event, not before"),
        ({"hear_back_on": "1999-01-01"}, "Write a date here"),
        ({"method": "world-peace"}, "Choose one"),
    ],
)
def test_a_refused_plan_is_shown_beside_its_form_and_keeps_what_was_typed(
    small_evening: Evening, omar: Browser, typed: dict[str, str], words: str
) -> None:
    omar.get(f"/staff/processes/{small_evening.process_id}")
    answer = omar.send("/events", **{**PLAN, **typed})
    assert answer.status_code == 422
    assert words in refusal_on(answer)
    kept = form_to(answer.text, "/events").values
    sent = {**PLAN, **typed}
    assert {name: kept[name] for name in PLAN} == {name: sent[name] for name in PLAN}
    assert len(queries.of_process(small_evening.process_id)) == 1


def test_words_and_times_are_changed(small_evening: Evening, omar: Browser) -> None:
    omar.get(f"{small_evening.path}/prepare")
    assert omar.send("/prepare", **PLAN).status_code == 200
    event = small_evening.event
    assert (event.title, event.place, event.hear_back_on) == ("Idékväll", "Torget", dt.date(2026, 10, 17))


@pytest.mark.parametrize("minutes", ["0", "601", "tio", "", "1.5", "٣"])
def test_a_refused_step_is_kept_open_with_what_was_typed(small_evening: Evening, omar: Browser, minutes: str) -> None:
    omar.get(f"{small_evening.path}/prepare")
    action = f"/steps/{small_evening.board}"
    answer = omar.send(action, minutes=minutes, prompt="Var är det mörkt?")
    assert answer.status_code == 422
    assert refusal_on(answer)
    kept = form_to(answer.text, action).values
    assert (kept["minutes"], kept["prompt"]) == (minutes, "Var är det mörkt?")
    assert omar.send(action, minutes="12").status_code == 200
    step = next(step for step in small_evening.event.steps if step.id == small_evening.board)
    assert (step.minutes, step.prompt) == (12, "Var är det mörkt?")


def test_a_step_of_another_event_is_not_changed_from_here(
    small_evening: Evening, others_evening: Evening, omar: Browser
) -> None:
    answer = omar.forge(f"{small_evening.path}/steps/{others_evening.board}", title="X", prompt="", minutes="5")
    assert answer.status_code == 404
    assert "That step does not belong to this event." in said(answer.text)
    assert "X" not in [step.title for step in others_evening.event.steps]


def test_a_colleague_who_is_let_in_leads_too(small_evening: Evening, omar: Browser) -> None:
    olga = at_desk(small_evening.app, OLGA)
    assert olga.get(f"{small_evening.path}/lead").status_code == 403
    omar.get(f"{small_evening.path}/prepare")
    assert "Olga Nyberg, Omar Haddad" in said(omar.send("/organisers", colleague=account(OLGA).id).text)
    assert olga.get(f"{small_evening.path}/lead").status_code == 200


# Getting in


def test_the_code_is_had_as_svg_and_png_and_on_a_poster(small_evening: Evening, omar: Browser) -> None:
    small_evening.app.config["PUBLIC_URL"] = "https://traden.lindvik.example"
    svg, png = omar.get(f"{small_evening.path}/code.svg"), omar.get(f"{small_evening.path}/code.png")
    assert (svg.mimetype, png.mimetype) == ("image/svg+xml", "image/png")
    assert b"<svg" in svg.data
    with Image.open(io.BytesIO(png.data)) as picture:
        assert picture.width == picture.height >= 290
        assert picture.convert("L").getpixel((5, 5)) == 255, "the quiet zone is kept"
    assert omar.get(f"{small_evening.path}/code.pdf").status_code == 404
    poster = said(omar.get(f"{small_evening.path}/poster").text)
    assert "traden.lindvik.example/j" in poster
    assert small_evening.code in poster


def test_the_codes_svg_stands_for_the_address_to_join(small_evening: Evening) -> None:
    address = f"https://traden.lindvik.example/j/{small_evening.code}"
    inline = qr.inline(address, address)
    modules = inline.count("h1v1h-1z")
    assert f'aria-label="{address}"' in inline
    assert modules == sum(sum(row) for row in qr._code(address).get_matrix())
    assert len(qr.terminal(address).splitlines()) > 10


def test_markup_in_titles_is_text_on_every_page(small_evening: Evening, omar: Browser) -> None:
    evil = WORDS[3]
    omar.get(f"{small_evening.path}/prepare")
    omar.send("/prepare", title=evil, place=evil)
    omar.get(f"{small_evening.path}/prepare")
    omar.send(f"/steps/{small_evening.board}", title=evil, prompt=evil)
    alva = small_evening.browser()
    pages = [omar.get(f"{small_evening.path}/{page}") for page in ("prepare", "lead", "screen", "screen/now", "poster")]
    pages += [alva.get(small_evening.path), alva.get(f"{small_evening.path}/mine"), alva.get("/t"), alva.get("/")]
    pages += [Browser(small_evening.app).get(f"/j/{small_evening.code}"), alva.get(f"/p/{small_evening.process_id}")]
    for page in pages:
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert evil in said(page.text)


# Leading


def test_the_leader_goes_through_the_agenda_and_phones_follow(small_evening: Evening, omar: Browser) -> None:
    alva = small_evening.browser()
    omar.get(f"{small_evening.path}/lead")
    seen = [alva.get(f"{small_evening.path}/signal").text.split()[0]]
    for kind in ("vote", "next"):
        assert omar.send(f"/steps/{small_evening.steps[kind]}/open").status_code == 200
        seen.append(alva.get(f"{small_evening.path}/signal").text.split()[0])
        assert f'data-key="{seen[-1]}"' in alva.get(small_evening.path).text
    omar.send("/steps/close")
    assert "A break The room was in Vad händer nu?. Next goes on there." in said(omar.page)
    assert "We go on with Vad händer nu?." in said(alva.get(small_evening.path).text)
    assert len(set(seen)) == 3


def test_a_leader_who_closes_says_first_when_the_young_people_hear_back(small_evening: Evening, omar: Browser) -> None:
    omar.get(f"{small_evening.path}/prepare")
    omar.send("/prepare", hear_back_on="")
    omar.get(f"{small_evening.path}/lead")
    refused = omar.send("/ending", kind="closed")
    assert (refused.status_code, "Say first on which day" in refusal_on(refused)) == (422, True)
    day = (clock.now().date() + dt.timedelta(days=20)).isoformat()
    assert "This event is over" in said(omar.send("/ending", kind="closed", hear_back_on=day).text)
    assert small_evening.event.hear_back_on == dt.date.fromisoformat(day)
    twice = omar.forge(f"{small_evening.path}/ending", kind="closed")
    assert (twice.status_code, "already over" in said(twice.text)) == (422, True)


def test_a_cancelled_event_says_why(small_evening: Evening, omar: Browser) -> None:
    omar.get(f"{small_evening.path}/lead")
    refused = omar.send("/ending", kind="cancelled", reason=" ")
    assert (refused.status_code, refusal_on(refused)) == (422, "Something is missing here.")
    assert omar.send("/ending", kind="sometimes").status_code == 422
    alva = small_evening.browser()
    omar.send("/ending", kind="cancelled", reason=WORDS[3])
    page = alva.get(small_evening.path).text
    assert WORDS[3] in said(page)
    assert "<script>alert" not in page
    assert "cancelled" in said(alva.get(f"/p/{small_evening.process_id}").text)
    assert "Hur blir" not in said(alva.get("/").text).partition("Threads")[0], "what is cancelled is not going on"


def test_the_screen_shows_how_to_join_and_where_the_room_is(small_evening: Evening, omar: Browser) -> None:
    page = omar.get(f"{small_evening.path}/screen").text
    assert small_evening.code in said(page)
    assert 'class="qr"' in page
    assert "Step 2 of 4" in said(page)
    small_evening.browser()
    live = omar.get(f"{small_evening.path}/screen/now").text
    assert "1 is in" in said(live)
    small_evening.end()
    assert "Thank you" in said(omar.get(f"{small_evening.path}/screen/now").text)


def test_a_room_in_no_step_says_so_everywhere(small_evening: Evening, omar: Browser) -> None:
    fresh = evening_of(small_evening.app)
    assert "You are in We start soon." in said(fresh.browser().page)
    assert "Scan the code" in said(omar.get(f"{fresh.path}/screen").text)
    assert "The room waits" in said(omar.get(f"{fresh.path}/lead").text)
    actions.close_step(small_evening.event_id, small_evening.leader_id, clock.now())
    for path in ("", "/screen", "/lead"):
        reader = omar if path else small_evening.browser()
        page = said(reader.get(f"{small_evening.path}{path}").text)
        assert "A break" in page
        assert "Idéer" in page


# Questions to the database


def _questions(browser: Browser, paths: list[str], queries: Any) -> dict[str, int]:
    asked = {}
    for path in paths:
        browser.get(path)
        with queries() as seen:
            assert browser.get(path).status_code == 200
        asked[path] = seen.count
    return asked


def test_lists_of_events_ask_the_same_few_questions_however_many_there_are(
    small_evening: Evening, queries: Any
) -> None:
    omar, alva = small_evening.desk(), small_evening.browser()
    lists, mine = ["/", "/staff", "/staff/processes"], ["/t"]
    few = _questions(omar, lists, queries) | _questions(alva, mine, queries)
    for number in range(12):
        other = evening_of(small_evening.app, title=f"Kväll {number}")
        alva.get(f"/j/{other.code}")
        alva.send(f"/j/{other.code}")
    assert _questions(omar, lists, queries) | _questions(alva, mine, queries) == few


def test_the_code_in_the_address_never_is_the_events_id(small_evening: Evening) -> None:
    assert re.fullmatch(r"[A-Za-z0-9_-]{16}", small_evening.event_id)
    assert small_evening.code not in small_evening.path


def test_what_was_just_done_is_told_once_with_and_without_javascript(small_evening: Evening) -> None:
    omar = small_evening.desk()
    prepare = f"{small_evening.path}/prepare"
    omar.get(prepare)
    assert 'role="status">Saved.<' in omar.send("/prepare", title="Ny kväll").text
    assert "Saved." not in omar.get(prepare).text
    step = f"{small_evening.path}/steps/{small_evening.board}"
    htmx = {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Current-URL": f"http://localhost{prepare}"}
    htmx |= {"Accept-Language": "en"}
    moved = omar.client.post(f"{small_evening.path}/agenda/{small_evening.board}/move", data={"to": "0"}, headers=htmx)
    assert 'role="status">Moved.<' in moved.text
    assert omar.forge(step, title="", minutes="1").status_code == 422
    assert "Saved." not in omar.get(prepare).text
