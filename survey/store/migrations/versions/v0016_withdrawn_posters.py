"""A poster that was withdrawn knows till when it takes answers of pages that were open, or why not.

Those that were withdrawn before take none, as they did.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the two columns."""
    op.add_column("poster", sa.Column("answers_until", sa.Integer))
    op.add_column("poster", sa.Column("misuse", sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    """Drop the two columns."""
    op.drop_column("poster", "misuse")
    op.drop_column("poster", "answers_until")
