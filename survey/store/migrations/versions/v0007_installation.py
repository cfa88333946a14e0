"""What belongs to the database: which keys are its own, and when it was last copied."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "installation",
        sa.Column("id", sa.Integer),
        sa.Column("key_fingerprint", sa.Text),
        sa.Column("copied_on", sa.Date),
        sa.PrimaryKeyConstraint("id", name="pk_installation"),
        sa.CheckConstraint("id = 1", name=op.f("ck_installation_one")),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("installation")
