"""How teams finish: handing in, saying why not, sketches."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image

from participation import clock, tokens
from participation.db import db
from participation.events import activities
from participation.events.contributions import actions as contributions
from participation.teams import rules
from participation.teams.solutions import queries
from tests.cast import LONG_WORD, WORDS, refusal_of
from tests.reading import refusal_on, said
from tests.teams.hackathon import Hackathon


def finish_of(team_id: str) -> queries.Finished | None:
    db.session.rollback()
    return queries.finish_of(team_id)


def offered(hackathon: Hackathon) -> list[str]:
    db.session.rollback()
    return [offer.text for offer in activities.offers(hackathon.event_id)]


# Handing in


def test_a_solution_is_offered_once_the_leader_let_it_through(hackathon: Hackathon) -> None:
    (team,) = hackathon.working()
    who = hackathon.somebody_in(team)
    given = hackathon.finish(team, who, "Ljus\nSex lampor")
    assert offered(hackathon) == []
    hackathon.approve(given)
    assert offered(hackathon) == ["Ljus\nSex lampor"]
    found = finish_of(team)
    assert found is not None
    assert (found.title, found.summary, found.shown) == ("Ljus", "Sex lampor", True)


def test_the_same_form_sent_twice_is_one_and_handing_in_again_takes_the_first_back(hackathon: Hackathon) -> None:
    (team,) = hackathon.working()
    who, form = hackathon.somebody_in(team), tokens.new_id()
    for _press in range(2):
        hackathon.finish(team, who, "Ljus\nSex lampor", id=form)
    hackathon.approve(form)
    other = hackathon.finish(team, hackathon.somebody_in(team), "Mer ljus\nSju lampor")
    assert offered(hackathon) == []
    hackathon.approve(other)
    assert offered(hackathon) == ["Mer ljus\nSju lampor"]
    hackathon.finish(team, who, "Ljus\nSex lampor", id=form)
    assert offered(hackathon) == ["Mer ljus\nSju lampor"]


def test_a_team_that_did_not_finish_says_why_and_offers_nothing(hackathon: Hackathon) -> None:
    (team,) = hackathon.working()
    hackathon.approve(hackathon.finish(team, hackathon.somebody_in(team), "Vi var oense", rules.WHY_NOT))
    found = finish_of(team)
    assert found is not None
    assert (found.kind, found.text, offered(hackathon)) == ("why_not", "Vi var oense", [])


def test_what_its_author_takes_back_is_no_longer_the_teams(hackathon: Hackathon) -> None:
    (team,) = hackathon.working()
    who = hackathon.somebody_in(team)
    given = hackathon.finish(team, who, "Ljus\nSex lampor")
    contributions.withdraw(hackathon.event_id, given, who, clock.now())
    assert finish_of(team) is None
    hackathon.finish(team, who, "Ljus\nSju lampor")
    assert finish_of(team) is not None


def test_when_the_step_is_over_nothing_more_is_handed_in(hackathon: Hackathon) -> None:
    (team,) = hackathon.working()
    who = hackathon.somebody_in(team)
    hackathon.go_to("pitches")
    assert refusal_of(hackathon.finish, team, who, "Ljus\nSex lampor") == "step_closed"


def test_a_solution_that_suggests_danger_is_read_by_nobody_but_the_adult_on_duty(small_hackathon: Hackathon) -> None:
    (team,) = small_hackathon.working()
    alva, bilal = small_hackathon.member(), small_hackathon.member()
    alva.get(small_hackathon.path)
    assert "Do you want to talk?" in said(alva.send("/team/solution", title="Hemma", text="Pappa slår mig").text)
    page = said(bilal.get(small_hackathon.path).text)
    assert "Your solution is handed in." in page
    omar = small_hackathon.desk()
    seen = page + "".join(
        said(omar.get(f"{small_hackathon.path}/{where}").text) for where in ("lead", "screen", f"lead/teams/{team}")
    )
    assert "slår mig" not in seen


def test_a_team_hands_in_from_a_phone_with_what_its_boxes_say(small_hackathon: Hackathon) -> None:
    (team,) = small_hackathon.working()
    alva = small_hackathon.member()
    small_hackathon.write(team, small_hackathon.who_is(alva), "Sex lampor")
    small_hackathon.write(team, small_hackathon.who_is(alva), "Räkna lampor", field="first_step")
    alva.get(small_hackathon.path)
    answer = alva.send("/team/solution", title=WORDS[1])
    assert answer.status_code == 200
    found = finish_of(team)
    assert found is not None
    assert (found.title, found.summary) == (WORDS[1], "Sex lampor\nRäkna lampor")
    omar = small_hackathon.desk()
    assert "1 of 1 teams have finished." in said(omar.get(f"{small_hackathon.path}/lead").text)


def test_what_cannot_be_handed_in_is_refused_beside_the_form_which_keeps_it(small_hackathon: Hackathon) -> None:
    small_hackathon.working()
    alva = small_hackathon.member()
    for typed in ({"title": ""}, {"title": LONG_WORD}, {"title": "Ljus", "text": LONG_WORD * 4}):
        alva.get(small_hackathon.path)
        answer = alva.send("/team/solution", **{"text": "Så", **typed})
        assert answer.status_code == 422
        assert refusal_on(answer)
        assert typed.get("text", "Så") in answer.text
    alva.get(small_hackathon.path)
    assert alva.send("/team/why-not", text="").status_code == 422
    assert alva.send("/team/why-not", text="Vi var oense").status_code == 200


def test_a_leader_hides_a_solution_with_a_reason_that_the_team_is_told(small_hackathon: Hackathon) -> None:
    (team,) = small_hackathon.working()
    alva = small_hackathon.member()
    small_hackathon.approve(small_hackathon.finish(team, small_hackathon.who_is(alva), "Ljus\nUtan namn"))
    omar = small_hackathon.desk()
    omar.get(f"{small_hackathon.path}/lead/teams/{team}")
    assert omar.send("/hide", reason="").status_code == 422
    assert omar.send("/hide", reason="Ett namn").status_code == 200
    assert offered(small_hackathon) == []
    assert "The leader has hidden this: Ett namn" in said(alva.get(small_hackathon.path).text)


# Sketches


def a_photo(colour: str = "#2c6e49") -> Any:
    buffer = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(buffer, "PNG")
    buffer.seek(0)
    return buffer, "sketch.png"


def test_a_sketch_is_seen_by_team_and_leader_and_on_the_screen_only_when_let_there(small_hackathon: Hackathon) -> None:
    (team,) = small_hackathon.working()
    alva, eve = small_hackathon.member(), small_hackathon.browser()
    for _press in range(2):
        alva.get(small_hackathon.path)
        assert alva.send("/team/sketches", picture=a_photo(), picture_text="Lampor").status_code == 200
    (shown,) = queries.sketches(team)
    own = f"{small_hackathon.path}/team/sketches/{shown.id}.jpg"
    assert alva.client.get(own).mimetype == "image/jpeg"
    assert eve.client.get(own).status_code == 409
    assert eve.client.get(f"/media/{shown.id}.jpg").status_code == 404
    omar = small_hackathon.desk()
    omar.get(f"{small_hackathon.path}/lead/teams/{team}")
    assert omar.client.get(f"{small_hackathon.path}/lead/teams/{team}/sketches/{shown.id}.jpg").status_code == 200
    assert omar.send(f"/sketches/{shown.id}").status_code == 200
    assert eve.client.get(f"/media/{shown.id}.jpg").status_code == 200
    alva.get(small_hackathon.path)
    assert alva.send(f"/{shown.id}/take-back").status_code == 200
    assert eve.client.get(f"/media/{shown.id}.jpg").status_code == 404
    assert queries.sketches(team) == []


def test_a_sketch_needs_a_picture_and_words_and_there_are_not_too_many(small_hackathon: Hackathon) -> None:
    small_hackathon.working()
    alva = small_hackathon.member()
    for wrong in ({"picture_text": "Lampor"}, {"picture": a_photo()}, {"picture": (io.BytesIO(b"no"), "a.png")}):
        alva.get(small_hackathon.path)
        assert alva.send("/team/sketches", **wrong).status_code == 422
    for place in range(rules.MOST_SKETCHES + 1):
        alva.get(small_hackathon.path)
        answer = alva.send("/team/sketches", picture=a_photo(f"#{40 * place:02x}0000"), picture_text="Lampor")
    assert answer.status_code == 422
    assert "Take one away first" in refusal_on(answer)
