"""The plans that the office followed, the present one last."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; of the plans before the present one nothing is known."""
    followed = op.create_table(
        "followed_plan",
        sa.Column("number", sa.Integer),
        sa.Column("plan", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_followed_plan"),
    )
    office = sa.table("office", sa.column("plan"))
    op.execute(followed.insert().from_select(["plan"], sa.select(office.c.plan)))


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("followed_plan")
