"""A checked copy of one state of a database, with what it says about itself."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar, cast

from sqlalchemy import Table

from survey.domain.errors import StoreBusy, StoreDamaged, StoreFull
from survey.domain.manifest import BLOCK_BYTES, Manifest, block_of
from survey.store.driver import sqlite3
from survey.store.engine import Store
from survey.store.marks import leave_mark_of_copy, mark_of
from survey.store.refusals import named_refusals
from survey.store.replacing import check_is_sound, flush, remove, write_anew

# Somebody may write in the moment in which a copy begins: it is not the state that was counted.
_TRIES = 20
_PIECE = 1 << 20

T = TypeVar("T")


def write_copy(store: Store, target: Path, day: date, without: Iterable[Table] = ()) -> Manifest:
    """Write a copy of one state to a file that only its owner can read; return what it says.

    The tables of `without` are there and empty. It is on the disk, and was read again: its pages
    fit together, and it has as many rows as were counted in the same state. What was left under
    its name goes first. Raises StoreFull, StoreDamaged, StoreBusy and NoRights, and leaves nothing.
    """
    emptied = {table.name for table in without}
    try:
        rows = {
            name: 0 if name in emptied else count for name, count in _copied(store, target).items()
        }
        with named_refusals():
            _finish(target, emptied & set(rows))
        check_is_sound(target)
        if rows_in(target) != rows:
            raise StoreDamaged("the copy has other rows than the database")
        manifest = Manifest(version("hailong"), tables_in(target), day, rows)
        _add_manifest(target, manifest)
    except BaseException:
        remove(target)
        raise
    return manifest


def _copied(store: Store, target: Path) -> dict[str, int]:
    for _ in range(_TRIES):
        # What is counted is the state of the mark: only a transaction that has begun sees one.
        with store.apart() as copier, store.reading() as connection, connection.begin():
            reading = cast("sqlite3.Connection", connection.connection.dbapi_connection)
            mark = mark_of(reading)
            write_anew(copier, target)
            if look_into(target, mark_of) == mark:
                return count_rows(reading)
    raise StoreBusy("there was no quiet moment in which to begin a copy")


def _finish(path: Path, emptied: Iterable[str]) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        # Nothing of what goes is left, in no file beside this one either.
        for setting in ("journal_mode=MEMORY", "secure_delete=ON", "temp_store=MEMORY"):
            connection.execute(f"PRAGMA {setting}")
        connection.execute("BEGIN")
        for name in emptied:
            connection.execute(f'DELETE FROM "{name}"')  # noqa: S608 - a name of ours
        # Its pages are others than those of the database: no log of that belongs to it.
        leave_mark_of_copy(connection)
        connection.execute("COMMIT")
        connection.execute("VACUUM")


def _add_manifest(path: Path, manifest: Manifest) -> None:
    try:
        with path.open("r+b") as copy:
            block = block_of(manifest, pieces(path, path.stat().st_size))
            copy.seek(0, 2)
            copy.write(block)
        flush(path)
    except OSError:
        raise StoreFull("the disk does not take the copy") from None


def pieces(path: Path, size: int) -> Iterator[bytes]:
    """Give the first bytes of a file, so many, in pieces."""
    with path.open("rb") as file:
        while size > 0 and (piece := file.read(min(_PIECE, size))):
            size -= len(piece)
            yield piece


def is_database(path: Path) -> bool:
    """Tell whether a file begins as those of SQLite do."""
    with path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\0"


def content_size(path: Path) -> int:
    """Return how many bytes of a file with a manifest are the database."""
    return path.stat().st_size - BLOCK_BYTES


def rows_in(path: Path) -> dict[str, int]:
    """Return how many rows each table of a closed file has."""
    return look_into(path, count_rows)


def tables_in(path: Path) -> str:
    """Return which tables a closed file has."""
    return look_into(path, _revision)


def count_rows(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many rows each table has."""
    names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    return {name: _count(connection, name) for (name,) in sorted(names)}


def _count(connection: sqlite3.Connection, name: str) -> int:
    quoted = name.replace('"', '""')
    (count,) = connection.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()  # noqa: S608
    return int(count)


def _revision(connection: sqlite3.Connection) -> str:
    (found,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(found)


def look_into(path: Path, look: Callable[[sqlite3.Connection], T]) -> T:
    """Look at a closed file, which not even SQLite changes."""
    uri = f"{path.absolute().as_uri()}?immutable=1"
    with named_refusals(), closing(sqlite3.connect(uri, uri=True)) as connection:
        return look(connection)
