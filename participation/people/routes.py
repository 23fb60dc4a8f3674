"""Signing in and out, links to choose a password, and the administrator's pages about staff and departments."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user

from participation import clock
from participation.db import db
from participation.people import actions, queries, words
from participation.people.access import administrator, signed_in
from participation.people.models import Role, Staff
from participation.refusal import Refusal
from participation.web import forms, throttle
from participation.web.access import allow, everyone
from participation.web.addresses import public_address
from participation.web.fragments import done, own_path, page
from participation.web.refusals import answers_on
from participation.web.words import SAVED

bp = Blueprint("people", __name__)
ROLES = [(role.value, label) for role, label in words.ROLES.items()]


@bp.get("/staff/sign-in")
@allow(everyone)
def sign_in() -> str:
    """The page to sign in on."""
    return page("people/sign_in.html", to=request.values.get("to", ""))


@bp.post("/staff/sign-in")
@allow(everyone)
@answers_on("people.sign_in")
def enter() -> ResponseReturnValue:
    """Sign in and go to where one was heading."""
    throttle.spend(throttle.SIGN_INS_PER_ADDRESS, "sign-in", throttle.address())
    staff = actions.sign_in(forms.text("email", limit=254), request.form.get("password", "")[:300], clock.now())
    _remember(staff)
    return redirect(own_path(request.form.get("to"), url_for("home.desk")), 303)


@bp.post("/staff/sign-out")
@allow(signed_in)
def sign_out() -> ResponseReturnValue:
    """Sign out on this device."""
    logout_user()
    session.clear()
    return redirect(url_for("home.start"), 303)


@bp.get("/staff/link")
@allow(everyone)
def link() -> str:
    """Choose a password by a single-use link; its secret comes in the fragment, which no log sees."""
    return page("people/link.html")


@bp.post("/staff/link")
@allow(everyone)
@answers_on("people.link")
def choose_password() -> ResponseReturnValue:
    """Use the link and be signed in."""
    password = request.form.get("password", "")
    if password != request.form.get("again", ""):
        raise Refusal("passwords_differ", field="again")
    code = forms.text("code", limit=400).rpartition("#")[2]
    _remember(actions.choose_password(code, password, clock.now()))
    return redirect(url_for("home.desk"), 303)


@bp.get("/staff/people")
@allow(administrator)
def everybody() -> str:
    """All accounts and departments."""
    return page(
        "people/everybody.html", people=queries.everybody(), departments=queries.departments(), roles=ROLES, link=None
    )


@bp.post("/staff/people")
@allow(administrator)
@answers_on("people.everybody")
def invite() -> ResponseReturnValue:
    """Open an account and show its invitation, once."""
    staff_id = actions.create_staff(
        email=forms.text("email", limit=254),
        name=forms.text("name", limit=120),
        title=forms.text("title", limit=120, required=False),
        role=Role(forms.choice("role", [role.value for role in Role])),
        department_id=_department(),
        now=clock.now(),
    )
    return _show_link(staff_id, "invitation")


@bp.get("/staff/people/<staff_id>")
@allow(administrator)
def person(staff_id: str) -> str:
    """One account: change it, send a new link, close it."""
    staff = db.session.get(Staff, staff_id) or abort(404)
    others = [other for other in queries.present() if other.id != staff_id]
    return page("people/person.html", person=staff, others=others, departments=queries.departments(), roles=ROLES)


@bp.post("/staff/people/<staff_id>")
@allow(administrator)
@answers_on("people.person")
def change(staff_id: str) -> ResponseReturnValue:
    """Change name, office, role, department."""
    actions.change_staff(
        staff_id,
        name=forms.text("name", limit=120),
        title=forms.text("title", limit=120, required=False),
        role=Role(forms.choice("role", [role.value for role in Role])),
        department_id=_department(),
        by_id=current_user.id,
    )
    return done("people.everybody", told=SAVED)


@bp.post("/staff/people/<staff_id>/link")
@allow(administrator)
@answers_on("people.person")
def new_link(staff_id: str) -> ResponseReturnValue:
    """A new link for somebody who forgot the password or lost the invitation."""
    return _show_link(staff_id, "reset")


@bp.post("/staff/people/<staff_id>/departure")
@allow(administrator)
@answers_on("people.person")
def close(staff_id: str) -> ResponseReturnValue:
    """Somebody leaves; what they hold goes to the chosen successor."""
    successor = forms.text("successor", limit=16, required=False) or None
    actions.close_account(staff_id, by_id=current_user.id, successor_id=successor, now=clock.now())
    return done("people.everybody")


@bp.post("/staff/departments")
@allow(administrator)
@answers_on("people.everybody")
def save_department() -> ResponseReturnValue:
    """Add a department, or rename one."""
    actions.save_department(
        forms.text("name", limit=120),
        forms.text("board", limit=120),
        forms.text("id", limit=16, required=False) or None,
    )
    return done("people.everybody", told=SAVED)


def _show_link(staff_id: str, purpose: str) -> ResponseReturnValue:
    secret = actions.issue_link(staff_id, purpose, clock.now())
    staff = db.session.get(Staff, staff_id)
    address = public_address(f"{url_for('people.link')}#{secret}")
    return page("people/link_made.html", person=staff, address=address)


def _department() -> str | None:
    known = [department.id for department in queries.departments()]
    return forms.choice("department", ["", *known]) or None


def _remember(staff: Staff) -> None:
    """Start a new session, so that nothing of the one before carries over."""
    session.clear()
    session.permanent = True
    session["signed_in_at"] = clock.now().isoformat()
    login_user(staff)
