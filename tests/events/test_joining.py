"""Joining, slips and the way back, on both databases."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import func, select

from participation import db, tokens
from participation.events.participants import actions, queries
from participation.events.participants.models import Participant, Slip
from tests.cast import Evening, refusal_of


def joined(evening: Evening) -> int:
    db.db.session.rollback()
    wanted = select(func.count()).select_from(Participant).where(Participant.event_id == evening.event_id)
    return db.db.session.scalar(wanted) or 0


# Joining, as actions


def test_one_button_is_one_participant_however_often_it_is_pressed(evening: Evening) -> None:
    first = actions.join(evening.event_id, "one button")
    assert actions.join(evening.event_id, "one button") == first
    assert actions.join(evening.event_id, "another button") != first
    assert joined(evening) == 2


def test_a_double_tap_that_reaches_two_workers_is_one_participant(evening: Evening) -> None:
    fates: list[str] = []
    gate = threading.Barrier(6)

    def tap() -> None:
        with evening.app.app_context():
            gate.wait()
            try:
                fates.append(actions.join(evening.event_id, "one button"))
            except Exception as problem:
                fates.append(repr(problem))
            db.db.session.remove()

    threads = [threading.Thread(target=tap) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(fates), len(set(fates)), joined(evening)) == (6, 1, 1)


def test_nothing_is_kept_of_a_device_but_a_hash(evening: Evening) -> None:
    secret = actions.join(evening.event_id, "one button")
    row = db.db.session.scalars(select(Participant)).one()
    kept = {column.name: getattr(row, column.name) for column in Participant.__table__.columns}
    assert set(kept) == {"id", "event_id", "token_hash", "pseudonym", "way_back_hash"}
    assert secret not in kept.values()
    assert len(secret) >= 32


@pytest.mark.parametrize("kind", ["closed", "cancelled"])
def test_nobody_joins_an_event_that_is_over(evening: Evening, kind: str) -> None:
    slip = actions.print_slips(evening.event_id, 1, "sheet")[0][1]
    evening.end(kind)
    assert refusal_of(actions.join, evening.event_id, "one button") == "event_over"
    found = queries.slip(slip)
    assert found is not None
    assert refusal_of(actions.join_with_slip, found, slip) == "event_over"
    assert joined(evening) == 0


def test_a_secret_counts_only_in_its_own_event(evening: Evening) -> None:
    secret = actions.join(evening.event_id, "one button")
    assert queries.by_secret(evening.event_id, secret) is not None
    assert queries.by_secret("another event", secret) is None
    assert queries.by_secret(evening.event_id, "invented") is None


# Slips, as actions


def test_printing_the_same_form_twice_gives_the_same_sheet_and_another_form_goes_on_counting(evening: Evening) -> None:
    sheet = actions.print_slips(evening.event_id, 30, "form one")
    assert actions.print_slips(evening.event_id, 30, "form one") == sheet
    assert [number for number, _code in sheet] == list(range(1, 31))
    longer = actions.print_slips(evening.event_id, 32, "form one")
    assert longer[:30] == sheet
    more = actions.print_slips(evening.event_id, 2, "form two")
    assert [number for number, _code in more] == [33, 34]
    codes = {code for _number, code in [*longer, *more]}
    assert len(codes) == 34
    assert all(len(code) == 8 and set(code) <= set(tokens.CODE_ALPHABET) for code in codes)
    assert queries.slips(evening.event_id) == (34, 0)


def test_codes_are_kept_only_as_keyed_hashes(evening: Evening) -> None:
    code = actions.print_slips(evening.event_id, 1, "sheet")[0][1]
    who = evening.join()
    way_back = actions.make_way_back(who)
    slip = db.db.session.scalars(select(Slip)).one()
    person = db.db.session.get_one(Participant, who)
    assert code not in slip.code_hash
    assert slip.code_hash != tokens.digest("slip", code)
    assert way_back not in str(person.way_back_hash)
    assert queries.slip("unknown") is None
    assert queries.by_way_back("unknown") is None


def test_a_slip_is_one_participant_on_every_device_and_after_the_event(evening: Evening) -> None:
    code = actions.print_slips(evening.event_id, 2, "sheet")[0][1]

    def enter() -> str:
        slip = queries.slip(code)
        assert slip is not None
        return actions.join_with_slip(slip, code)

    first = enter()
    assert enter() == first
    evening.end()
    assert enter() == first
    assert (joined(evening), queries.slips(evening.event_id)) == (1, (2, 1))


def test_two_sheets_printed_at_the_same_moment_share_no_number(evening: Evening) -> None:
    sheets: list[list[tuple[int, str]]] = []
    gate = threading.Barrier(3)

    def print_one(once: str) -> None:
        with evening.app.app_context():
            gate.wait()
            sheets.append(actions.print_slips(evening.event_id, 5, once))
            db.db.session.remove()

    threads = [threading.Thread(target=print_one, args=(once,)) for once in ("a", "b", "a")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbers = {number for sheet in sheets for number, _code in sheet}
    assert (len(sheets), numbers) == (3, set(range(1, 11)))


def test_a_new_way_back_ends_the_one_before(evening: Evening) -> None:
    who = evening.join()
    first, second = actions.make_way_back(who), actions.make_way_back(who)
    assert queries.by_way_back(first) is None
    found = queries.by_way_back(second)
    assert found is not None
    assert found.id == who
    assert len(second) == 12
