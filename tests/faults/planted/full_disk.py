"""A database that may not grow while a certain file exists, as on a disk without a free block."""

import os
from pathlib import Path
from typing import Any

from survey.cli import main
from survey.store.driver import sqlite3
from tests.faults.planted.driver import connection_of, replace_connections

SIGN = "PLANTED_FULL_DISK"
ANY_SIZE = 2**30


class Cursor(sqlite3.Cursor):
    """A cursor that looks at the disk before each change."""

    def execute(self, sql: str, *arguments: Any) -> "Cursor":
        if sql.upper().startswith("BEGIN IMMEDIATE"):
            # Less than what is there already means: no page more.
            most = 1 if Path(os.environ[SIGN]).exists() else ANY_SIZE
            super().execute(f"PRAGMA max_page_count={most}")
        super().execute(sql, *arguments)
        return self


replace_connections(connection_of(Cursor))

if __name__ == "__main__":
    main()
