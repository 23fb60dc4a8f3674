"""What co-leaders did in moderation."""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0006"
branch_labels = None
depends_on = None

BESIDE_STAFF = (
    ("approval", "co_leader_id"),
    ("keeping", "co_leader_id"),
    ("showing", "co_leader_id"),
    ("showing", "hidden_co_leader_id"),
    ("parting", "co_leader_id"),
    ("parting", "merged_co_leader_id"),
)
"""Where it is kept which co-leader did it, beside the organiser who answers for it."""


def upgrade() -> None:
    """Add the columns beside staff's."""
    for table, column in BESIDE_STAFF:
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN {column} VARCHAR(16)"
            f" CONSTRAINT fk_{table}_{column} REFERENCES co_leader (id)"
        )


def downgrade() -> None:
    """Drop them again. SQLite drops no column that refers elsewhere: there the columns stay, empty."""
    if op.get_bind().dialect.name == "postgresql":
        for table, column in BESIDE_STAFF:
            op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
