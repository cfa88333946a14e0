"""A program on a machine whose only SQLite can lose what it acknowledged."""

import sqlite3
import sys

sys.modules["pysqlite3"] = None  # type: ignore[assignment]  # as if it were not installed
sqlite3.sqlite_version_info = (3, 51, 2)
sqlite3.sqlite_version = "3.51.2"

from survey.cli import main  # noqa: E402 - after the fault

if __name__ == "__main__":
    main()
