"""A comment without a mark is kept: the rule of both tables lets it in.

SQLite changes no rule of a table that is there, so both are made anew.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from survey.store.rewriting import owe_rewriting

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_TEXTS = ("field", "mode", "questionnaire", "plan", "language", "answers", "comment")
_IS_MARKED = "length(replace(answers, '-', '')) > 0"
_IS_MARKED_OR_WRITTEN = "answers <> '' AND replace(answers, '-', '') || comment <> ''"
_FIRST_OF_MONTH = "strftime('%d', month) = '01'"


def upgrade() -> None:
    """Make both tables with the new rule, and carry all rows over in the order of their keys."""
    _make_anew(_IS_MARKED_OR_WRITTEN)


def downgrade() -> None:
    """Make both tables with the rule of before; comments alone are lost."""
    for name in ("inbox", "response"):
        op.execute(f"DELETE FROM {name} WHERE NOT ({_IS_MARKED})")  # noqa: S608 - names of ours
    _make_anew(_IS_MARKED)


def _make_anew(rule: str) -> None:
    key, day = sa.Column("key", sa.LargeBinary(16)), sa.Column("day", sa.Date, nullable=False)
    primary = sa.PrimaryKeyConstraint("key", name="pk_inbox")
    _make_one_anew("inbox", (key, day), "key", rule, primary)
    key, month = sa.Column("key", sa.LargeBinary(16)), sa.Column("month", sa.Date)
    primary = sa.PrimaryKeyConstraint("month", "key", name="pk_response")
    is_first = sa.CheckConstraint(_FIRST_OF_MONTH, name=op.f("ck_response_month"))
    _make_one_anew("response", (month, key), "month, key", rule, primary, is_first)


def _make_one_anew(
    name: str,
    came: Sequence[sa.Column[Any]],
    order: str,
    rule: str,
    *rules: sa.Constraint,
) -> None:
    before = f"{name}_before"
    # Not the new table under another name at first: the names of its rules would stay.
    op.rename_table(name, before)
    op.create_table(
        name,
        *came,
        sa.Column("service_point", sa.Integer, nullable=False),
        *(sa.Column(text, sa.Text, nullable=False) for text in _TEXTS),
        *rules,
        sa.ForeignKeyConstraint(
            ["service_point"], ["service_point.id"], name=f"fk_{name}_service_point_service_point"
        ),
        sa.CheckConstraint("length(key) = 16", name=op.f(f"ck_{name}_key")),
        sa.CheckConstraint("mode <> 'trial'", name=op.f(f"ck_{name}_mode")),
        sa.CheckConstraint(rule, name=op.f(f"ck_{name}_answers")),
        sqlite_with_rowid=False,
    )
    carried = op.get_bind().exec_driver_sql(
        f"INSERT INTO {name} SELECT * FROM {before} ORDER BY {order}"  # noqa: S608
    )
    op.drop_table(before)
    if carried.rowcount:
        # The pages of the old table are overwritten, and what an earlier page left behind is not.
        owe_rewriting(op.get_bind())
