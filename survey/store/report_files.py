"""Which files of published reports were made, each by the hash of all its bytes."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert as insert_or_ignore

from survey.store.tables import REPORT_FILE


def add_files(connection: Connection, hashes: Iterable[str], made_on: date) -> None:
    """Store that files were made; of one that was made before, the first day stays."""
    values = [{"sha256": sha256, "made_on": made_on} for sha256 in hashes]
    connection.execute(insert_or_ignore(REPORT_FILE).on_conflict_do_nothing(), values)


def day_of_file(connection: Connection, sha256: str) -> date | None:
    """Return on which day a file was made first; None where it never was."""
    query = select(REPORT_FILE.c.made_on).where(REPORT_FILE.c.sha256 == sha256)
    return connection.execute(query).scalar_one_or_none()
