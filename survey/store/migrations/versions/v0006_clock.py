"""The last day on which the clock was believed; who is signed in stands in no table any more."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the one table and drop the other: everybody signs in again."""
    op.create_table(
        "clock_day",
        sa.Column("id", sa.Integer),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("is_doubted", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_clock_day"),
        sa.CheckConstraint("id = 1", name=op.f("ck_clock_day_one")),
    )
    op.drop_table("staff_session")


def downgrade() -> None:
    """Put the tables back as they were; everybody signs in again."""
    op.drop_table("clock_day")
    op.create_table(
        "staff_session",
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.Column("account", sa.Integer, nullable=False),
        sa.Column("expires", sa.Integer, nullable=False),
        sa.Column("ends", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_staff_session"),
        sa.ForeignKeyConstraint(
            ["account"], ["staff_account.id"], "fk_staff_session_account", ondelete="CASCADE"
        ),
        sqlite_with_rowid=False,
    )
