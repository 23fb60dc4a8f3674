"""Telling, answering, taking back: what is kept, what is refused, and what others may see."""

from __future__ import annotations

from typing import Any

from participation import clock, db
from participation.events import activities
from participation.events.contributions import actions as contributions
from participation.stories import actions, exports, queries, rules, steps
from participation.stories.models import StoryNeed, StoryPlace, StoryWish
from tests.cast import Evening, refusal_of
from tests.stories.tale import Tale


def test_a_story_stands_where_its_teller_placed_it_and_sending_twice_is_one(tale: Tale) -> None:
    gift = tale.gift("Vi fick vänta", tale.evening.join())
    for _time in range(2):
        actions.tell(gift, {0: 6, 2: 4}, clock.now())
    (told,) = tale.told()
    assert (told.said.text, dict(told.places)) == ("Vi fick vänta", {0: 6, 2: 4})


def test_a_place_that_there_is_not_is_refused_and_nothing_is_kept(tale: Tale) -> None:
    gift = tale.gift("Vi fick vänta", tale.evening.join())
    assert refusal_of(actions.tell, gift, {0: 9}, clock.now()) == "not_a_choice"
    assert tale.told() == []
    actions.tell(gift, {3: 2}, clock.now())
    assert tale.told()[0].places == {}  # there is no fourth question


def test_others_stories_are_answered_to_only_once_they_are_open(tale: Tale) -> None:
    alva, bilal = tale.evening.join(), tale.evening.join()
    story = tale.tell("Vi fick vänta", alva)
    assert refusal_of(tale.answer, bilal, story, "more") == "stories_not_open"
    tale.open_others()
    assert refusal_of(tale.answer, alva, story, "more") == "own_story"
    for wish in ("more", "more", "less"):
        tale.answer(bilal, story, wish)
    (told,) = tale.told(bilal)
    assert (told.more, told.less, told.wish) == (0, 1, -1)


def test_what_it_would_take_belongs_to_its_story_and_is_no_story(tale: Tale) -> None:
    story = tale.tell("Vi fick vänta", tale.evening.join())
    tale.open_others()
    bilal = tale.evening.join()
    need = tale.gift("Att någon frågar", bilal, actions.NEED)
    for _time in range(2):
        actions.answer(tale.event_id, story, bilal, 1, need, clock.now())
    (told,) = tale.told()
    assert [item.text for item in told.needs] == ["Att någon frågar"]
    assert db.db.session.get_one(StoryNeed, need.id).story_id == story
    assert refusal_of(tale.answer, tale.evening.join(), need.id, "more") == "unknown_story"


def test_what_waits_or_is_hidden_or_taken_back_is_answered_to_by_nobody(evening: Evening) -> None:
    tale = Tale(evening, approve_first=True)
    tale.open_others()
    alva, bilal = evening.join(), evening.join()
    waiting = tale.tell("Vi fick vänta", alva)
    hidden, gone = tale.tell("Om en granne"), tale.tell("Fel")
    contributions.hide(tale.event_id, hidden, "namn", evening.leader_id, clock.now())
    assert {refusal_of(tale.answer, bilal, story, "more") for story in (waiting, hidden)} == {"unknown_story"}
    assert [told.said.id for told in tale.told(bilal)] == [gone]
    assert [told.said.id for told in tale.told(alva)] == [waiting, gone]


def test_a_story_that_is_taken_back_leaves_the_pattern(tale: Tale) -> None:
    people = [tale.evening.join() for _number in range(5)]
    stories = [tale.tell(f"Berättelse {place}", person, {0: 3}) for place, person in enumerate(people)]
    assert queries.patterns(tale.step, tale.told())[0].tellers == 5
    contributions.withdraw(tale.event_id, stories[0], people[0], clock.now())
    pattern = queries.patterns(tale.step, tale.told())[0]
    assert (pattern.tellers, pattern.spots) == (4, ())


def test_stories_come_in_the_order_in_which_they_were_told_whoever_likes_them(tale: Tale) -> None:
    first, second = tale.tellers(2, {})
    tale.open_others()
    for _number in range(3):
        tale.answer(tale.evening.join(), second, "more")
    assert [told.said.id for told in tale.told()] == [first, second]


