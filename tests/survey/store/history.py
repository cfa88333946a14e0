"""A database with a history of which every state is known, and what lay on the disk in between."""

import random
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from survey.store.driver import sqlite3
from survey.store.engine import open_store
from survey.store.marks import log_beside

CELLS = 24
_PADDING = "x" * 1500  # two cells a page: a transaction changes some pages and leaves others


@dataclass(frozen=True)
class Left:
    """What a process that was killed at some moment left on the disk."""

    database: bytes
    log: bytes | None

    def put(self, database: Path) -> None:
        """Write it to another place."""
        database.write_bytes(self.database)
        log_beside(database).unlink(missing_ok=True)
        if self.log is not None:
            log_beside(database).write_bytes(self.log)


def left_at(database: Path) -> Left:
    """Return what lies on the disk now."""
    log = log_beside(database)
    return Left(database.read_bytes(), log.read_bytes() if log.exists() else None)


def cells_of_step(step: int) -> list[int]:
    """Return which cells a transaction changes."""
    return random.Random(step).sample(range(CELLS), 5)


def make(database: Path) -> None:
    """Make the database in which nothing has happened yet."""
    database.touch()
    with closing(open_store(database)) as store, store.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE cell (id INTEGER PRIMARY KEY, step INT, x TEXT)")
        for cell in range(CELLS):
            connection.exec_driver_sql("INSERT INTO cell VALUES (?, 0, ?)", (cell, _PADDING))


def lead_on(database: Path, moves: random.Random, first_step: int) -> Iterator[int]:
    """Write, carry over and empty the log by chance for ever; tell after each the last step."""
    step = first_step
    while True:
        with closing(open_store(database)) as store, closing(sqlite3.connect(database)) as other:
            for _ in range(moves.randrange(3, 30)):
                match moves.choices(("write", "carry over", "empty"), (8, 2, 1))[0]:
                    case "write":
                        step += 1
                        with store.writing() as connection:
                            for cell in cells_of_step(step):
                                connection.exec_driver_sql(
                                    "UPDATE cell SET step = ? WHERE id = ?", (step, cell)
                                )
                    case "carry over":
                        other.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
                    case _:
                        store.forget_history()
                yield step


def is_a_state_that_was(database: Path) -> bool:
    """Tell whether what SQLite reads is what some transaction left, all of it and no more."""
    try:
        with closing(sqlite3.connect(database)) as connection:
            if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                return False
            found = [step for (step,) in connection.execute("SELECT step FROM cell ORDER BY id")]
    except sqlite3.DatabaseError:
        return False
    return found == state_after(max(found))


def state_after(step: int) -> list[int]:
    """Return the cells as a step leaves them."""
    cells = [0] * CELLS
    for one in range(1, step + 1):
        for cell in cells_of_step(one):
            cells[cell] = one
    return cells
