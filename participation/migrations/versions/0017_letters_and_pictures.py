"""Letters about a protocol; one approval of a picture for all places where it is shown.

Pictures that went out before are shown again when somebody has approved them anew: the two approvals of old were
of different things, one of them without anything covered.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and take the two approvals away."""
    op.create_table(
        "approved_picture",
        sa.Column("picture_id", sa.String(length=16), nullable=False),
        sa.Column("shown_id", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_approved_picture_by_id_staff")),
        sa.ForeignKeyConstraint(
            ["picture_id"],
            ["observation_picture.picture_id"],
            name=op.f("fk_approved_picture_picture_id_observation_picture"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["shown_id"], ["picture.id"], name=op.f("fk_approved_picture_shown_id_picture")),
        sa.PrimaryKeyConstraint("picture_id", name=op.f("pk_approved_picture")),
        sa.UniqueConstraint("shown_id", name=op.f("uq_approved_picture_shown_id")),
    )
    op.drop_table("protocol_picture")
    with op.batch_alter_table("public_place") as table:
        table.drop_constraint(op.f("fk_public_place_picture_id_picture"), type_="foreignkey")
        table.drop_column("picture_id")
    op.create_table(
        "protocol_letter",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("step_id", sa.String(length=16), nullable=False),
        sa.Column("department_id", sa.String(length=16), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(length=16), nullable=False),
        sa.CheckConstraint("places > 0", name=op.f("ck_protocol_letter_places")),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_protocol_letter_by_id_staff")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_protocol_letter_department_id_department")
        ),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_protocol_letter_step_id_step")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protocol_letter")),
    )
    op.create_index("ix_protocol_letter_step_id", "protocol_letter", ["step_id"])


def downgrade() -> None:
    """Take them away; what was approved is forgotten."""
    op.drop_table("protocol_letter")
    op.drop_table("approved_picture")
    with op.batch_alter_table("public_place") as table:
        table.add_column(sa.Column("picture_id", sa.String(length=16), nullable=True))
        table.create_foreign_key(op.f("fk_public_place_picture_id_picture"), "picture", ["picture_id"], ["id"])
    op.create_table(
        "protocol_picture",
        sa.Column("picture_id", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_protocol_picture_by_id_staff")),
        sa.ForeignKeyConstraint(
            ["picture_id"],
            ["observation_picture.picture_id"],
            name=op.f("fk_protocol_picture_picture_id_observation_picture"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("picture_id", name=op.f("pk_protocol_picture")),
    )
