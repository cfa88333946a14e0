"""A program that reads a database with the library that came with Python, and closes it."""

import sqlite3
import sys
from contextlib import closing

if __name__ == "__main__":
    with closing(sqlite3.connect(sys.argv[1])) as connection:
        connection.execute("SELECT count(*) FROM inbox").fetchone()
