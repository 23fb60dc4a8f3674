"""Proposals, the promises about them, and the ledger with the guards that refuse to let it be rewritten."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from participation.db import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

GUARDS_OF_SQLITE = (
    """CREATE TRIGGER entry_refuses_update BEFORE UPDATE ON entry FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END""",
    """CREATE TRIGGER entry_refuses_delete BEFORE DELETE ON entry FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END""",
    """CREATE TRIGGER entry_refuses_replace BEFORE INSERT ON entry FOR EACH ROW WHEN EXISTS (SELECT 1 FROM entry WHERE seq = NEW.seq OR hash = NEW.hash
    OR (proposal_number = NEW.proposal_number AND proposal_seq = NEW.proposal_seq)) BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END""",
    """CREATE TRIGGER entry_refuses_disorder BEFORE INSERT ON entry FOR EACH ROW WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM entry)
    OR NEW.previous_hash <> coalesce((SELECT hash FROM entry ORDER BY seq DESC LIMIT 1),
    '0000000000000000000000000000000000000000000000000000000000000000') BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END""",
    """CREATE TRIGGER entry_body_refuses_update BEFORE UPDATE ON entry_body FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END""",
    """CREATE TRIGGER entry_body_refuses_delete BEFORE DELETE ON entry_body FOR EACH ROW WHEN NOT EXISTS (SELECT 1 FROM entry WHERE kind = 'erased' AND about_seq = OLD.entry_seq) BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END""",
    """CREATE TRIGGER entry_body_refuses_replace BEFORE INSERT ON entry_body FOR EACH ROW WHEN EXISTS (SELECT 1 FROM entry_body WHERE entry_seq = NEW.entry_seq) BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END""",
    """CREATE TRIGGER entry_file_refuses_update BEFORE UPDATE ON entry_file FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END""",
    """CREATE TRIGGER entry_file_refuses_delete BEFORE DELETE ON entry_file FOR EACH ROW WHEN NOT EXISTS (SELECT 1 FROM entry WHERE kind = 'erased' AND about_seq = OLD.entry_seq) BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END""",
    """CREATE TRIGGER entry_file_refuses_replace BEFORE INSERT ON entry_file FOR EACH ROW WHEN EXISTS (SELECT 1 FROM entry_file WHERE entry_seq = NEW.entry_seq AND picture_id = NEW.picture_id) BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END""",
)

GUARDS_OF_POSTGRESQL = (
    """CREATE FUNCTION ledger_refuses() RETURNS trigger LANGUAGE plpgsql AS $guard$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $guard$""",
    """CREATE FUNCTION ledger_refuses_disorder() RETURNS trigger LANGUAGE plpgsql AS $guard$ BEGIN IF NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM entry)
    OR NEW.previous_hash <> coalesce((SELECT hash FROM entry ORDER BY seq DESC LIMIT 1),
    '0000000000000000000000000000000000000000000000000000000000000000') THEN RAISE EXCEPTION 'the ledger is append-only'; END IF; RETURN NEW; END $guard$""",
    """CREATE FUNCTION ledger_refuses_unerased() RETURNS trigger LANGUAGE plpgsql AS $guard$ BEGIN IF NOT EXISTS (SELECT 1 FROM entry WHERE kind = 'erased' AND about_seq = OLD.entry_seq) THEN RAISE EXCEPTION 'the ledger is append-only'; END IF; RETURN OLD; END $guard$""",
    """CREATE TRIGGER entry_refuses_update BEFORE UPDATE ON entry FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuses()""",
    """CREATE TRIGGER entry_refuses_delete BEFORE DELETE ON entry FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuses()""",
    """CREATE TRIGGER entry_refuses_truncate BEFORE TRUNCATE ON entry FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuses()""",
    """CREATE TRIGGER entry_refuses_disorder BEFORE INSERT ON entry FOR EACH ROW EXECUTE FUNCTION ledger_refuses_disorder()""",
    """CREATE TRIGGER entry_body_refuses_update BEFORE UPDATE ON entry_body FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuses()""",
    """CREATE TRIGGER entry_body_refuses_truncate BEFORE TRUNCATE ON entry_body FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuses()""",
    """CREATE TRIGGER entry_body_refuses_delete BEFORE DELETE ON entry_body FOR EACH ROW EXECUTE FUNCTION ledger_refuses_unerased()""",
    """CREATE TRIGGER entry_file_refuses_update BEFORE UPDATE ON entry_file FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuses()""",
    """CREATE TRIGGER entry_file_refuses_truncate BEFORE TRUNCATE ON entry_file FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuses()""",
    """CREATE TRIGGER entry_file_refuses_delete BEFORE DELETE ON entry_file FOR EACH ROW EXECUTE FUNCTION ledger_refuses_unerased()""",
)


def upgrade() -> None:
    """Make the tables of the proposals room, then put the ledger's guards in place."""
    op.create_table(
        "proposal",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("process_id", sa.String(length=16), nullable=False),
        sa.Column("event_id", sa.String(length=16), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("searched", sa.Text(), nullable=False),
        sa.Column("board", sa.String(length=120), nullable=False),
        sa.Column("record_number", sa.String(length=40), nullable=False),
        sa.Column("theme", sa.String(length=80), nullable=False),
        sa.Column("support", sa.Integer(), nullable=False),
        sa.Column("answerer_id", sa.String(length=16), nullable=False),
        sa.Column("made_by_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=True),
        sa.Column("reply_by", sa.Date(), nullable=False),
        sa.Column("decide_by", sa.Date(), nullable=False),
        sa.Column("replied_at", Moment(), nullable=True),
        sa.Column("decided_at", Moment(), nullable=True),
        sa.Column("trial_ends_on", sa.Date(), nullable=True),
        sa.Column("done_at", Moment(), nullable=True),
        sa.Column("next_due", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "state in ('received', 'assigned', 'deciding', 'accepted', 'partly', 'declined', 'trial', 'other', 'in_progress', 'done', 'withdrawn')",
            name="ck_proposal_known_state",
        ),
        sa.ForeignKeyConstraint(["answerer_id"], ["staff.id"], name="fk_proposal_answerer_id"),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_proposal_event_id"),
        sa.ForeignKeyConstraint(["made_by_id"], ["staff.id"], name="fk_proposal_made_by_id"),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name="fk_proposal_process_id"),
        sa.PrimaryKeyConstraint("number", name="pk_proposal"),
        sa.UniqueConstraint("client_id", name="uq_proposal_client_id"),
    )
    op.create_index("ix_proposal_answerer_id_next_due", "proposal", ["answerer_id", "next_due"], unique=False)
    op.create_index("ix_proposal_event_id", "proposal", ["event_id"], unique=False)
    op.create_index("ix_proposal_process_id_number", "proposal", ["process_id", "number"], unique=False)
    op.create_index("ix_proposal_state_number", "proposal", ["state", "number"], unique=False)
    op.create_table(
        "proposal_origin",
        sa.Column("proposal_number", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.String(length=32), nullable=False),
        sa.Column("offer", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["contribution_id"], ["contribution.id"], name="fk_proposal_origin_contribution_id"),
        sa.ForeignKeyConstraint(["proposal_number"], ["proposal.number"], name="fk_proposal_origin_proposal_number"),
        sa.PrimaryKeyConstraint("proposal_number", "contribution_id", name="pk_proposal_origin"),
    )
    op.create_index("ix_proposal_origin_contribution_id", "proposal_origin", ["contribution_id"], unique=False)
    op.create_table(
        "proposal_department",
        sa.Column("proposal_number", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.String(length=16), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name="fk_proposal_department_department_id"),
        sa.ForeignKeyConstraint(
            ["proposal_number"], ["proposal.number"], name="fk_proposal_department_proposal_number"
        ),
        sa.PrimaryKeyConstraint("proposal_number", "department_id", name="pk_proposal_department"),
    )
    op.create_index(
        "ix_proposal_department_department_id_proposal_number",
        "proposal_department",
        ["department_id", "proposal_number"],
        unique=False,
    )
    op.create_index(
        "uq_proposal_department_holder",
        "proposal_department",
        ["proposal_number"],
        unique=True,
        sqlite_where=sa.text("holds"),
        postgresql_where=sa.text("holds"),
    )
    op.create_table(
        "promise",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("proposal_number", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("who", sa.String(length=160), nullable=False),
        sa.Column("holder_id", sa.String(length=16), nullable=False),
        sa.Column("first_due", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("begun_at", Moment(), nullable=True),
        sa.Column("kept_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["holder_id"], ["staff.id"], name="fk_promise_holder_id"),
        sa.ForeignKeyConstraint(["proposal_number"], ["proposal.number"], name="fk_promise_proposal_number"),
        sa.PrimaryKeyConstraint("id", name="pk_promise"),
    )
    op.create_index("ix_promise_holder_id", "promise", ["holder_id"], unique=False)
    op.create_index("ix_promise_proposal_number_due", "promise", ["proposal_number", "due"], unique=False)
    op.create_table(
        "entry",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("proposal_number", sa.Integer(), nullable=False),
        sa.Column("proposal_seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("about_seq", sa.Integer(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("body_digest", sa.String(length=64), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["about_seq"], ["entry.seq"], name="fk_entry_about_seq"),
        sa.ForeignKeyConstraint(["proposal_number"], ["proposal.number"], name="fk_entry_proposal_number"),
        sa.PrimaryKeyConstraint("seq", name="pk_entry"),
        sa.UniqueConstraint("hash", name="uq_entry_hash"),
        sa.UniqueConstraint("proposal_number", "proposal_seq", name="uq_entry_proposal_number_proposal_seq"),
    )
    op.create_index("ix_entry_about_seq", "entry", ["about_seq"], unique=False)
    op.create_table(
        "entry_body",
        sa.Column("entry_seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["entry_seq"], ["entry.seq"], name="fk_entry_body_entry_seq"),
        sa.PrimaryKeyConstraint("entry_seq", name="pk_entry_body"),
    )
    op.create_table(
        "entry_file",
        sa.Column("entry_seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("picture_id", sa.String(length=16), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["entry_seq"], ["entry.seq"], name="fk_entry_file_entry_seq"),
        sa.ForeignKeyConstraint(["picture_id"], ["picture.id"], name="fk_entry_file_picture_id"),
        sa.PrimaryKeyConstraint("entry_seq", "picture_id", name="pk_entry_file"),
    )
    op.create_table(
        "pending_entry",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("proposal_number", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("changes_state", sa.Boolean(), nullable=False),
        sa.Column("about_seq", sa.Integer(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("picture_id", sa.String(length=16), nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.Column("taken_back_at", Moment(), nullable=True),
        sa.Column("entry_seq", sa.Integer(), nullable=True),
        sa.Column("refused", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_pending_entry_by_id"),
        sa.ForeignKeyConstraint(["entry_seq"], ["entry.seq"], name="fk_pending_entry_entry_seq"),
        sa.ForeignKeyConstraint(["picture_id"], ["picture.id"], name="fk_pending_entry_picture_id"),
        sa.ForeignKeyConstraint(["proposal_number"], ["proposal.number"], name="fk_pending_entry_proposal_number"),
        sa.PrimaryKeyConstraint("id", name="pk_pending_entry"),
    )
    op.create_index(
        "ix_pending_entry_due_at",
        "pending_entry",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("taken_back_at is null and entry_seq is null and refused is null"),
        postgresql_where=sa.text("taken_back_at is null and entry_seq is null and refused is null"),
    )
    op.create_index("ix_pending_entry_proposal_number", "pending_entry", ["proposal_number"], unique=False)
    op.create_index(
        "uq_pending_entry_state",
        "pending_entry",
        ["proposal_number"],
        unique=True,
        sqlite_where=sa.text("taken_back_at is null and entry_seq is null and refused is null and changes_state"),
        postgresql_where=sa.text("taken_back_at is null and entry_seq is null and refused is null and changes_state"),
    )
    for statement in GUARDS_OF_SQLITE if op.get_bind().dialect.name == "sqlite" else GUARDS_OF_POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    """Drop everything again, the guards with their tables."""
    for table in (
        "pending_entry",
        "entry_file",
        "entry_body",
        "entry",
        "promise",
        "proposal_department",
        "proposal_origin",
        "proposal",
    ):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for name in ("ledger_refuses", "ledger_refuses_disorder", "ledger_refuses_unerased"):
            op.execute(f"DROP FUNCTION {name}()")
