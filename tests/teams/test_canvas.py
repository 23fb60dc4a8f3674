"""A team's canvas: saved as one writes, put together when two do, and nothing lost."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from flask import Flask
from sqlalchemy import func, select

from participation import clock
from participation.db import db
from participation.events import actions as events
from participation.events.duty import actions as duty
from participation.events.duty import queries as alarms
from participation.events.moderation import actions as moderation
from participation.teams.canvas import actions, queries, rules
from participation.teams.models import CanvasVersion
from tests.cast import KIM, account, refusal_of
from tests.teams.hackathon import Hackathon


@pytest.fixture
def team(hackathon: Hackathon) -> str:
    """A team that works, on each database."""
    hackathon.form(4, teams=1)
    hackathon.go_to("team_work")
    return hackathon.teams[0].id


def versions(team_id: str) -> int:
    return db.session.scalar(select(func.count()).where(CanvasVersion.team_id == team_id)) or 0


# Saving


def test_every_save_is_a_version_and_the_same_twice_is_one(hackathon: Hackathon, team: str) -> None:
    alva = hackathon.join()
    first = hackathon.write(team, alva, "Ljus")
    again = hackathon.write(team, alva, "Ljus")
    assert (first.id, first.text) == (again.id, again.text)
    hackathon.write(team, alva, "Ljus i parken", first.base_id)
    assert hackathon.standing(team).text == "Ljus i parken"
    assert versions(team) == 2


def test_fields_are_saved_each_on_its_own(hackathon: Hackathon, team: str) -> None:
    alva, bilal = hackathon.join(), hackathon.join()
    hackathon.write(team, alva, "Mörkt", field="problem")
    hackathon.write(team, bilal, "Alla som går hem", field="affected")
    assert hackathon.standing(team, "problem").text == "Mörkt"
    assert hackathon.standing(team, "affected").text == "Alla som går hem"


def test_two_who_begin_at_once_both_stand(hackathon: Hackathon, team: str) -> None:
    alva, bilal = hackathon.join(), hackathon.join()
    one = hackathon.write(team, alva, "Ljus")
    two = hackathon.write(team, bilal, "Bänkar")
    assert two.text == "Ljus\nBänkar"
    assert not two.clash
    # Both go on from what they themselves had written.
    hackathon.write(team, alva, "Ljus i parken", one.base_id)
    hackathon.write(team, bilal, "Bänkar vid ån", two.base_id)
    assert hackathon.standing(team).text == "Ljus i parken\nBänkar vid ån"


@pytest.mark.parametrize(
    ("how", "text"),
    [("use", "Det kostar 30 kr"), ("both", "Det kostar 20 kr\nDet kostar 30 kr"), ("leave", "Det kostar 20 kr")],
)
def test_the_same_words_changed_twice_wait_side_by_side_until_the_team_settles(
    hackathon: Hackathon, team: str, how: str, text: str
) -> None:
    alva, bilal = hackathon.join(), hackathon.join()
    base = hackathon.write(team, alva, "Det kostar 10 kr").id
    hackathon.write(team, alva, "Det kostar 20 kr", base)
    clash = hackathon.write(team, bilal, "Det kostar 30 kr", base)
    assert (clash.clash, clash.text) == (True, "Det kostar 20 kr")
    (waiting,) = hackathon.standing(team).beside
    assert waiting.text == "Det kostar 30 kr"
    for _press in range(2):
        actions.settle(team, waiting.id, how, clock.now())
    settled = hackathon.standing(team)
    assert (settled.text, settled.beside) == (text, ())
    told = {version.text for version in queries.earlier(team, "idea")}
    assert text in told


def test_who_goes_on_writing_beside_leaves_one_waiting_text(hackathon: Hackathon, team: str) -> None:
    alva, bilal = hackathon.join(), hackathon.join()
    base = hackathon.write(team, alva, "Det kostar 10 kr").id
    hackathon.write(team, alva, "Det kostar 20 kr", base)
    first = hackathon.write(team, bilal, "Det kostar 30 kr", base)
    hackathon.write(team, bilal, "Det kostar 300 kr", first.base_id)
    assert [version.text for version in hackathon.standing(team).beside] in (["Det kostar 300 kr"], [])
    assert "300" in hackathon.standing(team).text + "".join(v.text for v in hackathon.standing(team).beside)


def test_phones_that_save_in_the_same_moment_lose_no_word(hackathon: Hackathon, team: str) -> None:
    app: Flask = hackathon.app
    people = [hackathon.join() for _person in range(6)]
    barrier = threading.Barrier(len(people))
    problems: list[BaseException] = []

    def write(place: int, who: str) -> None:
        try:
            with app.app_context():
                barrier.wait(10)
                base = 0
                text = f"ord{place}"
                for step in range(4):
                    saved = hackathon.write(team, who, text, base)
                    base, text = saved.base_id, f"{text} mer{place}.{step}"
                db.session.remove()
        except BaseException as problem:
            problems.append(problem)

    threads = [threading.Thread(target=write, args=pair) for pair in enumerate(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert problems == []
    found = hackathon.standing(team)
    everything = " ".join([found.text, *(version.text for version in found.beside)]).split()
    wanted = {f"ord{place}" for place in range(6)} | {f"mer{place}.{step}" for place in range(6) for step in range(3)}
    assert wanted <= set(everything)


def test_an_emptied_field_is_empty_and_what_stood_there_comes_back(hackathon: Hackathon, team: str) -> None:
    alva = hackathon.join()
    saved = hackathon.write(team, alva, "Ljus")
    hackathon.write(team, alva, "", saved.base_id)
    assert hackathon.standing(team).text == ""
    for _press in range(2):
        actions.bring_back(team, saved.id, clock.now())
    assert hackathon.standing(team).text == "Ljus"


def test_what_was_written_as_the_room_moved_on_still_comes_in_and_later_not(hackathon: Hackathon, team: str) -> None:
    alva = hackathon.join()
    now = clock.now()
    events.open_step(hackathon.event_id, hackathon.steps["pitches"], hackathon.leader_id, now)
    assert hackathon.write(team, alva, "Ljus", at=now + rules.LATE / 2).text == "Ljus"
    late = now + rules.LATE + dt.timedelta(seconds=1)
    assert refusal_of(hackathon.write, team, alva, "Mer ljus", at=late) == "canvas_closed"


def test_another_teams_version_is_no_base_and_cannot_be_brought_back(hackathon: Hackathon) -> None:
    hackathon.form(4, teams=2)
    hackathon.go_to("team_work")
    mine, theirs = (team.id for team in hackathon.teams)
    alva = hackathon.join()
    foreign = hackathon.write(theirs, alva, "Hemligt")
    hackathon.write(mine, alva, "Eget")
    assert hackathon.write(mine, alva, "Nytt", foreign.id).text == "Eget\nNytt"
    assert refusal_of(actions.bring_back, mine, foreign.id, clock.now()) == "unknown_version"
    assert refusal_of(actions.settle, mine, foreign.id, "use", clock.now()) == "unknown_version"


# Danger


def test_words_that_suggest_danger_reach_the_adult_on_duty_and_not_the_team(hackathon: Hackathon, team: str) -> None:
    duty.choose_adult(hackathon.event_id, account(KIM).id, clock.now())
    alva = hackathon.join()
    base = hackathon.write(team, alva, "Hemma").id
    for _press in range(2):
        saved = hackathon.write(team, alva, "Hemma är det så att pappa slår mig", base)
        assert (saved.apart, saved.text) == (True, "Hemma")
    assert hackathon.standing(team).text == "Hemma"
    assert "slår mig" not in queries.state(team)
    assert [version.text for version in queries.earlier(team, "idea")] == ["Hemma"]
    longer = "Hemma är det så att pappa slår mig och mamma"
    assert hackathon.write(team, alva, longer, saved.base_id).apart
    (alarm,) = alarms.alarms(account(KIM).id)
    assert alarm.text == longer
    assert alarms.talk(hackathon.event_id, alva) is not None
    assert refusal_of(actions.bring_back, team, saved.base_id, clock.now()) == "unknown_version"


def test_what_was_read_stays_as_it_was_and_more_is_another_alert(hackathon: Hackathon, team: str) -> None:
    kim = account(KIM).id
    duty.choose_adult(hackathon.event_id, kim, clock.now())
    alva = hackathon.join()
    hackathon.write(team, alva, "Pappa slår mig")
    duty.read(alarms.alarms(kim)[0].id, kim, clock.now())
    hackathon.write(team, alva, "Pappa slår mig ofta")
    assert sorted(alarm.text for alarm in alarms.alarms(kim)) == ["Pappa slår mig", "Pappa slår mig ofta"]


def test_two_texts_that_would_be_too_long_together_wait_until_one_is_shorter(hackathon: Hackathon, team: str) -> None:
    alva, bilal = hackathon.join(), hackathon.join()
    hackathon.write(team, alva, "a " * 350 + "slut")
    clash = hackathon.write(team, bilal, "b " * 350 + "slut")
    assert clash.clash
    assert refusal_of(actions.settle, team, clash.base_id, "both", clock.now()) == "too_long"
    assert len(hackathon.standing(team).beside) == 1


def test_what_was_not_about_danger_comes_onto_the_canvas_once_it_is_let_go_on(hackathon: Hackathon, team: str) -> None:
    kim = account(KIM).id
    duty.choose_adult(hackathon.event_id, kim, clock.now())
    hackathon.write(team, hackathon.join(), "Filmen heter Våldtagen")
    (alarm,) = alarms.alarms(kim)
    duty.read(alarm.id, kim, clock.now())
    duty.release(alarm.id, kim, clock.now())
    assert hackathon.standing(team).text == ""
    from participation.events.moderation import queries as waiting

    moderation.approve(
        hackathon.event_id,
        [item.id for item in waiting.waiting(hackathon.event_id).shown],
        hackathon.leader_id,
        clock.now(),
    )
    assert hackathon.standing(team).text == "Filmen heter Våldtagen"
