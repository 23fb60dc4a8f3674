"""`flask create-staff`: the first administrator, and any other account."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import func, select

from participation import clock, db
from participation.demo.cast import STAFF
from participation.people import actions
from participation.people.models import Staff
from tests.cast import PASSWORD, refusal_of, staff_of


def test_the_first_administrator_is_made_with_a_link_that_works(town: Flask) -> None:
    made = town.test_cli_runner().invoke(args=["create-staff", "Ada@Lindvik.example", "--name", "Ada Ek"])
    assert made.exit_code == 0
    address, _, secret = made.output.strip().rpartition("#")
    assert address == "http://127.0.0.1:8000/staff/link"
    owner = actions.choose_password(secret, PASSWORD, clock.now())
    assert (owner.email, owner.name, owner.role) == ("ada@lindvik.example", "Ada Ek", "administrator")


def test_a_civil_servant_is_made_for_a_department_by_its_name(app: Flask) -> None:
    staff_of(app)
    args = ["create-staff", "ny@lindvik.example", "--name", "Ny", "--role", "civil_servant", "--title", "Ingenjör"]
    made = app.test_cli_runner().invoke(args=[*args, "--department", "Tekniska förvaltningen"])
    assert made.exit_code == 0
    new = db.db.session.scalars(select(Staff).where(Staff.email == "ny@lindvik.example")).one()
    assert new.department is not None
    assert (new.title, new.department.board) == ("Ingenjör", "Tekniska nämnden")


def test_what_cannot_be_made_is_said_and_nothing_is_written(app: Flask) -> None:
    staff_of(app)
    run = app.test_cli_runner().invoke
    told = {
        "no address": run(args=["create-staff", "ada", "--name", "Ada"]),
        "taken": run(args=["create-staff", "omar@lindvik.example", "--name", "Omar"]),
        "no department": run(args=["create-staff", "a@b.se", "--name", "A", "--department", "Finns inte"]),
        "needs one": run(args=["create-staff", "a@b.se", "--name", "A", "--role", "civil_servant"]),
        "no role": run(args=["create-staff", "a@b.se", "--name", "A", "--role", "king"]),
        "no name": run(args=["create-staff", "a@b.se"]),
    }
    assert all(answer.exit_code != 0 and "Error: " in answer.output for answer in told.values())
    assert "Finns inte" in told["no department"].output
    assert db.db.session.scalar(select(func.count()).select_from(Staff)) == len(STAFF)
    assert refusal_of(actions.sign_in, "a@b.se", PASSWORD, clock.now()) == "wrong_signin"
