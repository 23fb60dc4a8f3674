"""Who follows what by which channel, what is about to be told, which channels processes turned on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from participation.db import Moment

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def _only_where(condition: str) -> dict[str, sa.TextClause]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "channel_opening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.String(length=16), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("opened_by_id", sa.String(length=16), nullable=False),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.Column("closed_by_id", sa.String(length=16), nullable=True),
        sa.CheckConstraint("channel in ('mail', 'push')", name="ck_channel_opening_known_channel"),
        sa.CheckConstraint(
            "(closed_at is null) = (closed_by_id is null)", name="ck_channel_opening_closed_by_somebody"
        ),
        sa.ForeignKeyConstraint(["closed_by_id"], ["staff.id"], name="fk_channel_opening_closed_by_id_staff"),
        sa.ForeignKeyConstraint(["opened_by_id"], ["staff.id"], name="fk_channel_opening_opened_by_id_staff"),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name="fk_channel_opening_process_id_process"),
        sa.PrimaryKeyConstraint("id", name="pk_channel_opening"),
    )
    op.create_index(
        "uq_channel_opening_open",
        "channel_opening",
        ["process_id", "channel"],
        unique=True,
        **_only_where("closed_at is null"),
    )
    op.create_table(
        "follower",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("rhythm", sa.String(length=8), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=True),
        sa.Column("mailbox", sa.String(length=254), nullable=True),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=True),
        sa.Column("endpoint", sa.String(length=1000), nullable=True),
        sa.Column("p256dh", sa.String(length=120), nullable=True),
        sa.Column("auth", sa.String(length=40), nullable=True),
        sa.CheckConstraint("channel in ('mail', 'push', 'address')", name="ck_follower_known_channel"),
        sa.CheckConstraint("rhythm in ('at_once', 'daily')", name="ck_follower_known_rhythm"),
        sa.CheckConstraint(
            "(channel = 'mail') = (address is not null and mailbox is not null)", name="ck_follower_mail_has_address"
        ),
        sa.CheckConstraint(
            "(channel = 'push') = (endpoint is not null and p256dh is not null and auth is not null)",
            name="ck_follower_push_has_endpoint",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_follower"),
        sa.UniqueConstraint("endpoint", name="uq_follower_endpoint"),
        sa.UniqueConstraint("mailbox", name="uq_follower_mailbox"),
    )
    op.create_table(
        "following",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("follower_id", sa.String(length=16), nullable=False),
        sa.Column("proposal_number", sa.Integer(), nullable=True),
        sa.Column("process_id", sa.String(length=16), nullable=True),
        sa.Column("department_id", sa.String(length=16), nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("confirmed_at", Moment(), nullable=True),
        sa.CheckConstraint(
            "(proposal_number is null or process_id is null) and (proposal_number is null or department_id is null) "
            "and (process_id is null or department_id is null)",
            name="ck_following_one_subject",
        ),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name="fk_following_department_id_department"),
        sa.ForeignKeyConstraint(["follower_id"], ["follower.id"], name="fk_following_follower_id_follower"),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name="fk_following_process_id_process"),
        sa.ForeignKeyConstraint(["proposal_number"], ["proposal.number"], name="fk_following_proposal_number_proposal"),
        sa.PrimaryKeyConstraint("id", name="pk_following"),
        sa.UniqueConstraint("follower_id", "department_id", name="uq_following_follower_id_department_id"),
        sa.UniqueConstraint("follower_id", "process_id", name="uq_following_follower_id_process_id"),
        sa.UniqueConstraint("follower_id", "proposal_number", name="uq_following_follower_id_proposal_number"),
    )
    for column in ("proposal_number", "process_id", "department_id"):
        op.create_index(f"ix_following_{column}", "following", [column])
    everything = "proposal_number is null and process_id is null and department_id is null"
    op.create_index("uq_following_all", "following", ["follower_id"], unique=True, **_only_where(everything))
    op.create_table(
        "quiet_mailbox",
        sa.Column("mailbox_hash", sa.String(length=64), nullable=False),
        sa.Column("until", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("mailbox_hash", name="pk_quiet_mailbox"),
    )
    op.create_table(
        "announcement",
        sa.Column("entry_seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("upto", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["entry_seq"], ["entry.seq"], name="fk_announcement_entry_seq_entry"),
        sa.PrimaryKeyConstraint("entry_seq", name="pk_announcement"),
    )
    op.create_table(
        "telling",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("follower_id", sa.String(length=16), nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.Column("begun_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["follower_id"], ["follower.id"], name="fk_telling_follower_id_follower"),
        sa.PrimaryKeyConstraint("id", name="pk_telling"),
    )
    op.create_index("ix_telling_follower_id", "telling", ["follower_id"])
    op.create_index("uq_telling_open", "telling", ["follower_id"], unique=True, **_only_where("begun_at is null"))
    op.create_table(
        "telling_entry",
        sa.Column("telling_id", sa.String(length=16), nullable=False),
        sa.Column("entry_seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry_seq"], ["entry.seq"], name="fk_telling_entry_entry_seq_entry"),
        sa.ForeignKeyConstraint(["telling_id"], ["telling.id"], name="fk_telling_entry_telling_id_telling"),
        sa.PrimaryKeyConstraint("telling_id", "entry_seq", name="pk_telling_entry"),
    )


def downgrade() -> None:
    """Take them away."""
    tables = ("telling_entry", "telling", "announcement", "quiet_mailbox", "following", "follower", "channel_opening")
    for name in tables:
        op.drop_table(name)