def test_the_questions_stay_once_a_story_is_told(tale: Tale) -> None:
    asked = rules.questions_of([("Vem?", "Jag", "Andra", "")])
    actions.set_up(tale.event_id, tale.step_id, asked)
    assert [question.words for question in queries.questions(tale.step)] == ["Vem?"]
    tale.tell("Vi fick vänta", None, {0: 1})
    actions.set_up(tale.event_id, tale.step_id, asked)
    assert refusal_of(actions.set_up, tale.event_id, tale.step_id, []) == "stories_told"


def test_nobody_tells_without_end(tale: Tale, monkeypatch: Any) -> None:
    monkeypatch.setattr(rules, "MOST_STORIES", 2)
    monkeypatch.setattr(rules, "MOST_NEEDS", 1)
    alva = tale.evening.join()
    for number in range(2):
        tale.tell(str(number), alva)
    assert refusal_of(tale.tell, "en till", alva) == "too_many_stories"
    tale.open_others()
    other = tale.tell("Från någon annan")
    tale.answer(alva, other, "more", "Att någon frågar")
    assert refusal_of(tale.answer, alva, other, "more", "En gång till") == "too_many_needs"


def test_another_steps_or_events_ids_lead_nowhere(tale: Tale) -> None:
    story = tale.tell("Vi fick vänta")
    tale.open_others()
    bilal = tale.evening.join()
    wrong = tale.gift("Vi fick vänta", bilal)
    foreign = type(wrong)(wrong.id, tale.event_id, tale.evening.board, bilal, wrong.kind, wrong.text, "sv")
    assert refusal_of(actions.tell, foreign, {}, clock.now()) == "not_a_story_step"
    assert refusal_of(actions.answer, "x" * 16, story, bilal, 1, None, clock.now()) == "unknown_story"


def test_a_story_and_what_it_would_take_can_become_a_proposal(tale: Tale) -> None:
    story = tale.tell("Vi fick vänta", tale.evening.join())
    tale.open_others()
    for wish in ("less", "less", "more"):
        tale.answer(tale.evening.join(), story, wish)
    tale.answer(tale.evening.join(), story, "neither", "Att någon frågar")
    offers = {offer.text: offer.support for offer in activities.offers(tale.event_id)}
    assert offers == {"Vi fick vänta": 2, "Att någon frågar": 0}


def test_the_data_leaves_out_what_could_tell_who(tale: Tale) -> None:
    stories = tale.tellers(5, {0: 2})
    tale.open_others()
    for _number in range(5):
        tale.answer(tale.evening.join(), stories[0], "more")
    tale.answer(tale.evening.join(), stories[0], "less", "=1+1")
    data = exports.as_json(tale.step)
    row = next(row for row in data["stories"] if row["id"] == stories[0])
    assert (row["more"], row["less"], row["question_1"], row["needs"]) == (5, None, 2, ["=1+1"])
    assert "'=1+1" in exports.as_csv(tale.step)
    report = steps.ACTIVITY.report(tale.step)
    assert report is not None
    assert [row["kind"] for row in report.rows].count("story_need") == 1


def test_with_the_words_goes_where_they_stood_and_who_answered(tale: Tale) -> None:
    story = tale.tell("Vi fick vänta", tale.evening.join(), {0: 1})
    tale.open_others()
    tale.answer(tale.evening.join(), story, "more")
    with db.writing() as session:
        activities.erase_copies(session, [story])
    assert db.db.session.query(StoryPlace).count() == db.db.session.query(StoryWish).count() == 0


def test_a_rehearsal_tells_and_answers(tale: Tale) -> None:
    who = [activities.Pretender(tale.evening.join(), "", turn) for turn in range(6)]
    for pretender in who:
        steps._pretend(tale.step, pretender)
    assert len(tale.told()) == 6
    tale.open_others()
    for pretender in who:
        steps._pretend(tale.step, pretender)
    assert sum(told.more + told.less for told in tale.told()) == 5


def test_many_stories_ask_the_database_as_often_as_one(tale: Tale, queries: Any) -> None:
    asked = []
    for more in (1, 30):
        tale.tellers(more, {0: 2, 2: 3})
        step = tale.step
        with queries() as seen:
            for show in (steps.ACTIVITY.facilitator, steps.ACTIVITY.screen, steps.ACTIVITY.report):
                show(step)
        asked.append(seen.count)
    assert asked[0] == asked[1]
