"""Writing a database into a new file, and putting a whole file in the place of a database.

At every moment one whole database stands at its place: the new one is written under another name,
checked and flushed, and then takes the place of the old one in a single step of the file system.
"""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from shutil import rmtree

from survey.domain.errors import FolderMissing, StoreBusy, StoreDamaged, StoreFull
from survey.store.driver import sqlite3
from survey.store.refusals import named_refusals

PATIENCE_SECONDS = 5
HALF = ".half"


def half_of(path: Path) -> Path:
    """Return the name under which a file is written until it is whole and checked."""
    return path.with_name(path.name + HALF)


def replace(database: Path, new: Path, keep: Path) -> None:
    """Put a checked file in the place of a database, which is kept under another name.

    Nobody else may have it open, in this process either. The write-ahead log is carried over first,
    so that what is kept is one file. Raises StoreBusy, StoreFull, StoreDamaged and NoRights, and
    then the database is what it was.
    """
    with alone_with(database) as connection:
        keep_as(database, keep)
        try:
            _take_place(connection, new, database)
        except BaseException:
            remove(keep)
            raise


def set_aside(database: Path, keep: Path) -> None:
    """Give a database that cannot be opened another name too, and its log another name alone."""
    if database.exists():
        keep_as(database, keep)
    with suppress(FileNotFoundError):
        _beside(database, "-wal").rename(_beside(keep, "-wal"))
    _beside(database, "-shm").unlink(missing_ok=True)
    flush_folder(database.parent)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


@contextmanager
def alone_with(database: Path, patience: float = PATIENCE_SECONDS) -> Iterator[sqlite3.Connection]:
    """Give a connection outside of any transaction, while nobody else has the database open.

    There is no write-ahead log meanwhile: it was carried over. Raises StoreBusy.
    """
    with named_refusals(), closing(_connect(database, patience)) as connection:
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        # Only who is alone can leave the write-ahead log.
        (mode,) = connection.execute("PRAGMA journal_mode=DELETE").fetchone()
        if mode != "delete":
            raise StoreBusy("somebody else has the database open")
        connection.execute("BEGIN EXCLUSIVE")
        # In this locking mode the lock stays until the connection is closed.
        connection.execute("COMMIT")
        yield connection


def _connect(database: Path, patience: float) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{database.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=patience,
        isolation_level=None,
    )


def write_anew(connection: sqlite3.Connection, target: Path) -> None:
    """Write one state of a database into a new file for its owner alone, its pages built anew.

    What somebody who was killed left under this name goes; nothing is left when this fails.
    """
    remove(target)
    make_private(target)
    try:
        with named_refusals():
            connection.execute("VACUUM INTO ?", (str(target),)).fetchall()
        flush(target)
    except BaseException:
        remove(target)
        raise


def make_private(path: Path) -> None:
    """Make an empty file that only its owner can read; raise FolderMissing or StoreFull."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except (PermissionError, FileNotFoundError, NotADirectoryError):
        raise FolderMissing(str(path.parent)) from None
    except OSError:
        raise StoreFull("the file cannot be made") from None


def check_is_sound(path: Path) -> None:
    """Raise StoreDamaged unless all pages, indices and references of a closed file are right."""
    uri = f"{path.absolute().as_uri()}?immutable=1"
    with named_refusals(), closing(sqlite3.connect(uri, uri=True)) as connection:
        if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
            raise StoreDamaged("the pages of the file do not fit together")
        if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise StoreDamaged("a row of the file refers to one that is not there")


def keep_as(path: Path, keep: Path) -> None:
    """Give a file a second name, under which it stays when another one takes its place."""
    try:
        os.link(path, keep)
    except OSError:
        # Some file systems, those of most sticks among them, know one name a file.
        _copy(path, keep)


def _copy(path: Path, target: Path) -> None:
    make_private(target)
    try:
        with path.open("rb") as source, target.open("r+b") as copy:
            while piece := source.read(1 << 20):
                copy.write(piece)
        flush(target)
    except OSError:
        remove(target)
        raise StoreFull("the disk does not take a second file") from None


def _take_place(connection: sqlite3.Connection, new: Path, database: Path) -> None:
    if os.name == "nt":
        # Windows gives an open file's place to nobody. Whoever opens it in this moment makes the
        # next step fail, and then the database is what it was.
        connection.close()
    put(new, database)


def put(new: Path, place: Path) -> None:
    """Let a flushed file take a place, whatever stands there, for good; or leave all as it was."""
    try:
        new.replace(place)
    except PermissionError:
        raise StoreBusy("somebody else has the file open") from None
    except OSError:
        raise StoreFull("the file cannot take its place") from None
    flush_folder(place.parent)


def flush(path: Path) -> None:
    """Return when the content of a file is on the disk."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Return when the names in a folder are on the disk; Windows keeps them by itself."""
    if os.name == "nt":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def remove_half_folders(folder: Path) -> None:
    """Remove the folders in which somebody who was killed was reading a copy."""
    for half in folder.glob(f"*{HALF}/"):
        rmtree(half, ignore_errors=True)


def remove(path: Path) -> None:
    """Remove what was written under a name, and what SQLite left beside it."""
    for ending in ("", "-journal", "-wal", "-shm"):
        with suppress(OSError):
            _beside(path, ending).unlink(missing_ok=True)
