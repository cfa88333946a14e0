"""The first tables: the office, its counters and posters, its texts, responses and staff."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _make_office()
    _make_publications()
    for name in ("inbox", "response"):
        _make_responses(name)
    op.create_table("day_seal", sa.Column("day", sa.Date), _key("day_seal", "day"), **_NO_ROWID)
    _make_staff()


def downgrade() -> None:
    """Drop the tables."""
    for name in reversed(_TABLES):
        op.drop_table(name)


_TABLES = (
    "office",
    "service_point",
    "poster",
    "publication",
    "inbox",
    "response",
    "day_seal",
    "staff_account",
    "setup_link",
    "staff_session",
)
_NO_ROWID = {"sqlite_with_rowid": False}


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _refers(table: str, column: str, to: str, ondelete: str | None = None) -> sa.Constraint:
    return sa.ForeignKeyConstraint([column], [to], f"fk_{table}_{column}", ondelete=ondelete)


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    # op.f: the name is whole, and no rule of naming is put over it.
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _make_office() -> None:
    op.create_table(
        "office",
        sa.Column("id", sa.Integer),
        *_texts("name"),
        sa.Column("public_address", sa.Text),
        *_texts("contact", "questionnaire", "plan"),
        sa.Column("is_demo", sa.Boolean, nullable=False),
        _key("office", "id"),
        _check("office", "one", "id = 1"),
    )
    op.create_table(
        "service_point",
        sa.Column("id", sa.Integer),
        *_texts("name", "field", "place"),
        sa.Column("closed_on", sa.Date),
        _key("service_point", "id"),
    )
    op.create_table(
        "poster",
        *_texts("code"),
        sa.Column("service_point", sa.Integer, nullable=False),
        *_texts("mode"),
        sa.Column("printed_on", sa.Date),
        sa.Column("withdrawn_on", sa.Date),
        _key("poster", "code"),
        _refers("poster", "service_point", "service_point.id"),
        _check("poster", "code", "length(code) = 8"),
        **_NO_ROWID,
    )


def _make_publications() -> None:
    op.create_table(
        "publication",
        *_texts("kind", "name", "sha256", "text"),
        _key("publication", "kind", "name"),
        _check("publication", "sha256", "length(sha256) = 64"),
        **_NO_ROWID,
    )


def _make_responses(name: str) -> None:
    op.create_table(
        name,
        sa.Column("key", sa.LargeBinary(16)),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("service_point", sa.Integer, nullable=False),
        *_texts("field", "mode", "questionnaire", "plan", "language", "answers", "comment"),
        _key(name, "key"),
        _refers(name, "service_point", "service_point.id"),
        _check(name, "key", "length(key) = 16"),
        _check(name, "mode", "mode <> 'trial'"),
        _check(name, "answers", "length(replace(answers, '-', '')) > 0"),
        **_NO_ROWID,
    )


def _make_staff() -> None:
    op.create_table(
        "staff_account",
        sa.Column("id", sa.Integer),
        *_texts("name", "password_hash"),
        _key("staff_account", "id"),
        sa.UniqueConstraint("name", name="uq_staff_account_name"),
    )
    op.create_table(
        "setup_link",
        sa.Column("hash", sa.LargeBinary(32)),
        sa.Column("expires", sa.Integer, nullable=False),
        _key("setup_link", "hash"),
        **_NO_ROWID,
    )
    op.create_table(
        "staff_session",
        sa.Column("hash", sa.LargeBinary(32)),
        sa.Column("account", sa.Integer, nullable=False),
        sa.Column("expires", sa.Integer, nullable=False),
        sa.Column("ends", sa.Integer, nullable=False),
        _key("staff_session", "hash"),
        _refers("staff_session", "account", "staff_account.id", ondelete="CASCADE"),
        **_NO_ROWID,
    )
