"""The protocol of a safety walk: places, which observations they hold, what is answered, and its release."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "place",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("step_id", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("about", sa.String(length=300), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.String(length=16), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_place_number")),
        sa.ForeignKeyConstraint(["made_by_id"], ["staff.id"], name=op.f("fk_place_made_by_id")),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_place_step_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint("step_id", "number", name=op.f("uq_place_step_id_number")),
    )
    op.create_table(
        "place_observation",
        sa.Column("contribution_id", sa.String(length=32), nullable=False),
        sa.Column("place_id", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contribution.id"], name=op.f("fk_place_observation_contribution_id")
        ),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_place_observation_place_id")),
        sa.PrimaryKeyConstraint("contribution_id", name=op.f("pk_place_observation")),
    )
    op.create_index(op.f("ix_place_observation_place_id"), "place_observation", ["place_id"])
    op.create_table(
        "place_answer",
        sa.Column("place_id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("department_id", sa.String(length=16), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("to_whom", sa.String(length=120), nullable=False),
        sa.Column("work_order", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(length=16), nullable=False),
        sa.CheckConstraint("version > 0", name=op.f("ck_place_answer_version")),
        sa.CheckConstraint(
            "outcome in ('', 'will_do', 'planned', 'done', 'passed_on', 'duplicate', 'nothing')",
            name=op.f("ck_place_answer_known_outcome"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_place_answer_by_id")),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name=op.f("fk_place_answer_department_id")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_place_answer_place_id")),
        sa.PrimaryKeyConstraint("place_id", "version", name=op.f("pk_place_answer")),
    )
    op.create_index(op.f("ix_place_answer_department_id"), "place_answer", ["department_id"])
    op.create_table(
        "protocol_release",
        sa.Column("step_id", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_protocol_release_by_id")),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_protocol_release_step_id")),
        sa.PrimaryKeyConstraint("step_id", name=op.f("pk_protocol_release")),
    )
    op.create_table(
        "protocol_picture",
        sa.Column("picture_id", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_protocol_picture_by_id")),
        sa.ForeignKeyConstraint(
            ["picture_id"],
            ["observation_picture.picture_id"],
            name=op.f("fk_protocol_picture_picture_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("picture_id", name=op.f("pk_protocol_picture")),
    )


def downgrade() -> None:
    """Drop them again."""
    for table in ("protocol_picture", "protocol_release", "place_answer", "place_observation", "place"):
        op.drop_table(table)
