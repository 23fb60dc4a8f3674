"""Accounts: opened, signed in to, changed, closed."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from flask import Flask
from sqlalchemy import func, select

from participation import db
from participation.demo.cast import STAFF
from participation.events import actions as events
from participation.events import queries as event_queries
from participation.people import actions, queries, rules
from participation.people.models import Role, Staff, StaffLink
from participation.people.passwords import hashed, matches
from participation.processes import actions as process_actions
from participation.processes import queries as processes
from participation.refusal import Refusal
from tests.cast import (
    ASTRID,
    KIM,
    OLGA,
    OMAR,
    PASSWORD,
    PETRA,
    Evening,
    account,
    evening_of,
    refusal_of,
)

NOW = dt.datetime(2026, 9, 12, 16, 30, tzinfo=dt.UTC)


# Opening


def test_an_account_begins_without_a_password_and_nobody_can_sign_in_to_it(people: dict[str, str]) -> None:
    assert account(OMAR).password_hash is None
    assert refusal_of(actions.sign_in, OMAR.email, "", NOW) == "wrong_signin"


def test_one_address_has_one_account_however_it_is_written(people: dict[str, str]) -> None:
    again = {"name": "Omar H", "role": Role.ORGANISER, "now": NOW}
    assert refusal_of(actions.create_staff, email="OMAR@lindvik.example ", **again) == "email_taken"
    assert len(queries.everybody()) == len(STAFF)


def test_a_civil_servant_belongs_to_a_department(people: dict[str, str]) -> None:
    new = {"email": "ny@lindvik.example", "name": "Ny", "role": Role.CIVIL_SERVANT, "now": NOW}
    assert refusal_of(actions.create_staff, **new) == "needs_department"
    change = {"name": "Kim", "title": "", "role": Role.CIVIL_SERVANT, "department_id": None, "by_id": "somebody"}
    assert refusal_of(actions.change_staff, people[KIM.email], **change) == "needs_department"


# Passwords and links


def test_passwords_are_kept_as_argon2id_with_a_salt_of_their_own() -> None:
    first, second = hashed(PASSWORD), hashed(PASSWORD)
    assert first.startswith("$argon2id$")
    assert first != second
    assert matches(first, PASSWORD)
    assert not matches(first, PASSWORD + " ")


@pytest.mark.parametrize("stored", [None, "", "no hash at all"])
def test_nothing_matches_a_hash_that_is_not_there(stored: str | None) -> None:
    assert not matches(stored, "nobody has this password")


def test_a_link_lets_its_owner_choose_a_password_once(people: dict[str, str]) -> None:
    secret = actions.issue_link(people[OMAR.email], "invitation", NOW)
    assert actions.choose_password(secret, PASSWORD, NOW).id == people[OMAR.email]
    assert actions.sign_in("Omar@Lindvik.example", PASSWORD, NOW).id == people[OMAR.email]
    assert refusal_of(actions.choose_password, secret, "ett annat lösen", NOW) == "link_expired"
    assert refusal_of(actions.sign_in, OMAR.email, "ett annat lösen", NOW) == "wrong_signin"


def test_a_link_is_kept_only_as_a_hash(people: dict[str, str]) -> None:
    secret = actions.issue_link(people[OMAR.email], "invitation", NOW)
    kept = db.db.session.scalars(select(StaffLink)).one()
    assert secret not in (kept.token_hash, kept.staff_id, kept.purpose)
    assert queries.link(secret) is kept


def test_a_wrong_an_expired_and_a_replaced_link_are_refused_in_one_way(people: dict[str, str]) -> None:
    first = actions.issue_link(people[OMAR.email], "invitation", NOW)
    second = actions.issue_link(people[OMAR.email], "reset", NOW)
    assert refusal_of(actions.choose_password, "never issued", PASSWORD, NOW) == "link_expired"
    assert refusal_of(actions.choose_password, first, PASSWORD, NOW) == "link_expired"
    assert refusal_of(actions.choose_password, second, PASSWORD, NOW + rules.LINK_LIFETIME) == "link_expired"
    assert refusal_of(actions.choose_password, second, PASSWORD, NOW) == "accepted"


def test_a_refused_password_leaves_the_link_usable(people: dict[str, str]) -> None:
    secret = actions.issue_link(people[OMAR.email], "invitation", NOW)
    assert refusal_of(actions.choose_password, secret, "kort", NOW) == "password_too_short"
    assert refusal_of(actions.choose_password, secret, PASSWORD, NOW) == "accepted"


def test_a_link_used_by_two_at_the_same_moment_works_for_one(town: Flask, people: dict[str, str]) -> None:
    secret = actions.issue_link(people[OMAR.email], "reset", NOW)
    fates: list[str] = []
    gate = threading.Barrier(2)

    def use(password: str) -> None:
        with town.app_context():
            gate.wait()
            fates.append(refusal_of(actions.choose_password, secret, password, NOW))
            db.db.session.remove()

    threads = [threading.Thread(target=use, args=(f"lösenord nummer {number}",)) for number in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(fates) == ["accepted", "link_expired"]


def test_a_new_password_signs_out_what_was_signed_in_before(people: dict[str, str]) -> None:
    before = account(OMAR).get_id()
    actions.set_password(people[OMAR.email], PASSWORD)
    assert queries.by_session(before) is None
    assert queries.by_session(account(OMAR).get_id()) is not None


@pytest.mark.parametrize("value", ["", ".", "unknown.key", "no dot"])
def test_a_session_that_stands_for_nobody_is_nobodys(people: dict[str, str], value: str) -> None:
    assert queries.by_session(value) is None


# Changing


def test_somebody_changes_department_and_role(people: dict[str, str]) -> None:
    schools = next(item.id for item in queries.departments() if item.name == "Utbildningsförvaltningen")
    actions.change_staff(
        people[KIM.email],
        name="Kim Sand",
        title="Rektor",
        role=Role.CIVIL_SERVANT,
        department_id=schools,
        by_id=people[ASTRID.email],
    )
    kim = account(KIM)
    assert kim.department is not None
    assert (kim.title, kim.department.name) == ("Rektor", "Utbildningsförvaltningen")
    actions.change_staff(
        kim.id, name=kim.name, title="", role=Role.ORGANISER, department_id=None, by_id=people[ASTRID.email]
    )
    assert (account(KIM).role, account(KIM).department) == ("organiser", None)


def test_the_last_administrator_cannot_be_lost_because_nobody_demotes_or_closes_themselves(
    people: dict[str, str],
) -> None:
    astrid = people[ASTRID.email]
    demoted = {"name": "Astrid", "title": "", "role": Role.ORGANISER, "department_id": None, "by_id": astrid}
    assert refusal_of(actions.change_staff, astrid, **demoted) == "cannot_demote_self"
    closed = {"by_id": astrid, "successor_id": people[OMAR.email], "now": NOW}
    assert refusal_of(actions.close_account, astrid, **closed) == "cannot_close_own"
    assert account(ASTRID).is_administrator


def test_an_account_that_is_not_there_can_neither_be_changed_nor_closed(people: dict[str, str]) -> None:
    change = {"name": "X", "title": "", "role": Role.ORGANISER, "department_id": None, "by_id": people[ASTRID.email]}
    assert refusal_of(actions.change_staff, "nobody", **change) == "not_a_choice"
    closing = {"by_id": people[ASTRID.email], "successor_id": None, "now": NOW}
    assert refusal_of(actions.close_account, "nobody", **closing) == "not_a_choice"
    assert refusal_of(actions.issue_link, "nobody", "reset", NOW) == "not_a_choice"


# Leaving


def leave(people: dict[str, str], who: str, successor: str | None) -> str:
    return refusal_of(
        actions.close_account,
        people[who],
        by_id=people[ASTRID.email],
        successor_id=people[successor] if successor else None,
        now=NOW,
    )


def test_who_leads_something_leaves_only_when_a_colleague_takes_it_over(town: Flask, people: dict[str, str]) -> None:
    evening = evening_of(town)
    assert leave(people, OMAR.email, None) == "needs_successor"
    assert leave(people, OMAR.email, OMAR.email) == "needs_successor"
    assert not account(OMAR).has_left
    assert leave(people, OMAR.email, OLGA.email) == "accepted"
    assert processes.organisers(evening.process_id) == {people[OLGA.email]}
    assert _leaders(evening) == {people[OLGA.email]}


def test_a_successor_who_led_along_already_leads_once(town: Flask, people: dict[str, str]) -> None:
    evening = evening_of(town)
    events.add_organiser(evening.event_id, people[OLGA.email])
    process_actions.add_organiser(evening.process_id, people[OLGA.email])
    assert leave(people, OMAR.email, OLGA.email) == "accepted"
    assert processes.organisers(evening.process_id) == {people[OLGA.email]}
    assert _leaders(evening) == {people[OLGA.email]}


def test_who_leaves_is_signed_out_everywhere_and_cannot_come_back_in(people: dict[str, str]) -> None:
    actions.set_password(people[PETRA.email], PASSWORD)
    before = account(PETRA).get_id()
    link = actions.issue_link(people[PETRA.email], "reset", NOW)
    assert leave(people, PETRA.email, None) == "accepted"
    assert queries.by_session(before) is None
    assert queries.by_session(account(PETRA).get_id()) is None
    assert refusal_of(actions.sign_in, PETRA.email, PASSWORD, NOW) == "wrong_signin"
    assert refusal_of(actions.choose_password, link, PASSWORD, NOW) == "link_expired"
    assert refusal_of(actions.issue_link, people[PETRA.email], "reset", NOW) == "already_left"
    assert leave(people, PETRA.email, None) == "already_left"


def test_who_left_is_still_known_by_name_but_no_longer_among_those_present(people: dict[str, str]) -> None:
    leave(people, PETRA.email, OLGA.email)
    assert PETRA.name in {person.name for person in queries.everybody()}
    assert PETRA.name not in {person.name for person in queries.present()}
    assert {person.name for person in queries.present(Role.POLITICIAN)} == set()
    departure = account(PETRA).departure
    assert departure is not None
    assert (departure.at, departure.by_id, departure.successor_id) == (NOW, people[ASTRID.email], people[OLGA.email])


def test_who_left_cannot_be_the_successor_of_another(town: Flask, people: dict[str, str]) -> None:
    evening_of(town)
    leave(people, OLGA.email, None)
    assert leave(people, OMAR.email, OLGA.email) == "needs_successor"


def _leaders(evening: Evening) -> set[str]:
    return event_queries.organisers(evening.event_id)


# Departments


def test_a_department_is_added_renamed_and_never_twice(people: dict[str, str]) -> None:
    new = actions.save_department("Socialförvaltningen", "Socialnämnden")
    assert refusal_of(actions.save_department, "Socialförvaltningen", "En annan nämnd") == "department_taken"
    assert actions.save_department("Sociala förvaltningen", "Socialnämnden", new) == new
    assert [item.name for item in queries.departments()] == sorted(
        [
            "Kultur- och fritidsförvaltningen",
            "Sociala förvaltningen",
            "Tekniska förvaltningen",
            "Utbildningsförvaltningen",
        ]
    )
    assert refusal_of(actions.save_department, "X", "Y", "unknown") == "not_a_choice"


def test_a_refusal_carries_the_field_it_is_about(people: dict[str, str]) -> None:
    with pytest.raises(Refusal) as refused:
        actions.save_department("Tekniska förvaltningen", "X")
    assert (refused.value.field, refused.value.status) == ("name", 422)
    assert db.db.session.scalar(select(func.count()).select_from(Staff)) == len(STAFF)
