"""What stands in a database file, read without anything of the program but its SQLite."""

from contextlib import closing
from pathlib import Path
from sqlite3.dump import _iterdump

from survey.store.driver import sqlite3


def dump(database: Path) -> str:
    """Return the tables and rows of a database as SQL."""
    with closing(sqlite3.connect(database)) as connection:
        # The driver of its own package has the rest of Python's, but not this.
        return "\n".join(_iterdump(connection))
