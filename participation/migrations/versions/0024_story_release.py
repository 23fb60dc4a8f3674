"""Stories that their tellers let everybody read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "story_release",
        sa.Column("contribution_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["contribution_id"], ["contribution.id"], name="fk_story_release_contribution_id"),
        sa.PrimaryKeyConstraint("contribution_id", name="pk_story_release"),
    )


def downgrade() -> None:
    """Take the table away."""
    op.drop_table("story_release")
