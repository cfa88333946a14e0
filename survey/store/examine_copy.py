"""Whether a file is a whole copy of a database of this program, and what it has."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from survey.domain.errors import (
    CopyDamaged,
    CopyIncomplete,
    CopyNewer,
    NotACopy,
    StoreDamaged,
    StoreNewer,
)
from survey.domain.manifest import BLOCK_BYTES, Manifest, NoManifest, WrongHash, read_block
from survey.store.copying import count_rows, is_database, look_into, pieces
from survey.store.driver import sqlite3
from survey.store.marks import leave_mark, was_used
from survey.store.refusals import named_refusals
from survey.store.replacing import check_is_sound, flush
from survey.store.upgrade import is_current

# From these tables on every copy says what it has.
_FIRST_WITH_MANIFEST = "0007"
_OURS = {"alembic_version", "office", "response", "inbox", "day_seal"}


@dataclass(frozen=True)
class Contents:
    """What a database has: its tables, how many rows each has, and whose keys are its own."""

    tables: str
    rows: Mapping[str, int]
    last_day: date | None
    key_fingerprint: str | None

    @property
    def responses(self) -> int:
        """How many people answered."""
        return self.rows["inbox"] + self.rows["response"]

    @property
    def publications(self) -> int:
        """How many reports are published; earlier programs called questionnaires and plans so."""
        return self.rows["publication"] if "published_text" in self.rows else 0


@dataclass(frozen=True)
class Copy:
    """A copy that was found whole; without a manifest nothing tells whether a byte has changed."""

    contents: Contents
    manifest: Manifest | None


def examine_copy(path: Path) -> Copy:
    """Return what a file has, and cut off what it says about itself: it becomes a mere database.

    Raises NotACopy, CopyIncomplete, CopyDamaged and CopyNewer.
    """
    if not is_database(path):
        raise NotACopy("it does not begin as a database does")
    manifest = _take_manifest(path)
    try:
        contents = contents_of(path)
        if manifest is None:
            _check_may_be_without(path, contents.tables)
        check_is_sound(path)
    except StoreDamaged:
        raise CopyDamaged("its pages do not fit together") from None
    said = manifest and (manifest.tables, manifest.rows)
    if said is not None and said != (contents.tables, contents.rows):
        raise CopyDamaged("it has other rows than it says")
    return Copy(contents, manifest)


def _take_manifest(path: Path) -> Manifest | None:
    size = path.stat().st_size - BLOCK_BYTES
    if size <= 0:
        return None
    with path.open("rb") as file:
        file.seek(size)
        block = file.read()
    try:
        manifest = read_block(block, pieces(path, size))
    except NoManifest:
        return None
    except WrongHash:
        raise CopyDamaged("a byte of it has changed") from None
    with path.open("r+b") as file:
        file.truncate(size)
    flush(path)
    return manifest


def contents_of(path: Path) -> Contents:
    """Return what a closed file has; raise NotACopy, CopyNewer and StoreDamaged."""
    return look_into(path, contents_on)


def contents_on(connection: sqlite3.Connection) -> Contents:
    """Return what a connection sees; raise NotACopy and CopyNewer."""
    rows = count_rows(connection)
    if not set(rows) >= _OURS:
        raise NotACopy("it has other tables")
    (tables,) = connection.execute("SELECT max(version_num) FROM alembic_version").fetchone()
    _check_is_known(tables)
    return Contents(tables, rows, _last_day(connection), _key_fingerprint(connection, rows))


def make_used(path: Path) -> None:
    """Make a copy a database of its own, to which no log belongs yet."""
    with named_refusals(), closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=MEMORY")
        leave_mark(connection)
    flush(path)


def forget_keys(path: Path) -> Contents:
    """Let a closed file take the keys that it is next opened beside; return what it has then."""
    with named_refusals(), closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=MEMORY")
        if "installation" in count_rows(connection):
            connection.execute("UPDATE installation SET key_fingerprint = NULL")
    flush(path)
    return contents_of(path)


def _check_is_known(tables: str | None) -> None:
    if tables is None:
        raise NotACopy("it does not say which tables it has")
    try:
        is_current(tables)
    except StoreNewer:
        raise CopyNewer("a later program has written it") from None


def _last_day(connection: sqlite3.Connection) -> date | None:
    (day,) = connection.execute(
        # Earlier programs kept the day of each response; that of its seal is in all of them.
        "SELECT max(day) FROM (SELECT day FROM inbox UNION ALL SELECT day FROM day_seal)"
    ).fetchone()
    return None if day is None else date.fromisoformat(day)


def _key_fingerprint(connection: sqlite3.Connection, rows: Mapping[str, int]) -> str | None:
    if not rows.get("installation"):
        return None
    (found,) = connection.execute("SELECT key_fingerprint FROM installation").fetchone()
    return None if found is None else str(found)


def _check_may_be_without(path: Path, tables: str) -> None:
    # A database that was used itself, set aside by a restoring, may be put back like a copy.
    if tables >= _FIRST_WITH_MANIFEST and not look_into(path, was_used):
        raise CopyIncomplete("its end is missing")
