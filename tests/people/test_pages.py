"""Signing in, links and the administrator's pages, as people meet them."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from flask import Flask

from participation import clock
from participation.people import actions, rules
from participation.people.models import Role
from tests.cast import ASTRID, OLGA, OMAR, PASSWORD, WORDS, Evening, account, at_desk, staff_of
from tests.reading import Browser, form_to, forms_of, refusal_on, said


@pytest.fixture
def office(app: Flask) -> Flask:
    """A town whose staff have accounts; Omar has chosen a password."""
    staff_of(app)
    actions.set_password(account(OMAR).id, PASSWORD)
    return app


def signing_in(app: Flask, at: str = "/staff/sign-in") -> Browser:
    browser = Browser(app)
    browser.get(at)
    return browser


# Signing in


def test_who_signs_in_comes_to_where_they_were_heading(office: Flask) -> None:
    browser = Browser(office)
    sent = browser.get("/staff/processes")
    assert (sent.status_code, sent.location) == (303, "/staff/sign-in?to=/staff/processes")
    browser.get(sent.location)
    answer = browser.send("/staff/sign-in", email=OMAR.email, password=PASSWORD)
    assert answer.status_code == 200
    assert browser.at == "/staff/processes"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "/\t/evil.example", "/\t/[", "javascript:1"],
)
def test_signing_in_never_leads_away_from_this_site(office: Flask, elsewhere: str) -> None:
    browser = signing_in(office)
    form = form_to(browser.page, "/staff/sign-in")
    answer = browser.client.post(
        form.action,
        data={**form.values, "email": OMAR.email, "password": PASSWORD, "to": elsewhere},
        forged=True,
    )
    assert (answer.status_code, answer.location) == (303, "/staff")


def test_a_wrong_sign_in_is_refused_beside_the_form_which_keeps_the_address_but_not_the_password(office: Flask) -> None:
    browser = signing_in(office)
    answer = browser.send("/staff/sign-in", email=OMAR.email, password="fel fel fel fel")
    assert answer.status_code == 422
    assert refusal_on(answer) == "The e-mail address and the password do not belong together."
    assert form_to(answer.text, "/staff/sign-in").values["email"] == OMAR.email
    assert "fel fel fel fel" not in answer.text
    assert browser.get("/staff").status_code == 303


def test_the_same_words_answer_an_unknown_account(office: Flask) -> None:
    known = signing_in(office).send("/staff/sign-in", email=OMAR.email, password="fel fel fel fel")
    unknown = signing_in(office).send("/staff/sign-in", email="nobody@lindvik.example", password="fel fel fel fel")
    assert (unknown.status_code, refusal_on(unknown)) == (known.status_code, refusal_on(known))


def test_after_many_tries_the_page_says_how_long_to_wait(office: Flask) -> None:
    for _try in range(rules.FAILURES_ALLOWED):
        signing_in(office).send("/staff/sign-in", email=OMAR.email, password="fel fel fel fel")
    answer = signing_in(office).send("/staff/sign-in", email=OMAR.email, password=PASSWORD)
    assert answer.status_code == 429
    assert "Wait 15 minutes" in refusal_on(answer)


def test_who_signs_out_is_out(office: Flask) -> None:
    browser = at_desk(office, OMAR)
    browser.get("/staff")
    browser.send("/staff/sign-out")
    assert browser.at == "/"
    assert browser.get("/staff").status_code == 303


def test_a_sign_in_of_yesterday_no_longer_counts(office: Flask) -> None:
    browser = at_desk(office, OMAR)
    with browser.client.session_transaction() as session:
        session["signed_in_at"] = (clock.now() - dt.timedelta(hours=15)).isoformat()
    assert browser.get("/staff").status_code == 303


def test_a_session_without_a_time_counts_as_nobodys(office: Flask) -> None:
    browser = at_desk(office, OMAR)
    with browser.client.session_transaction() as session:
        del session["signed_in_at"]
    assert browser.get("/staff").status_code == 303


def test_signing_in_begins_a_new_session(office: Flask) -> None:
    browser = signing_in(office)
    with browser.client.session_transaction() as session:
        session["way_back"] = {"event": "somebody"}
        token = session["csrf_token"]
    browser.send("/staff/sign-in", email=OMAR.email, password=PASSWORD)
    with browser.client.session_transaction() as session:
        assert "way_back" not in session
        assert session["csrf_token"] != token


# Links


def invite(astrid: Browser, **typed: str) -> str:
    astrid.get("/staff/people")
    new = {"name": "Nina Ny", "email": "nina@lindvik.example", "role": "organiser", **typed}
    return astrid.send("/staff/people", **new).text


def link_on(page: str) -> str:
    found = re.search(r"<code>([^<]+)</code>", page)
    assert found is not None
    return found[1]


def test_an_invited_person_pastes_the_link_chooses_a_password_and_stands_at_the_desk(office: Flask) -> None:
    link = link_on(invite(at_desk(office, ASTRID)))
    assert link.startswith("http://localhost/staff/link#")
    nina = signing_in(office, "/staff/link")
    answer = nina.send("/staff/link", code=link, password=PASSWORD, again=PASSWORD)
    assert answer.status_code == 200
    assert (nina.at, "Welcome, Nina Ny" in said(nina.page)) == ("/staff", True)
    another = signing_in(office, "/staff/link")
    again = another.send("/staff/link", code=link, password=PASSWORD, again=PASSWORD)
    assert again.status_code == 410
    assert "has been used or is too old" in refusal_on(again)


def test_the_link_stands_under_the_public_address(office: Flask) -> None:
    office.config["PUBLIC_URL"] = "https://traden.lindvik.example"
    assert link_on(invite(at_desk(office, ASTRID))).startswith("https://traden.lindvik.example/staff/link#")


def test_passwords_that_differ_are_refused_and_the_link_stays_in_the_form(office: Flask) -> None:
    link = link_on(invite(at_desk(office, ASTRID)))
    nina = signing_in(office, "/staff/link")
    answer = nina.send("/staff/link", code=link, password=PASSWORD, again=PASSWORD + "x")
    assert answer.status_code == 422
    assert refusal_on(answer) == "The two passwords are not the same."
    assert form_to(answer.text, "/staff/link").values["code"] == link
    assert nina.send("/staff/link", password=PASSWORD, again=PASSWORD).status_code == 200


def test_who_forgot_the_password_gets_a_new_link_from_an_administrator(office: Flask) -> None:
    astrid = at_desk(office, ASTRID)
    astrid.get(f"/staff/people/{account(OMAR).id}")
    link = link_on(astrid.send("/link").text)
    omar = signing_in(office, "/staff/link")
    new = "fyra ord på en rad"
    assert omar.send("/staff/link", code=link.rpartition("#")[2], password=new, again=new).status_code == 200
    assert signing_in(office).send("/staff/sign-in", email=OMAR.email, password=PASSWORD).status_code == 422


# The administrator's pages


def test_a_refused_invitation_keeps_what_was_typed(office: Flask) -> None:
    astrid = at_desk(office, ASTRID)
    page = invite(astrid, email=OMAR.email, name="Omar Igen", title="Ledare")
    assert "There is already an account" in said(page)
    kept = form_to(page, "/staff/people").values
    assert (kept["name"], kept["email"], kept["title"]) == ("Omar Igen", OMAR.email, "Ledare")


@pytest.mark.parametrize(
    "typed", [{"name": ""}, {"name": "x" * 121}, {"role": "king"}, {"department": "x"}, {"email": "x"}]
)
def test_bad_input_to_an_invitation_is_refused_and_makes_nobody(office: Flask, typed: dict[str, str]) -> None:
    astrid = at_desk(office, ASTRID)
    astrid.get("/staff/people")
    new = {"name": "Nina", "email": "nina@lindvik.example", "role": "organiser", **typed}
    answer = astrid.send("/staff/people", **new)
    assert answer.status_code == 422
    assert refusal_on(answer)
    assert "Nina" not in said(Browser(office).get("/").text + at_desk(office, ASTRID).get("/staff/people").text)


def test_markup_in_names_is_text(office: Flask) -> None:
    astrid = at_desk(office, ASTRID)
    page = invite(astrid, name=WORDS[3][:120], title=WORDS[3][:120])
    everybody = astrid.get("/staff/people").text
    assert "<script>alert" not in page + everybody
    assert WORDS[3] in said(everybody)


def test_somebody_is_changed_and_leaves_with_everything_handed_over(small_evening: Evening) -> None:
    app = small_evening.app
    astrid, omar, olga = at_desk(app, ASTRID), at_desk(app, OMAR), at_desk(app, OLGA)
    assert omar.get(f"{small_evening.path}/lead").status_code == 200
    assert olga.get(f"{small_evening.path}/lead").status_code == 403
    person = f"/staff/people/{account(OMAR).id}"
    astrid.get(person)
    assert astrid.send(person, title="Enhetschef").status_code == 200
    assert account(OMAR).title == "Enhetschef"
    astrid.get(person)
    refused = astrid.send("/departure", successor="")
    assert (refused.status_code, refusal_on(refused)) == (
        422,
        "This person holds 2 things. Choose who takes them over.",
    )
    assert astrid.send("/departure", successor=account(OLGA).id).status_code == 200
    assert olga.get(f"{small_evening.path}/lead").status_code == 200
    assert olga.get(f"/staff/processes/{small_evening.process_id}").status_code == 200
    assert omar.get(f"{small_evening.path}/lead").status_code == 303, "Omar is signed out"
    closed = said(astrid.get(person).text)
    assert "This account was closed on" in closed
    assert [form.action for form in forms_of(astrid.page) if "people" in form.action] == []


def test_the_administrator_cannot_demote_herself(office: Flask) -> None:
    astrid = at_desk(office, ASTRID)
    person = f"/staff/people/{account(ASTRID).id}"
    astrid.get(person)
    answer = astrid.send(person, role="organiser")
    assert answer.status_code == 422
    assert "You cannot take the administrator's role from yourself" in refusal_on(answer)


def test_an_account_that_is_not_there_is_not_found(office: Flask) -> None:
    astrid = at_desk(office, ASTRID)
    assert astrid.get("/staff/people/nobody").status_code == 404
    for verb in ("", "/link", "/departure"):
        answer = astrid.forge(f"/staff/people/nobody{verb}", name="X", role="organiser", department="")
        assert answer.status_code == 404


def test_departments_are_added_and_renamed(office: Flask) -> None:
    astrid = at_desk(office, ASTRID)
    astrid.get("/staff/people")
    adding = [form for form in forms_of(astrid.page) if form.action == "/staff/departments"][-1]
    astrid.post(adding.action, **{**adding.values, "name": "Socialförvaltningen", "board": "Socialnämnden"})
    assert "Socialförvaltningen Socialnämnden" in said(astrid.page)
    renaming = next(form for form in forms_of(astrid.page) if form.values.get("name") == "Socialförvaltningen")
    astrid.post(renaming.action, **{**renaming.values, "name": "Sociala förvaltningen"})
    assert "Socialförvaltningen" not in said(astrid.page)
    refused = astrid.post(adding.action, **{**adding.values, "name": "Tekniska förvaltningen", "board": "X"})
    assert refused.status_code == 422
    assert "already a department" in refusal_on(refused)


def test_the_pages_of_people_ask_the_same_few_questions_however_many_there_are(office: Flask, queries) -> None:  # type: ignore[no-untyped-def]
    astrid = at_desk(office, ASTRID)
    astrid.get("/staff/people")
    with queries() as few:
        astrid.get("/staff/people")
    for number in range(40):
        actions.create_staff(
            email=f"p{number}@lindvik.example", name=f"P {number}", role=Role.POLITICIAN, now=clock.now()
        )
    with queries() as many:
        astrid.get("/staff/people")
    assert many.count == few.count
