"""What people said to be here as, and how the right to vote is proved: in the room, by tables, on paper."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from participation.db import Moment

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables. How a vote's right was proved moves from its opening to the vote, where it is chosen."""
    op.create_table(
        "participant_role",
        sa.Column("participant_id", sa.String(16), nullable=False),
        sa.Column("role", sa.String(10), nullable=False),
        sa.CheckConstraint("role in ('young', 'adult', 'leads')", name=op.f("ck_participant_role_role")),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_participant_role_participant_id")
        ),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_participant_role")),
    )
    op.add_column("vote", sa.Column("entitlement", sa.String(10), nullable=False, server_default="open"))
    op.add_column("vote", sa.Column("for_young", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(
        "UPDATE vote SET entitlement = coalesce((SELECT c.entitlement FROM vote_closure c WHERE c.vote_id = vote.id), "
        "(SELECT o.entitlement FROM vote_opening o WHERE o.vote_id = vote.id), 'open')"
    )
    op.drop_column("vote_opening", "entitlement")
    op.add_column("vote_closure", sa.Column("account", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("ballot", table_kwargs={"sqlite_with_rowid": False}) as ballot:
        ballot.create_check_constraint(op.f("ck_ballot_weight"), "weight between 1 and 12")
    op.create_table(
        "presence",
        sa.Column("vote_id", sa.String(16), nullable=False),
        sa.Column("participant_id", sa.String(16), nullable=False),
        sa.Column("how", sa.String(5), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.CheckConstraint("how in ('asked', 'code', 'hand')", name=op.f("ck_presence_how")),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_presence_vote_id")),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_presence_participant_id")),
        sa.PrimaryKeyConstraint("vote_id", "participant_id", name=op.f("pk_presence")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "uq_presence_vote_id_number",
        "presence",
        ["vote_id", "number"],
        unique=True,
        sqlite_where=sa.text("number is not null"),
        postgresql_where=sa.text("number is not null"),
    )
    op.create_table(
        "head_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vote_id", sa.String(16), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by_id", sa.String(16), nullable=False),
        sa.CheckConstraint("count between 0 and 2000", name=op.f("ck_head_count_count")),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_head_count_vote_id")),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_head_count_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_head_count")),
    )
    op.create_index(op.f("ix_head_count_vote_id"), "head_count", ["vote_id"])
    op.create_table(
        "paper_ballot",
        sa.Column("vote_id", sa.String(16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("token_hash", sa.String(64), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by_id", sa.String(16), nullable=False),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_paper_ballot_vote_id")),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_paper_ballot_by_id")),
        sa.PrimaryKeyConstraint("vote_id", "number", name=op.f("pk_paper_ballot")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_paper_ballot_token_hash")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Take them away again."""
    for table in ("paper_ballot", "head_count", "presence", "participant_role"):
        op.drop_table(table)
    with op.batch_alter_table("ballot", table_kwargs={"sqlite_with_rowid": False}) as ballot:
        ballot.drop_constraint(op.f("ck_ballot_weight"), type_="check")
    op.add_column("vote_opening", sa.Column("entitlement", sa.String(10), nullable=False, server_default="open"))
    op.drop_column("vote_closure", "account")
    op.drop_column("vote", "for_young")
    op.drop_column("vote", "entitlement")
