"""How many cases each service point had in each month, import by import."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "case_import",
        sa.Column("number", sa.Integer),
        sa.Column("made_on", sa.Date, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("is_made_up", sa.Boolean, nullable=False),
        sa.Column("undone_on", sa.Date),
        sa.Column("undone_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_case_import"),
        sa.CheckConstraint("number > 0", name=op.f("ck_case_import_number")),
    )
    op.create_table(
        "case_count",
        sa.Column("import_number", sa.Integer),
        sa.Column("service_point", sa.Integer),
        sa.Column("month", sa.Date),
        sa.Column("cases", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("import_number", "service_point", "month", name="pk_case_count"),
        sa.ForeignKeyConstraint(
            ["import_number"], ["case_import.number"], name="fk_case_count_import_number"
        ),
        sa.ForeignKeyConstraint(
            ["service_point"],
            ["service_point.id"],
            name="fk_case_count_service_point",
        ),
        sa.CheckConstraint("cases >= 0", name=op.f("ck_case_count_cases")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("case_count")
    op.drop_table("case_import")
