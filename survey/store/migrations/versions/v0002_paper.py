"""Paper forms: batches, the drafts of their sheets until the sign-off, and the sign-offs."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _make_batches()
    _make_drafts()
    _make_sign_offs()


def downgrade() -> None:
    """Drop the tables."""
    for name in ("paper_sign_off", "paper_draft", "paper_batch"):
        op.drop_table(name)


def _make_batches() -> None:
    op.create_table(
        "paper_batch",
        sa.Column("number", sa.Text),
        sa.Column("service_point", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("field", "questionnaire", "plan")),
        sa.Column("copies", sa.Integer, nullable=False),
        sa.Column("printed_on", sa.Date, nullable=False),
        sa.Column("found", sa.Integer),
        sa.Column("ended_early", sa.Boolean, nullable=False),
        sa.Column("abandoned_on", sa.Date),
        sa.PrimaryKeyConstraint("number", name="pk_paper_batch"),
        _refers("paper_batch", "service_point", "service_point.id"),
        sa.CheckConstraint("copies > 0", name=op.f("ck_paper_batch_copies")),
        sqlite_with_rowid=False,
    )


def _make_drafts() -> None:
    op.create_table(
        "paper_draft",
        sa.Column("batch", sa.Text, nullable=False),
        sa.Column("sheet", sa.Integer, nullable=False),
        sa.Column("entry", sa.Text, nullable=False),
        sa.Column("is_spoiled", sa.Boolean, nullable=False),
        sa.Column("answers", sa.Text, nullable=False),
        sa.Column("comment", sa.Text, nullable=False),
        sa.Column("typed_by", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("batch", "sheet", "entry", name="pk_paper_draft"),
        _refers("paper_draft", "batch", "paper_batch.number"),
        _refers("paper_draft", "typed_by", "staff_account.id"),
        sa.CheckConstraint("sheet > 0", name=op.f("ck_paper_draft_sheet")),
        sqlite_with_rowid=False,
    )


def _make_sign_offs() -> None:
    counts = ("copies", "found", "typed", "blank", "spoiled", "compared", "differing")
    op.create_table(
        "paper_sign_off",
        sa.Column("batch", sa.Text),
        *(sa.Column(name, sa.Integer, nullable=False) for name in counts),
        sa.Column("is_by_one_person", sa.Boolean, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("reason", "signed_by")),
        sa.Column("signed_on", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("batch", name="pk_paper_sign_off"),
        _refers("paper_sign_off", "batch", "paper_batch.number"),
        sqlite_with_rowid=False,
    )


def _refers(table: str, column: str, to: str) -> sa.Constraint:
    return sa.ForeignKeyConstraint([column], [to], f"fk_{table}_{column}")
