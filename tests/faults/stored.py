"""What really lies in the database, read past the program that wrote it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from survey.store.driver import sqlite3

BOTH_TABLES = "SELECT {0} FROM inbox UNION ALL SELECT {0} FROM response"


def stored_comments(database: Path) -> list[str]:
    """Return the comment of every stored response, open days and sealed ones."""
    with closing(sqlite3.connect(database)) as connection:
        return [row[0] for row in connection.execute(BOTH_TABLES.format("comment"))]


def stored_answers(database: Path, comment: str) -> list[str]:
    """Return the answers of every stored response with this comment."""
    with closing(sqlite3.connect(database)) as connection:
        said = connection.execute(BOTH_TABLES.format("answers, comment"))
        return [answers for answers, written in said if written == comment]


@contextmanager
def write_lock(database: Path) -> Iterator[None]:
    """Hold the database's write lock, as another program might."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")
