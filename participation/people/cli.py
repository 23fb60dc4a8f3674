"""`flask create-staff`: the first administrator, and any other account, from the command line."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import with_appcontext

from participation import clock
from participation.people import actions, queries
from participation.people.models import Role
from participation.refusal import Refusal
from participation.web.refusals import words_for


@click.command("create-staff")
@click.argument("email")
@click.option("--name", required=True, help="The name shown with what this person publishes.")
@click.option("--role", type=click.Choice([role.value for role in Role]), default=Role.ADMINISTRATOR.value)
@click.option("--title", default="", help="The office, such as “chair of the culture board”.")
@click.option("--department", default="", help="The department's name; civil servants need one.")
@with_appcontext
def create_staff(email: str, name: str, role: str, title: str, department: str) -> None:
    """Open a staff account and print the single-use link with which its owner chooses a password."""
    found = {item.name: item.id for item in queries.departments()}
    if department and department not in found:
        raise click.ClickException(f"There is no department called {department}.")
    try:
        staff_id = actions.create_staff(
            email=email, name=name, role=Role(role), title=title, department_id=found.get(department), now=clock.now()
        )
    except Refusal as refusal:
        raise click.ClickException(words_for(refusal)) from refusal
    secret = actions.issue_link(staff_id, "invitation", clock.now())
    base = current_app.config["PUBLIC_URL"] or "http://127.0.0.1:8000"
    click.echo(f"{base}/staff/link#{secret}")
