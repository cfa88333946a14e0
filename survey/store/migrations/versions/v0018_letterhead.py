"""What the office writes above and below its reports; nothing of it is known at first."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_LINES = (
    *("superior", "agency", "abbreviation", "place"),
    *("authority", "signer_title", "signer", "recipients"),
)


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "letterhead",
        sa.Column("id", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in _LINES),
        sa.CheckConstraint("id = 1", name=op.f("ck_letterhead_one")),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("letterhead")
