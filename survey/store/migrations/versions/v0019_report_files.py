"""The files of reports that were made, by their hashes; none of before is known."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "report_file",
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("made_on", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_report_file"),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_report_file_sha256")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("report_file")
