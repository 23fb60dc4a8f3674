"""`flask recount`: count the stored ballots anew and compare with what was published."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from participation.voting import queries
from participation.voting.admission import queries as admission


# An id may begin with a dash: it is not an option for that.
@click.command("recount", context_settings={"ignore_unknown_options": True})
@click.argument("vote_id", metavar="VOTE")
@with_appcontext
def recount(vote_id: str) -> None:
    """Count the ballots of a closed VOTE anew. Exit code 1 when anything differs from what was published."""
    vote = queries.vote(vote_id)
    if vote is None:
        raise click.BadParameter("there is no such vote")
    if vote.closure is None:
        raise click.BadParameter("this vote is not closed yet")
    closure = vote.closure
    click.echo(f"Rule {closure.rule}, version {closure.rule_version}; ties: {closure.tie_rule}.")
    told = admission.account(vote)
    click.echo(f"{told.turnout} of {told.entitled} voted; {told.paper} on paper.")
    click.echo(f"How the right to vote was proved: {vote.entitlement}. The ballots stand for {told.people} people.")
    outcome = queries.recount(vote)
    for place in outcome.ranking:
        for number in place.entries:
            click.echo(f"{place.place:>3}. {place.count:>7}  entry {number}")
    differences = queries.recount_differences(vote)
    for difference in differences:
        click.echo(f"DIFFERENT: {difference}", err=True)
    if differences:
        raise SystemExit(1)
    click.echo(f"The same as published. SHA-256 of the record: {closure.record_sha256}")
