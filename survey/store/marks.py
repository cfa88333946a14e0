"""Whether a write-ahead log was written to the database beside which it lies.

SQLite does not ask: it plays any log whose frames fit each other into any database, and a copy put
beside a log of another day becomes a mixture that never was. So each transaction leaves a random
mark in the first page, and beside it the mark of the one before. Both are fields of SQLite's own
header that it lets programs have. A log belongs to a database whose mark is that from which the
log goes on, or one that the log itself brought there.

The first page is the first that SQLite carries over: killed in the middle of it, a database has at
least the mark of what it has.
"""

import struct
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from secrets import randbelow

from survey.domain.errors import ForeignLog, NoRights
from survey.store.driver import sqlite3
from survey.store.refusals import named_refusals

# See https://sqlite.org/fileformat2.html: the database header, and the write-ahead log.
_MARK_AT, _BEFORE_AT = 60, 68
_HEADER = struct.Struct(">8I")
_FRAME = struct.Struct(">6I")
# How the words of checksums stand in the log, by the first word of the log.
_WORDS = {0x377F0682: "<", 0x377F0683: ">"}
_MOST = 2**30 - 1
_WORD = 2**32 - 1
# Somebody may write while one looks; what is seen counts when it stood still meanwhile.
_LOOKS = 50


def leave_mark(connection: sqlite3.Connection) -> None:
    """Make the transaction that is open one that the log and the database can be told by."""
    _leave(connection, mark_of(connection))


def leave_mark_of_copy(connection: sqlite3.Connection) -> None:
    """Let what is seen begin a history: no log of what it was copied from belongs to it."""
    _leave(connection, 0)


def was_used(connection: sqlite3.Connection) -> bool:
    """Tell whether anything was written since a history began."""
    (before,) = connection.execute("PRAGMA application_id").fetchone()
    return bool(before)


def _leave(connection: sqlite3.Connection, before: int) -> None:
    (number,) = connection.execute("PRAGMA user_version").fetchone()
    connection.execute(f"PRAGMA application_id={before}")
    connection.execute(f"PRAGMA user_version={randbelow(_MOST) + 1 << 1 | number & 1}")


def mark_of(connection: sqlite3.Connection) -> int:
    """Return the mark of the state that a connection sees."""
    (number,) = connection.execute("PRAGMA user_version").fetchone()
    return _mark_in(number)


def _mark_in(number: int) -> int:
    # The lowest bit says whether the file is to be written anew (`survey.store.rewriting`).
    return number >> 1


def log_beside(database: Path) -> Path:
    """Return where the write-ahead log of a database lies while there is one."""
    return database.with_name(database.name + "-wal")


def check_log_belongs(database: Path) -> None:
    """Raise ForeignLog when SQLite would play a log into a database to which it was not written.

    It works beside whoever reads and writes, and changes nothing. Raises NoRights.
    """
    log = log_beside(database)
    try:
        for _ in range(_LOOKS):
            seen = _seen(log, database)
            if seen is None or _belongs(log, seen[1]):
                return
            if seen == _seen(log, database):
                raise ForeignLog(log.name)
    except PermissionError:
        raise NoRights(str(log)) from None


def _seen(log: Path, database: Path) -> tuple[bytes, int] | None:
    """Return what tells whether somebody writes: None where there is no log, or no database."""
    try:
        with log.open("rb") as file:
            start = file.read(_HEADER.size)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return (start, _mark_without_log(database)) if start and database.is_file() else None


def _mark_without_log(database: Path) -> int:
    uri = f"{database.absolute().as_uri()}?immutable=1"
    with named_refusals(), closing(sqlite3.connect(uri, uri=True)) as connection:
        # Else SQLite calls a file damaged that is shorter than its first page says: so it is while
        # a log is carried over that makes it longer, and stays when the power fails in between.
        connection.execute("PRAGMA writable_schema=ON")
        return mark_of(connection)


def _belongs(path: Path, mark: int) -> bool:
    has_commits, is_first = False, True
    for first_pages in _transactions(path):
        has_commits = True
        for before, left in first_pages:
            if mark == left or (is_first and mark == before):
                return True
            is_first = False
    # Programs that left no marks yet wrote such logs, and to databases without one.
    return not has_commits or (is_first and mark == 0)


def _transactions(path: Path) -> Iterator[list[tuple[int, int]]]:
    """Give the marks in the first page as each transaction of a log left it, mostly one pair."""
    first_pages = []
    for page, size_at_commit, content in _frames(path):
        if page == 1:
            before, mark = _number(content, _BEFORE_AT), _mark_in(_number(content, _MARK_AT))
            first_pages.append((before, mark))
        if size_at_commit:
            yield first_pages
            first_pages = []


def _number(page: bytes, at: int) -> int:
    return int.from_bytes(page[at : at + 4], "big")


def _frames(path: Path) -> Iterator[tuple[int, int, bytes]]:
    """Give what SQLite would find in a log: number of the page, size at a commit, content."""
    try:
        log = path.open("rb")
    except FileNotFoundError:
        return
    with log:
        header = log.read(_HEADER.size)
        if len(header) < _HEADER.size:
            return
        magic, _, page_size, _, *salts, first_sum, second_sum = _HEADER.unpack(header)
        words = _WORDS.get(magic)
        sums = (0, 0) if words is None else _sums(words, header[:24], (0, 0))
        if words is None or sums != (first_sum, second_sum):
            return
        while len(frame := log.read(_FRAME.size + page_size)) == _FRAME.size + page_size:
            page, size_at_commit, *found_salts, first_sum, second_sum = _FRAME.unpack_from(frame)
            sums = _sums(words, frame[:8] + frame[_FRAME.size :], sums)
            if not page or found_salts != salts or sums != (first_sum, second_sum):
                return
            yield page, size_at_commit, frame[_FRAME.size :]


def _sums(words: str, content: bytes, sums: tuple[int, int]) -> tuple[int, int]:
    first, second = sums
    numbers = iter(struct.unpack(f"{words}{len(content) // 4}I", content))
    for even, odd in zip(numbers, numbers, strict=True):
        first = (first + even + second) & _WORD
        second = (second + odd + first) & _WORD
    return first, second
