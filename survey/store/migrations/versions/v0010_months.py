"""A sealed response keeps its month; its day goes, but for the number of responses of each day.

With the day, who knows when somebody was at a counter found one row or a few.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from survey.store.rewriting import owe_rewriting

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_BY_DAY = "response_by_day"
_SAID = (
    *("key", "service_point", "field", "mode", "questionnaire"),
    *("plan", "language", "answers", "comment"),
)
_TEXTS = ("field", "mode", "questionnaire", "plan", "language", "answers", "comment")


def upgrade() -> None:
    """Count the days, and carry all rows over in an order that tells nothing of them."""
    _make_day_count()
    op.execute(
        "INSERT INTO day_count SELECT day, service_point, count(*) FROM response "
        "GROUP BY day, service_point ORDER BY day, service_point"
    )
    # Not the new table under another name at first: the names of its rules would stay.
    op.rename_table("response", _BY_DAY)
    _make_responses(
        (sa.Column("month", sa.Date), _key()),
        sa.PrimaryKeyConstraint("month", "key", name="pk_response"),
        sa.CheckConstraint("strftime('%d', month) = '01'", name=op.f("ck_response_month")),
    )
    said = ", ".join(_SAID)
    carried = op.get_bind().exec_driver_sql(
        f"INSERT INTO response (month, {said}) "  # noqa: S608 - names of ours
        f"SELECT date(day, 'start of month') AS month, {said} FROM {_BY_DAY} ORDER BY month, key"
    )
    op.drop_table(_BY_DAY)
    if carried.rowcount:
        # The pages of the old table are overwritten, and what an earlier page left behind is not.
        owe_rewriting(op.get_bind())


def downgrade() -> None:
    """Give each row the first day of its month: the day is known no more."""
    by_month, said = "response_by_month", ", ".join(_SAID)
    op.rename_table("response", by_month)
    _make_responses(
        (_key(), sa.Column("day", sa.Date, nullable=False)),
        sa.PrimaryKeyConstraint("key", name="pk_response"),
    )
    op.execute(
        f"INSERT INTO response (day, {said}) "  # noqa: S608 - names of ours
        f"SELECT month, {said} FROM {by_month} ORDER BY key"
    )
    op.drop_table(by_month)
    op.drop_table("day_count")


def _make_day_count() -> None:
    op.create_table(
        "day_count",
        sa.Column("day", sa.Date),
        sa.Column("service_point", sa.Integer),
        sa.Column("responses", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("day", "service_point", name="pk_day_count"),
        sa.ForeignKeyConstraint(
            ["service_point"], ["service_point.id"], name="fk_day_count_service_point_service_point"
        ),
        sa.CheckConstraint("responses > 0", name=op.f("ck_day_count_responses")),
        sqlite_with_rowid=False,
    )


def _key() -> sa.Column[bytes]:
    return sa.Column("key", sa.LargeBinary(16))


def _make_responses(first: Sequence[sa.Column[Any]], *rules: sa.Constraint) -> None:
    op.create_table(
        "response",
        *first,
        sa.Column("service_point", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in _TEXTS),
        *rules,
        sa.ForeignKeyConstraint(
            ["service_point"], ["service_point.id"], name="fk_response_service_point_service_point"
        ),
        sa.CheckConstraint("length(key) = 16", name=op.f("ck_response_key")),
        sa.CheckConstraint("mode <> 'trial'", name=op.f("ck_response_mode")),
        sa.CheckConstraint(
            "length(replace(answers, '-', '')) > 0", name=op.f("ck_response_answers")
        ),
        sqlite_with_rowid=False,
    )
