"""Public places of safety walks, the facts about them, and the keys of other systems."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "open311_key",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.String(length=16), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by_id", sa.String(length=16), nullable=True),
        sa.CheckConstraint("(revoked_at is null) = (revoked_by_id is null)", name=op.f("ck_open311_key_revoked")),
        sa.ForeignKeyConstraint(["made_by_id"], ["staff.id"], name=op.f("fk_open311_key_made_by_id_staff")),
        sa.ForeignKeyConstraint(["revoked_by_id"], ["staff.id"], name=op.f("fk_open311_key_revoked_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open311_key")),
        sa.UniqueConstraint("digest", name=op.f("uq_open311_key_digest")),
    )
    op.create_table(
        "public_place",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("contribution_id", sa.String(length=32), nullable=True),
        sa.Column("key_id", sa.String(length=16), nullable=True),
        sa.Column("token", sa.String(length=16), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("category", sa.String(length=16), nullable=False),
        sa.Column("feeling", sa.Integer(), nullable=False),
        sa.Column("light", sa.String(length=4), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("picture_id", sa.String(length=16), nullable=True),
        sa.Column("came_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(contribution_id is null) <> (key_id is null)", name=op.f("ck_public_place_origin")),
        sa.CheckConstraint("(lon is null) = (lat is null)", name=op.f("ck_public_place_position")),
        sa.CheckConstraint("feeling between -3 and 3", name=op.f("ck_public_place_feeling")),
        sa.CheckConstraint("light in ('dark', 'day', '')", name=op.f("ck_public_place_light")),
        sa.CheckConstraint("length(text) <= 4000", name=op.f("ck_public_place_text")),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contribution.id"], name=op.f("fk_public_place_contribution_id_contribution")
        ),
        sa.ForeignKeyConstraint(["key_id"], ["open311_key.id"], name=op.f("fk_public_place_key_id_open311_key")),
        sa.ForeignKeyConstraint(["picture_id"], ["picture.id"], name=op.f("fk_public_place_picture_id_picture")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_place")),
        sa.UniqueConstraint("contribution_id", name=op.f("uq_public_place_contribution_id")),
        sa.UniqueConstraint("digest", name=op.f("uq_public_place_digest")),
        sa.UniqueConstraint("token", name=op.f("uq_public_place_token")),
    )
    op.create_index("ix_public_place_came_at", "public_place", ["came_at"])
    for fact, *more in (
        ("publication",),
        ("removal",),
        ("remedy", sa.Column("words", sa.String(length=300), nullable=False)),
    ):
        name = f"public_place_{fact}"
        op.create_table(
            name,
            sa.Column("place_id", sa.String(length=16), nullable=False),
            sa.Column("at", sa.DateTime(timezone=True), nullable=False),
            sa.Column("by_id", sa.String(length=16), nullable=False),
            *more,
            sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f(f"fk_{name}_by_id_staff")),
            sa.ForeignKeyConstraint(["place_id"], ["public_place.id"], name=op.f(f"fk_{name}_place_id_public_place")),
            sa.PrimaryKeyConstraint("place_id", name=op.f(f"pk_{name}")),
        )


def downgrade() -> None:
    """Take them away."""
    for fact in ("remedy", "removal", "publication"):
        op.drop_table(f"public_place_{fact}")
    op.drop_table("public_place")
    op.drop_table("open311_key")
