"""To whom reports are addressed; to nobody at first, as until now."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    column = sa.Column("addressees", sa.Text, nullable=False, server_default="")
    op.add_column("letterhead", column)


def downgrade() -> None:
    """Drop it."""
    op.drop_column("letterhead", "addressees")
