"""A vote for those in the room: the screen's code, the leader's hand, and the count of heads. On both databases."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from participation import clock, db
from participation.refusal import Refusal
from participation.voting.admission import actions, queries, rules
from participation.voting.admission.models import HeadCount, Presence
from tests.voting.hall import NOW, Hall, Voter, at_once, count, refusal_of

EDGE = dt.datetime(2026, 9, 12, 16, 30, tzinfo=dt.UTC)
"""A moment at which a window begins."""
MOMENTS = st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2100, 1, 1), timezones=st.just(dt.UTC))  # noqa: DTZ001


def code(hall: Hall, at: dt.datetime = NOW) -> str:
    """What the screen shows at a moment."""
    return rules.code_of(hall.app.config["SECRET_KEY"], hall.vote_id, rules.window_of(at))


def enter(hall: Hall, voter: Voter, typed: str, at: dt.datetime = NOW) -> None:
    actions.enter_code(hall.event_id, hall.vote_id, voter.id, typed, at)


def ask(hall: Hall, voter: Voter) -> int:
    """Somebody asks for a number, and sees it."""
    actions.ask(hall.event_id, hall.vote_id, voter.id)
    number = queries.door(hall.vote, voter.id).number
    assert number is not None
    return number


def let_in(hall: Hall, number: int) -> None:
    actions.let_in(hall.event_id, hall.vote_id, number)


def heads(hall: Hall, number: int) -> None:
    actions.count_heads(hall.event_id, hall.vote_id, number, hall.leader_id, NOW)


# The rule


@given(MOMENTS)
def test_a_code_is_right_for_its_window_and_the_next_and_never_before_or_later(at: dt.datetime) -> None:
    shown = rules.code_of("key", "vote", rules.window_of(at))
    start = dt.datetime.fromtimestamp(rules.window_of(at) * rules.WINDOW, dt.UTC)
    accepted = {
        seconds
        for seconds in (-1, 0, rules.WINDOW - 1, rules.WINDOW, 2 * rules.WINDOW - 1, 2 * rules.WINDOW)
        if _accepted(shown, start + dt.timedelta(seconds=seconds))
    }
    # A code is one of 100,000, so that another window's may be the same by chance.
    assert accepted >= {0, rules.WINDOW - 1, rules.WINDOW, 2 * rules.WINDOW - 1}


def test_the_code_before_a_window_and_two_windows_later_is_wrong() -> None:
    shown = rules.code_of("key", "vote", rules.window_of(EDGE))
    assert not _accepted(shown, EDGE - dt.timedelta(seconds=1))
    assert not _accepted(shown, EDGE + dt.timedelta(seconds=2 * rules.WINDOW))


def _accepted(typed: str, at: dt.datetime) -> bool:
    try:
        rules.check_code(typed, "key", "vote", at)
    except Refusal:
        return False
    return True


def test_codes_differ_by_vote_by_key_and_by_window_and_have_five_digits() -> None:
    codes = {rules.code_of(key, vote, window) for key in "ab" for vote in "cd" for window in range(50)}
    assert len(codes) > 195
    assert {len(one) for one in codes} == {rules.DIGITS}
    assert all(one.isdigit() for one in codes)


@pytest.mark.parametrize("typed", ["{0}{1} {2}{3}{4}", " {0}-{1}-{2}-{3}-{4}\n", "kod: {0}{1}{2}{3}{4}"])
def test_the_code_may_be_typed_with_spaces_dashes_and_words(typed: str) -> None:
    assert _accepted(typed.format(*rules.code_of("key", "vote", rules.window_of(NOW))), NOW)


def test_the_code_may_be_typed_in_arabic_digits() -> None:
    shown = rules.code_of("key", "vote", rules.window_of(NOW))
    assert _accepted(shown.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")), NOW)


@pytest.mark.parametrize("typed", ["", "1", "²²²²²", "½", "🛹🛹🛹🛹🛹", "9" * 500, "<script>", "\u202e12345x6"])
def test_junk_is_a_wrong_code(typed: str) -> None:
    assert not _accepted(typed, NOW)


@given(st.sets(st.integers(10, 999)))
def test_the_next_number_is_free_and_short_while_few_wait(taken: set[int]) -> None:
    free = rules.free_numbers(taken)
    assert taken.isdisjoint(free)
    assert all(10 <= number <= 999 for number in free)
    assert len(taken) >= 60 or max(free) < 100


def test_when_every_number_is_given_the_next_is_sent_to_the_screen() -> None:
    with pytest.raises(Refusal, match="too_many_asked"):
        rules.free_numbers(range(10, 1000))


# In the vote


def test_who_writes_the_code_votes_until_the_vote_closes_whatever_the_screen_shows_then(hall: Hall) -> None:
    hall.open(by="room")
    (alva,) = hall.join(1)
    assert refusal_of(lambda: hall.cast(alva, [1])) == "needs_room_code"
    assert refusal_of(lambda: enter(hall, alva, "0")) == "wrong_room_code"
    enter(hall, alva, code(hall))
    hall.cast(alva, [1])
    enter(hall, alva, "long ago")
    hall.cast(alva, [2])
    assert (hall.account.by_code, hall.account.turnout, hall.account.entitled) == (1, 1, 1)


def test_a_code_of_another_vote_or_a_vote_of_another_kind_lets_nobody_in(hall: Hall) -> None:
    hall.open()
    (alva,) = hall.join(1)
    assert refusal_of(lambda: enter(hall, alva, code(hall))) == "no_such_vote"
    assert refusal_of(lambda: actions.ask(hall.event_id, hall.vote_id, alva.id)) == "no_such_vote"
    assert count(Presence) == 0


def test_who_cannot_see_the_screen_is_let_in_by_the_leaders_hand(hall: Hall) -> None:
    hall.open(by="room")
    alva, bilal = hall.join(2)
    number = ask(hall, alva)
    assert ask(hall, alva) == number, "asking twice is asking once"
    assert ask(hall, bilal) != number
    assert refusal_of(lambda: hall.cast(alva, [1])) == "needs_room_code"
    for _tap in range(2):
        let_in(hall, number)
    hall.cast(alva, [1])
    assert refusal_of(lambda: hall.cast(bilal, [1])) == "needs_room_code"
    assert (hall.account.by_hand, hall.account.by_code) == (1, 0)
    assert queries.waiting(hall.vote_id) == [queries.door(hall.vote, bilal.id).number]


def test_who_asked_and_then_saw_the_screen_counts_as_let_in_by_the_code(hall: Hall) -> None:
    hall.open(by="room")
    (alva,) = hall.join(1)
    number = ask(hall, alva)
    enter(hall, alva, code(hall))
    assert refusal_of(lambda: let_in(hall, number)) == "unknown_number"
    assert (hall.account.by_code, hall.account.by_hand) == (1, 0)


def test_a_number_that_nobody_shows_lets_nobody_in(hall: Hall) -> None:
    hall.open(by="room")
    assert refusal_of(lambda: let_in(hall, 37)) == "unknown_number"


def test_the_newest_count_of_heads_stands_beside_the_result(hall: Hall) -> None:
    hall.open(by="room")
    for voter in hall.join(4):
        enter(hall, voter, code(hall))
        hall.cast(voter, [1])
    for number in (5, 3, 3):
        heads(hall, number)
    assert count(HeadCount) == 2
    hall.close()
    told = hall.account
    assert (told.by_code, told.by_hand, told.counted, told.surplus("room")) == (4, 0, 3, 1)
    assert refusal_of(lambda: heads(hall, 9)) == "vote_closed"


def test_nobody_is_let_in_before_opening_or_after_closing(hall: Hall) -> None:
    hall.prepare(by="room")
    (alva,) = hall.join(1)
    attempts = [
        lambda: enter(hall, alva, code(hall)),
        lambda: actions.ask(hall.event_id, hall.vote_id, alva.id),
        lambda: let_in(hall, 37),
        lambda: heads(hall, 3),
    ]
    assert {refusal_of(attempt) for attempt in attempts} == {"vote_not_open"}
    hall.open(by="room")
    hall.close()
    assert {refusal_of(attempt) for attempt in attempts} == {"vote_closed"}
    assert count(Presence) == 0


def test_who_asked_and_was_never_let_in_is_forgotten_at_closing(hall: Hall) -> None:
    hall.open(by="room")
    alva, bilal = hall.join(2)
    ask(hall, alva)
    let_in(hall, ask(hall, bilal))
    hall.close()
    rows = db.db.session.execute(select(Presence.participant_id, Presence.how, Presence.number)).all()
    assert [tuple(row) for row in rows] == [(bilal.id, "hand", None)]


# At the same moment


def test_everybody_who_asks_at_the_same_moment_gets_another_number(hall: Hall) -> None:
    hall.open(by="room")
    voters = hall.join(30)
    attempts = [lambda voter=voter: actions.ask(hall.event_id, hall.vote_id, voter.id) for voter in voters]
    assert set(at_once(hall.app, attempts)) == {"accepted"}
    assert len(set(queries.waiting(hall.vote.id))) == 30


def test_a_hall_that_enters_while_the_leader_closes_is_in_or_refused_and_the_numbers_agree(hall: Hall) -> None:
    hall.open(by="room")
    shown = code(hall)
    attempts = [lambda voter=voter: enter(hall, voter, shown) for voter in hall.join(100)]
    attempts.insert(40, hall.close)  # type: ignore[arg-type]
    fates = at_once(hall.app, attempts)
    assert set(fates) <= {"accepted", "vote_closed"}
    assert hall.account.by_code == count(Presence) == fates.count("accepted") - 1


def test_one_phone_that_enters_many_times_at_once_is_let_in_once(hall: Hall) -> None:
    hall.open(by="room")
    (alva,) = hall.join(1)
    shown = code(hall)
    assert set(at_once(hall.app, [lambda: enter(hall, alva, shown)] * 20)) == {"accepted"}
    assert count(Presence) == 1


def test_the_clock_of_the_pages_and_the_rule_agree(hall: Hall) -> None:
    hall.open(by="room")
    (alva,) = hall.join(1)
    now = clock.now()
    enter(hall, alva, code(hall, now), now)
    assert queries.door(hall.vote, alva.id).is_in is True
