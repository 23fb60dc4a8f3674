"""The canvas on phones: plain forms and the script, coaches, earlier versions, what is odd."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from participation import clock
from participation.teams.canvas import rules
from tests.cast import LONG_WORD, WORDS
from tests.conftest import count_queries
from tests.reading import Browser, said
from tests.teams.hackathon import Hackathon


def saves(browser: Browser, hackathon: Hackathon, text: str, field: str = "idea", **more: Any) -> Any:
    browser.get(hackathon.path)
    values = {"field": field, "base": "0", "text": text, **more}
    return browser.forge(f"{hackathon.path}/team/canvas", **values)


@pytest.mark.parametrize("text", WORDS, ids=["swedish", "emoji", "rtl", "script", "long word"])
def test_a_plain_form_saves_a_box_and_the_team_reads_it(small_hackathon: Hackathon, text: str) -> None:
    small_hackathon.working()
    alva, bilal = small_hackathon.member(), small_hackathon.member()
    alva.get(small_hackathon.path)
    assert (
        alva.post(f"{small_hackathon.path}/team/canvas", **{**form_of(alva, "idea"), "text": text}).status_code == 200
    )
    page = bilal.get(small_hackathon.path).text
    assert text in said(page)
    assert "<script>alert" not in page
    omar = small_hackathon.desk()
    assert text in said(omar.get(f"{small_hackathon.path}/lead/teams/{small_hackathon.teams[0].id}").text)
    assert text not in said(omar.get(f"{small_hackathon.path}/screen").text)


def form_of(browser: Browser, field: str) -> dict[str, str]:
    from tests.reading import forms_of

    return next(form.values for form in forms_of(browser.page) if form.values.get("field") == field)


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"text": LONG_WORD * 2 + "å" * 201}, 422),
        ({"field": "nothing"}, 422),
        ({"base": "x"}, 422),
        ({"base": str(2**40)}, 422),
        ({"base": "999999"}, 303),
        ({"text": "\x00\u200b"}, 303),
    ],
)
def test_what_is_odd_is_refused_with_words_and_never_breaks(
    small_hackathon: Hackathon, more: dict[str, str], status: int
) -> None:
    small_hackathon.working()
    answer = saves(small_hackathon.member(), small_hackathon, **{"text": "Ljus", **more})
    assert answer.status_code == status
    assert said(answer.text)


def test_the_script_is_answered_with_what_stands(small_hackathon: Hackathon) -> None:
    small_hackathon.working()
    alva, bilal = small_hackathon.member(), small_hackathon.member()
    saves(alva, small_hackathon, "Ljus")
    answer = bilal.client.post(
        f"{small_hackathon.path}/team/canvas",
        data={"field": "idea", "base": "0", "text": "Bänkar"},
        headers={"Accept": "application/json"},
    )
    assert answer.json["text"] == "Ljus\nBänkar"
    assert answer.json["look"] is False
    state = json.loads(alva.get(f"{small_hackathon.path}/team/state").text)
    assert state["fields"]["idea"] == [answer.json["id"], "Ljus\nBänkar"]


def test_who_is_in_no_team_neither_reads_nor_writes(small_hackathon: Hackathon) -> None:
    small_hackathon.working()
    eve = small_hackathon.browser()
    assert saves(eve, small_hackathon, "Ljus").status_code == 409
    assert eve.get(f"{small_hackathon.path}/team/state").status_code == 409
    assert eve.get(f"{small_hackathon.path}/team/canvas/idea").status_code == 409


def test_a_coach_reads_what_is_empty_and_writes_nothing(small_hackathon: Hackathon) -> None:
    small_hackathon.working()
    saves(small_hackathon.member(), small_hackathon, "Ljus")
    coach = small_hackathon.browser()
    coach.get(small_hackathon.path)
    from participation.teams.forming.actions import codes

    answer = coach.send("/team/coach", code=codes(small_hackathon.event_id)[small_hackathon.teams[0].id])
    assert "You coach Team 1" in said(answer.text)
    assert "5 boxes are still empty" in said(answer.text)
    assert "Ljus" in said(answer.text)
    assert saves(coach, small_hackathon, "Bättre ljus").status_code == 409
    assert coach.get(f"{small_hackathon.path}/team/state").status_code == 200


def test_earlier_versions_are_listed_and_come_back(small_hackathon: Hackathon) -> None:
    small_hackathon.working()
    team = small_hackathon.teams[0].id
    alva = small_hackathon.member()
    who = small_hackathon.who_is(alva)
    old = small_hackathon.write(team, who, "Ljus", at=clock.now() - dt.timedelta(minutes=2))
    small_hackathon.write(team, who, "Bänkar", old.id)
    page = alva.get(f"{small_hackathon.path}/team/canvas/idea")
    assert "Ljus" in said(page.text)
    assert alva.send("/team/canvas/back").status_code == 200
    assert small_hackathon.standing(team).text == "Ljus"


def test_a_page_of_team_work_asks_the_same_of_the_database_for_few_and_for_many(small_hackathon: Hackathon) -> None:
    small_hackathon.working(2)
    alva = small_hackathon.member()
    omar = small_hackathon.desk()
    counts = []
    for _round in range(2):
        pages = (small_hackathon.path, f"{small_hackathon.path}/lead", f"{small_hackathon.path}/screen/now")
        for path in pages:
            (alva if path == small_hackathon.path else omar).get(path)
        seen = []
        for path in pages:
            with count_queries() as queries_seen:
                assert (alva if path == small_hackathon.path else omar).get(path).status_code == 200
            seen.append(queries_seen.count)
        counts.append(seen)
        from participation.teams.forming import actions as forming

        for place in range(12):
            forming.add_team(small_hackathon.event_id, small_hackathon.steps["form_teams"], f"more {place}")
        for listed in small_hackathon.teams:
            who = small_hackathon.join()
            for field in rules.FIELDS:
                small_hackathon.write(listed.id, who, f"{field} {listed.number}", field=field)
            small_hackathon.approve(small_hackathon.finish(listed.id, who, f"Lösning {listed.number}\nSå"))
    assert counts[0] == counts[1]
