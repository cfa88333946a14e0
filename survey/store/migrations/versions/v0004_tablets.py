"""Tablets at the counter that staff have enrolled."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "tablet",
        sa.Column("id", sa.Integer),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("key_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("enrolled_on", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tablet"),
        sa.ForeignKeyConstraint(["code"], ["poster.code"], "fk_tablet_code"),
        sa.UniqueConstraint("key_hash", name="uq_tablet_key_hash"),
        sa.CheckConstraint("length(key_hash) = 32", name=op.f("ck_tablet_key_hash")),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("tablet")
