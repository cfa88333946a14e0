"""Set-up links that renew an account name it, and an account knows when it was renewed."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the two columns; a link that is open stays one for a new account."""
    op.add_column("staff_account", sa.Column("renewed_on", sa.Date))
    op.rename_table("setup_link", "setup_link_before")
    renews = sa.ForeignKeyConstraint(
        ["account"], ["staff_account.id"], "fk_setup_link_account", ondelete="CASCADE"
    )
    _make_links(sa.Column("account", sa.Integer), renews)
    op.execute("INSERT INTO setup_link (hash, expires) SELECT hash, expires FROM setup_link_before")
    op.drop_table("setup_link_before")


def downgrade() -> None:
    """Drop the two columns, and the links that renew: they would make new accounts."""
    op.rename_table("setup_link", "setup_link_before")
    _make_links()
    op.execute(
        "INSERT INTO setup_link SELECT hash, expires FROM setup_link_before WHERE account IS NULL"
    )
    op.drop_table("setup_link_before")
    op.drop_column("staff_account", "renewed_on")


def _make_links(*further: sa.schema.SchemaItem) -> None:
    # Made anew: SQLite adds no column with a constraint.
    op.create_table(
        "setup_link",
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.Column("expires", sa.Integer, nullable=False),
        *further,
        sa.PrimaryKeyConstraint("hash", name="pk_setup_link"),
        sqlite_with_rowid=False,
    )
