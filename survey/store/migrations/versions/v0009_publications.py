"""The reports of closed periods."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "publication",
        sa.Column("begins", sa.Date),
        sa.Column("ends", sa.Date),
        sa.Column("number", sa.Integer),
        sa.Column("made_on", sa.Date, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("questionnaire", sa.Text, nullable=False),
        sa.Column("plan", sa.Text, nullable=False),
        sa.Column("software", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("report", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("begins", "ends", "number", name="pk_publication"),
        sa.CheckConstraint("number > 0", name=op.f("ck_publication_number")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_publication_sha256")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("publication")
