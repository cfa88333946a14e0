"""Processes that commit and one that carries the log over, which is stopped again and again.

A process that is stopped between two steps gives the others a millisecond where they mostly have
some nanoseconds: what a machine meets once in millions of commits is met here within seconds. What
was acknowledged must be there afterwards, and the file whole.
"""

import importlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from survey.store.driver import sqlite3
from tests.faults.forked import ROOT

ROWS_BEFORE = 20_000
STOPPED_SECONDS = 0.001
PAUSE_SECONDS = 0.0005
END_SECONDS = 30
BEGUN = "begun"
# The fault is met by PASSIVE, which lets others commit meanwhile.
WAYS = 20 * ("PASSIVE",) + ("RESTART", "TRUNCATE")


@contextmanager
def quick_folder() -> Iterator[Path]:
    """Give a folder in memory where the system has one: commits then take microseconds."""
    memory = Path("/dev/shm")  # noqa: S108 - the folder below it has a name of its own
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        yield Path(name)


@dataclass(frozen=True)
class Outcome:
    """What a time under the hammer left."""

    acknowledged: int
    lost: int
    whole: str  # what the integrity check says

    @property
    def is_sound(self) -> bool:
        """Whether nothing is lost and the file is whole."""
        return self.lost == 0 and self.whole == "ok"


def hammer(
    workers: Sequence[Sequence[str]], stored: Callable[[], set[str]], database: Path, seconds: float
) -> Outcome:
    """Let modules work at a database for so long; compare what they printed with what is stored.

    The last of them is the one that is stopped.
    """
    # Files and not pipes: who fills a pipe waits until somebody reads.
    files = [database.with_name(f"said-{number}") for number in range(len(workers))]
    begun = [
        _begin([*worker, str(database), str(seconds)], file)
        for worker, file in zip(workers, files, strict=True)
    ]
    try:
        _wait_until_all_began(files)
        _stop_and_go_on(begun[-1], seconds)
        for process in begun:
            assert process.wait(END_SECONDS) == 0
    finally:
        for process in begun:
            process.kill()
    said = [file.read_text("ascii").splitlines() for file in files]
    acknowledged = {line for lines in said for line in lines} - {BEGUN}
    try:
        kept, whole = stored(), _integrity(database)
    except sqlite3.DatabaseError as error:
        kept, whole = set(), str(error)
    return Outcome(len(acknowledged), len(acknowledged - kept), whole)


def _begin(worker: Sequence[str], file: Path) -> "subprocess.Popen[bytes]":
    with file.open("wb") as output:
        return subprocess.Popen([sys.executable, "-m", *worker], cwd=ROOT, stdout=output)


def _wait_until_all_began(files: Sequence[Path]) -> None:
    deadline = time.monotonic() + END_SECONDS
    while not all(file.stat().st_size for file in files):
        assert time.monotonic() < deadline, "a worker did not begin"
        time.sleep(0.01)


def _stop_and_go_on(process: "subprocess.Popen[bytes]", seconds: float) -> None:
    luck, end = random.Random(), time.monotonic() + seconds
    while time.monotonic() < end:
        process.send_signal(signal.SIGSTOP)
        time.sleep(luck.uniform(0, 2 * STOPPED_SECONDS))
        process.send_signal(signal.SIGCONT)
        time.sleep(luck.uniform(0, 2 * PAUSE_SECONDS))


def _integrity(database: Path) -> str:
    with closing(sqlite3.connect(database)) as connection:
        return str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])


def make_rows(database: Path) -> None:
    """Make a table of the shape of ours, large enough that two commits rarely meet in a page."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE row (key BLOB PRIMARY KEY, said BLOB) WITHOUT ROWID")
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO row VALUES (?, ?)", map(_row, range(ROWS_BEFORE)))
        connection.execute("COMMIT")


def stored_rows(database: Path) -> set[str]:
    """Return the keys of that table."""
    with closing(sqlite3.connect(database)) as connection:
        return {key.hex() for (key,) in connection.execute("SELECT key FROM row")}


def bare_workers(driver: str) -> list[list[str]]:
    """Return two who commit and one who carries the log over, with a driver of this name."""
    ours = "tests.faults.hammering"
    return [[ours, driver, "commit"], [ours, driver, "commit"], [ours, driver, "carry_over"]]


def _row(_: object) -> tuple[bytes, bytes]:
    return os.urandom(16), os.urandom(200)


def say(line: str) -> None:
    """Print a line in one write, so that the lines of two threads do not mix."""
    os.write(sys.stdout.fileno(), f"{line}\n".encode())


def commit(connection: Any, error: type[Exception], end: float) -> None:
    """Commit a row after the other, and print the key of each that was kept."""
    while time.time() < end:
        row = _row(None)
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO row VALUES (?, ?)", row)
            connection.execute("COMMIT")
        except error:
            return
        say(row[0].hex())
        time.sleep(random.uniform(0, PAUSE_SECONDS))


def carry_over(connection: Any, error: type[Exception], end: float) -> None:
    """Carry the log over as fast as one can."""
    connection.execute("PRAGMA busy_timeout=0")
    while time.time() < end:
        try:
            connection.execute(f"PRAGMA wal_checkpoint({random.choice(WAYS)})").fetchall()
        except error:
            continue


if __name__ == "__main__":
    name, act, path, for_seconds = sys.argv[1:]
    chosen = importlib.import_module(name)
    with closing(chosen.connect(path, isolation_level=None, timeout=30)) as opened:
        opened.execute("PRAGMA synchronous=FULL")
        opened.execute("PRAGMA wal_autocheckpoint=0")
        say(BEGUN)
        {"commit": commit, "carry_over": carry_over}[act](
            opened, chosen.Error, time.time() + float(for_seconds)
        )
