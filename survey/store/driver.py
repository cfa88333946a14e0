"""The SQLite that everything works with; no other module of the program imports one.

SQLite 3.7.0 to 3.51.2 can lose acknowledged commits when a checkpoint meets a commit (the "WAL
reset" fault, https://sqlite.org/wal.html#walresetbug). Python often comes with such an old library;
`pysqlite3` is the same driver with a library of its own. Never may two libraries open one file in
one process: when either closes it, the system drops the locks of both.
"""

import sqlite3 as _own
from collections.abc import Iterable, Iterator
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from survey.domain.errors import DriverUnsafe

if TYPE_CHECKING:
    import sqlite3

__all__ = ["driver_name", "refuse_unrepaired", "sqlite3"]

_SEPARATE = "pysqlite3"
Version = tuple[int, ...]

# From the first to below the second.
_REPAIRED: tuple[tuple[Version, Version], ...] = (
    ((3, 44, 6), (3, 45)),
    ((3, 50, 7), (3, 51)),
    ((3, 51, 3), (4,)),
)


def is_repaired(version: Version) -> bool:
    """Whether a version of SQLite keeps what it acknowledges while its log begins anew."""
    return any(first <= version < end for first, end in _REPAIRED)


def choose(drivers: Iterable[ModuleType]) -> ModuleType:
    """Return the first driver with a repaired library; where there is none, the newest."""
    found = list(drivers)
    repaired = (driver for driver in found if is_repaired(driver.sqlite_version_info))
    return next(repaired, max(found, key=lambda driver: Version(driver.sqlite_version_info)))


def _installed() -> Iterator[ModuleType]:
    yield _own
    try:
        yield import_module(f"{_SEPARATE}.dbapi2")
    except ImportError:
        return


if not TYPE_CHECKING:
    sqlite3 = choose(_installed())


def driver_name(driver: ModuleType = sqlite3) -> str:
    """Return the version of the library and where it comes from: `3.53.4 (pysqlite3)`."""
    return f"{driver.sqlite_version} ({driver.__name__.partition('.')[0]})"


def refuse_unrepaired(driver: ModuleType = sqlite3) -> None:
    """Raise DriverUnsafe for a library that can lose what it acknowledged."""
    if not is_repaired(driver.sqlite_version_info):
        raise DriverUnsafe(driver.sqlite_version)
