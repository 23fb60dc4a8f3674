"""Votes, their entries and facts, and the two boxes that share no key."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from participation.db import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of the voting room. The boxes have no row numbers on SQLite: those would tell the order."""
    op.create_table(
        "vote",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("event_id", sa.String(16), nullable=False),
        sa.Column("step_id", sa.String(16), nullable=False),
        sa.Column("method", sa.String(20), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("promise_who", sa.String(120), nullable=False),
        sa.Column("promise_what", sa.Text(), nullable=False),
        sa.Column("promise_by", sa.Date(), nullable=False),
        sa.Column("announced_live", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_vote"),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_vote_event_id"),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name="fk_vote_step_id"),
        sa.UniqueConstraint("step_id", name="uq_vote_step_id"),
    )
    op.create_index("ix_vote_event_id", "vote", ["event_id"])
    op.create_table(
        "vote_entry",
        sa.Column("vote_id", sa.String(16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("contribution_id", sa.String(32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("theme", sa.String(80), nullable=True),
        sa.Column("salt", sa.String(43), nullable=False),
        sa.PrimaryKeyConstraint("vote_id", "number", name="pk_vote_entry"),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name="fk_vote_entry_vote_id"),
        sa.ForeignKeyConstraint(["contribution_id"], ["contribution.id"], name="fk_vote_entry_contribution_id"),
        sa.UniqueConstraint("vote_id", "contribution_id", name="uq_vote_entry_vote_id_contribution_id"),
    )
    op.create_index("ix_vote_entry_contribution_id", "vote_entry", ["contribution_id"])
    op.create_table(
        "vote_opening",
        sa.Column("vote_id", sa.String(16), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by_id", sa.String(16), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("entitlement", sa.String(10), nullable=False),
        sa.PrimaryKeyConstraint("vote_id", name="pk_vote_opening"),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name="fk_vote_opening_vote_id"),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_vote_opening_by_id"),
    )
    op.create_table(
        "vote_closure",
        sa.Column("vote_id", sa.String(16), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by_id", sa.String(16), nullable=False),
        sa.Column("entitlement", sa.String(10), nullable=False),
        sa.Column("entitled", sa.Integer(), nullable=False),
        sa.Column("turnout", sa.Integer(), nullable=False),
        sa.Column("ballots", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(20), nullable=False),
        sa.Column("rule_version", sa.Integer(), nullable=False),
        sa.Column("tie_rule", sa.String(20), nullable=False),
        sa.Column("outcome", sa.JSON(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("record_sha256", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("vote_id", name="pk_vote_closure"),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name="fk_vote_closure_vote_id"),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_vote_closure_by_id"),
    )
    op.create_table(
        "vote_scrubbing",
        sa.Column("vote_id", sa.String(16), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("vote_id", name="pk_vote_scrubbing"),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name="fk_vote_scrubbing_vote_id"),
    )
    op.create_table(
        "turnout",
        sa.Column("vote_id", sa.String(16), nullable=False),
        sa.Column("participant_id", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("vote_id", "participant_id", name="pk_turnout"),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name="fk_turnout_vote_id"),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name="fk_turnout_participant_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ballot",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("vote_id", sa.String(16), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=True),
        sa.Column("choice", sa.Text(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ballot"),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name="fk_ballot_vote_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("uq_ballot_vote_id_token_hash", "ballot", ["vote_id", "token_hash"], unique=True)
    op.create_table(
        "receipt",
        sa.Column("vote_id", sa.String(16), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("vote_id", "hash", name="pk_receipt"),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name="fk_receipt_vote_id"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Take the tables away again."""
    for table in (
        "receipt",
        "ballot",
        "turnout",
        "vote_scrubbing",
        "vote_closure",
        "vote_opening",
        "vote_entry",
        "vote",
    ):
        op.drop_table(table)
