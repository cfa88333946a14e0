"""Another program that reads the database and does not end."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[3]
_READ = """
import sys
from survey.store.driver import sqlite3
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN")
connection.execute("SELECT count(*) FROM inbox").fetchone()
print("reads", flush=True)
sys.stdin.read()
"""


@contextmanager
def foreign_reader(database: Path) -> Iterator[int]:
    """Let another program read an older state of a database; give its number."""
    command = [sys.executable, "-c", _READ, str(database)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == b"reads\n"
        yield reader.pid
        reader.communicate()
