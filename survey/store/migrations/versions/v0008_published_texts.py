"""Texts of questionnaires and plans under their own name: a publication is a report."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the texts over: a renamed table would keep the old names of its rules."""
    _carry_over("publication", "published_text")


def downgrade() -> None:
    """Carry them back."""
    _carry_over("published_text", "publication")


def _carry_over(old: str, new: str) -> None:
    carried = op.create_table(
        new,
        sa.Column("kind", sa.Text),
        sa.Column("name", sa.Text),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("kind", "name", name=f"pk_{new}"),
        sa.CheckConstraint("length(sha256) = 64", name=op.f(f"ck_{new}_sha256")),
        sqlite_with_rowid=False,
    )
    names = [column.name for column in carried.columns]
    held = sa.table(old, *map(sa.column, names))
    op.execute(carried.insert().from_select(names, sa.select(held)))
    op.drop_table(old)
