"""A publication has the hash of the one before it, and of all that is kept with it.

Of those that were published before the order is not known but by day; service points are known by
their present names.
"""

import json
from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_NEW = ("context", "previous", "record_sha256")
_COLUMNS = (
    *("begins", "ends", "made_on", "number"),
    *("reason", "questionnaire", "plan", "software"),
)


def upgrade() -> None:
    """Add the columns, and chain what is there."""
    for name in _NEW:
        op.add_column("publication", sa.Column(name, sa.Text, nullable=False, server_default=""))
    last = sa.Column("last_publication", sa.Text, nullable=False, server_default="")
    op.add_column("installation", last)
    connection = op.get_bind()
    points = _by_first(connection, "SELECT id, name FROM service_point")
    texts = _by_first(connection, "SELECT kind || ' ' || name, sha256 FROM published_text")
    rows = connection.exec_driver_sql(
        f"SELECT {', '.join(_COLUMNS)}, sha256 FROM publication "  # noqa: S608 - names of ours
        "ORDER BY made_on, number, begins, ends"
    ).all()
    previous = ""
    for *said, digest in rows:
        context = _context(points, texts, *said[5:7])
        written = json.dumps([*said, context, digest, previous], ensure_ascii=False)
        record = sha256(written.encode()).hexdigest()
        connection.exec_driver_sql(
            "UPDATE publication SET context = ?, previous = ?, record_sha256 = ? "
            "WHERE begins = ? AND ends = ? AND number = ?",
            (context, previous, record, said[0], said[1], said[3]),
        )
        previous = record
    if rows:
        connection.exec_driver_sql("INSERT OR IGNORE INTO installation (id) VALUES (1)")
        connection.exec_driver_sql("UPDATE installation SET last_publication = ?", (previous,))


def _by_first(connection: sa.Connection, query: str) -> dict[object, str]:
    return {row[0]: row[1] for row in connection.exec_driver_sql(query)}


def _context(
    points: dict[object, str], texts: dict[object, str], questionnaire: str, plan: str
) -> str:
    named = [*(f"questionnaire {name}" for name in questionnaire.split("+")), f"plan {plan}"]
    kept = {"points": points, "texts": {name: texts[name] for name in named if name in texts}}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def downgrade() -> None:
    """Drop the columns."""
    op.drop_column("installation", "last_publication")
    for name in _NEW:
        op.drop_column("publication", name)
