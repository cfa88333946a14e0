"""Responses have keys of nothing, and a set of its own says which visits were counted.

Before, the key of a response was made from its visit: whoever had the keys and a page that was kept
found what was said on it.
"""

import sqlalchemy as sa
from alembic import op

from survey.store.rewriting import owe_rewriting

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TABLES = ("inbox", "response")


def upgrade() -> None:
    """Move the keys of visits that may still be sent to the set, and give all rows new ones."""
    op.create_table(
        "counted_visit",
        sa.Column("key", sa.LargeBinary(16), nullable=False),
        sa.Column("last_month", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_counted_visit"),
        sa.CheckConstraint("length(key) = 16", name=op.f("ck_counted_visit_key")),
        sqlite_with_rowid=False,
    )
    for table in _TABLES:
        op.execute(_COUNT.format(table=table))
    for table in _TABLES:
        changed = op.get_bind().exec_driver_sql(_GIVE_KEYS.format(table=table)).rowcount
        if changed:
            owe_rewriting(op.get_bind())


def downgrade() -> None:
    """Drop the set: a page that was sent before counts once more when it is sent again."""
    op.drop_table("counted_visit")


_GIVE_KEYS = "UPDATE {table} SET key = randomblob(16)"

# A page that was sent on a day was opened before its end, so it can be sent for thirty days more.
# What is over is judged by the days of the answers and by the clock, whichever is earlier. Keys of
# sheets of paper were made of nothing.
_COUNT = """
    INSERT INTO counted_visit (key, last_month)
    SELECT key, date(day, '+30 days', 'start of month') AS last_month
    FROM {table}
    WHERE mode <> 'paper' AND last_month >= (
        SELECT date(min(max(day), date('now', '+7 hours')), 'start of month')
        FROM (SELECT day FROM inbox UNION ALL SELECT day FROM response
              UNION ALL SELECT day FROM day_seal)
    )
    ORDER BY key
"""
