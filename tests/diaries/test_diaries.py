"""Writing, sharing, letting a picture through, grouping: what is kept, who may read it, what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import current_app
from PIL import Image

from participation import clock, db
from participation.diaries import actions, exports, queries, rules, steps
from participation.diaries.models import DiaryEntry
from participation.diaries.rules import Place
from participation.events import activities
from participation.events.contributions import actions as contributions
from participation.events.contributions import queries as given
from participation.events.contributions.models import Unshared
from participation.events.duty import queries as duty
from participation.events.duty.actions import choose_adult
from participation.events.moderation import actions as moderation
from participation.events.moderation import queries as waiting
from participation.events.records import queries as records
from participation.media.models import Picture
from tests.cast import KIM, Evening, account, refusal_of
from tests.diaries.diary import Diary, taken

# What nobody else reads


def test_an_entry_is_its_authors_alone_until_they_share_it(diary: Diary) -> None:
    alva, bilal = diary.evening.join(), diary.evening.join()
    entry = diary.write("Ingen tänkte på oss", alva)
    assert (diary.readings(alva), diary.readings(bilal), diary.readings()) == (["Ingen tänkte på oss"], [], [])
    assert [item.shared for item in diary.read_by(alva)] == [False]
    diary.share(entry, alva)
    assert (diary.readings(bilal), diary.readings()) == (["Ingen tänkte på oss"],) * 2
    diary.share(entry, alva, on=False)
    assert (diary.readings(bilal), diary.readings()) == ([], [])


def test_sharing_and_stopping_twice_is_once_and_every_time_stays_a_fact(diary: Diary) -> None:
    alva = diary.evening.join()
    entry = diary.write("Ingen tänkte på oss", alva)
    for on in (True, True, False, False, True):
        diary.share(entry, alva, on=on)
    facts = db.db.session.query(Unshared).filter_by(contribution_id=entry).all()
    assert [fact.ended_at is not None for fact in facts] == [True, True]


def test_the_leader_is_shown_nothing_that_is_not_shared_wherever_they_look(evening: Evening) -> None:
    diary = Diary(evening, approve_first=True)
    alva = evening.join()
    entry = diary.write("Ingen tänkte på oss", alva)
    assert waiting.waiting(diary.event_id).count == waiting.waiting_in(diary.step_id) == 0
    assert given.one(diary.event_id, entry) is None
    assert activities.offers(diary.event_id) == []
    assert steps.ACTIVITY.report(diary.step) is None
    assert given.waiting_of(alva) == {entry: "self"}
    diary.share(entry, alva)
    assert (waiting.waiting(diary.event_id).count, given.waiting_of(alva)) == (1, {entry: "leader"})
    moderation.approve(diary.event_id, [entry], by_id=evening.leader_id, now=clock.now())
    assert diary.readings() == ["Ingen tänkte på oss"]
    diary.share(entry, alva, on=False)
    assert [line.text for line in waiting.log(diary.event_id)] == [None]
    contributions.withdraw(diary.event_id, entry, alva, clock.now())
    assert records.withdrawn(10) == []


def test_words_that_suggest_danger_reach_the_adult_on_duty_and_nobody_else(diary: Diary) -> None:
    choose_adult(diary.event_id, account(KIM).id, clock.now())
    alva = diary.evening.join()
    entry = diary.write("Pappa slår mig", alva)
    assert len(duty.alarms(account(KIM).id)) == 1
    diary.share(entry, alva)
    assert diary.readings() == diary.readings(diary.evening.join()) == []


def test_only_its_author_shares_an_entry(diary: Diary) -> None:
    entry = diary.write("Ingen tänkte på oss", diary.evening.join())
    assert refusal_of(diary.share, entry, diary.evening.join()) == "not_yours"
    assert refusal_of(diary.share, "x" * 16, diary.evening.join()) == "unknown_entry"


def test_what_was_taken_back_is_not_shared_any_more(diary: Diary) -> None:
    alva = diary.evening.join()
    entry = diary.write("Ingen tänkte på oss", alva, shared=True)
    contributions.withdraw(diary.event_id, entry, alva, clock.now())
    assert diary.readings() == []
    assert refusal_of(diary.share, entry, alva) == "gone"


# Writing


def test_the_same_form_sent_twice_is_one_entry_with_one_picture(diary: Diary) -> None:
    gift, picture = diary.gift("Ingen tänkte på oss", diary.evening.join()), taken()
    for _time in range(2):
        actions.write(gift, Place("Torget"), picture, clock.now())
    assert db.db.session.query(DiaryEntry).count() == db.db.session.query(Picture).count() == 1


def test_a_diary_has_an_end(diary: Diary, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_ENTRIES", 2)
    alva = diary.evening.join()
    for number in range(2):
        diary.write(str(number), alva)
    assert refusal_of(diary.write, "en till", alva) == "diary_full"


def test_nothing_is_written_elsewhere_or_when_the_diary_is_closed(diary: Diary) -> None:
    alva = diary.evening.join()
    gift = diary.gift("Ingen tänkte på oss", alva)
    elsewhere = type(gift)(gift.id, diary.event_id, diary.evening.board, alva, gift.kind, gift.text, "sv")
    assert refusal_of(actions.write, elsewhere, Place(), None, clock.now()) == "not_a_diary"
    entry = diary.write("Ingen tänkte på oss", alva)
    diary.evening.end()
    assert refusal_of(diary.write, "för sent", alva) == "event_over"
    assert refusal_of(diary.share, entry, alva) == "event_over"
    diary.share(entry, alva, on=False)


@pytest.mark.parametrize(
    ("lon", "lat", "place"),
    [("16.123456", "59.6", Place("Torget", 16.1235, 59.6)), ("", "", Place("Torget")), ("x", "1", Place("Torget")),
     ("181", "1", Place("Torget")), ("nan", "1", Place("Torget")), ("inf", "0", Place("Torget"))],
)  # fmt: skip
def test_a_position_is_coarse_and_one_that_is_none_is_left_out(lon: str, lat: str, place: Place) -> None:
    assert rules.place_of("Torget", lon, lat) == place


def test_an_entry_is_its_own_reading_and_then_what_is_seen() -> None:
    text = rules.text_of(" Ingen\ntänkte  på oss ", "En bänk\nvid parkeringen")
    assert rules.parts_of(text) == ("Ingen tänkte på oss", "En bänk\nvid parkeringen")


# Pictures


def who_sees(diary: Diary, entry_id: str, author: str) -> dict[str, bool]:
    db.db.session.rollback()
    picture = db.db.session.get_one(DiaryEntry, entry_id).picture_id
    assert picture is not None
    other = diary.evening.join()
    return {
        "author": bool(queries.picture_for(diary.event_id, picture, author)),
        "others": bool(queries.picture_for(diary.event_id, picture, other)),
        "leader": bool(queries.picture_for_leader(diary.event_id, picture, on_screen=False)),
        "screen": bool(queries.picture_for_leader(diary.event_id, picture, on_screen=True)),
    }


def test_a_picture_is_seen_step_by_step_and_by_nobody_again_when_it_is_no_longer_shared(diary: Diary) -> None:
    alva = diary.evening.join()
    entry = diary.write("Ingen tänkte på oss", alva, taken())

    def now(*who: str) -> dict[str, bool]:
        return {name: name in who for name in ("author", "others", "leader", "screen")}

    assert who_sees(diary, entry, alva) == now("author")
    assert refusal_of(diary.approve, entry) == "unknown_entry"
    diary.share(entry, alva)
    assert who_sees(diary, entry, alva) == now("author", "leader")
    diary.approve(entry)
    assert who_sees(diary, entry, alva) == now("author", "leader", "screen")
    diary.open_others()
    assert who_sees(diary, entry, alva) == now("author", "others", "leader", "screen")
    diary.approve(entry, on=False)
    assert who_sees(diary, entry, alva) == now("author", "leader")
    diary.approve(entry)
    diary.share(entry, alva, on=False)
    assert who_sees(diary, entry, alva) == now("author")
    contributions.withdraw(diary.event_id, entry, alva, clock.now())
    assert who_sees(diary, entry, alva) == now()


def test_where_a_photograph_was_taken_is_not_kept_in_it(diary: Diary) -> None:
    diary.write("Ingen tänkte på oss", diary.evening.join(), taken())
    (file,) = [path for path in Path(current_app.config["MEDIA_DIR"]).glob("*.jpg") if "small" not in path.name]
    with Image.open(file) as image:
        assert (dict(image.getexif()), "exif" in image.info) == ({}, False)


def test_with_the_words_goes_the_place_and_the_picture(diary: Diary) -> None:
    entry = diary.write("Ingen tänkte på oss", diary.evening.join(), taken(), place=Place("Torget", 16.1, 59.6))
    with db.writing() as session:
        activities.erase_copies(session, [entry])
    facts = db.db.session.get_one(DiaryEntry, entry)
    assert (facts.place, facts.lon, facts.lat, facts.picture_id) == ("", None, None, None)
    assert db.db.session.query(Picture).count() == 0
    assert list(Path(current_app.config["MEDIA_DIR"]).glob("*.jpg")) == []


# The meeting, and afterwards


def test_entries_are_grouped_under_a_theme_and_taken_out_again(diary: Diary) -> None:
    first, second = (diary.write(reading) for reading in ("Ett", "Två"))
    other = diary.write("Tre")
    for _time in range(2):
        actions.group(diary.event_id, diary.step_id, [first, second, "x" * 16], "Platser för oss")
    groups = queries.by_theme(diary.read_by())
    assert [(group.title, len(group.entries)) for group in groups] == [("Platser för oss", 2), ("", 1)]
    actions.group(diary.event_id, diary.step_id, [first, second], "")
    assert [group.title for group in queries.by_theme(diary.read_by())] == [""]
    assert refusal_of(actions.group, diary.event_id, diary.evening.board, [other], "Ute") == "not_a_diary"


def test_what_is_shared_becomes_data_and_can_become_a_proposal(diary: Diary) -> None:
    alva = diary.evening.join()
    entry = diary.write("=Ingen tänkte på oss", alva, shared=True, place=Place("Torget"))
    actions.group(diary.event_id, diary.step_id, [entry], "Platser")
    diary.write("Bara för mig", alva)
    (offer,) = activities.offers(diary.event_id)
    assert (offer.contribution_ids, offer.theme) == ((entry,), "Platser")
    (row,) = exports.rows(diary.step)
    assert (row["reading"], row["seen"], row["place"], row["picture"]) == (
        "=Ingen tänkte på oss",
        "En bänk",
        "Torget",
        False,
    )
    assert "'=Ingen" in exports.as_csv(diary.step)
    report = steps.ACTIVITY.report(diary.step)
    assert report is not None
    assert [line["theme"] for line in report.rows] == ["Platser"]


def test_a_rehearsal_writes_and_shares(diary: Diary) -> None:
    for turn in range(6):
        pretender = activities.Pretender(diary.evening.join(), "", turn)
        steps.ACTIVITY.pretend(diary.step, pretender)  # type: ignore[misc]
    assert len(diary.read_by()) == 4


def test_many_entries_ask_the_database_as_often_as_one(diary: Diary, queries: Any) -> None:
    asked = []
    for more in (1, 20):
        for number in range(more):
            diary.write(str(number), diary.evening.join(), shared=True)
        step = diary.step
        with queries() as seen:
            for show in (steps.ACTIVITY.facilitator, steps.ACTIVITY.screen, steps.ACTIVITY.report):
                show(step)
        asked.append(seen.count)
    assert asked[0] == asked[1]
